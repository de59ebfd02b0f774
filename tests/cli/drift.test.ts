import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';

describe('a configuration that was edited by hand and never applied', () => {
  let host: Host;
  beforeAll(async () => (host = await makeHost()));
  afterAll(async () => host.end());

  it('is shown apart from the change that would apply it', async () => {
    expect((await nixosAi(['install htop', '--yes'], { host: host.dir })).exitCode).toBe(0);
    const clean = await nixosAi(['plan', 'open port 8080'], { host: host.dir });
    expect(clean.stdout).not.toContain('From earlier edits');

    const file = join(host.dir, 'etc/nixos/configuration.nix');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace('system.stateVersion', 'services.fail2ban.enable = true;\n  system.stateVersion'),
    );
    const plan = await nixosAi(['plan', 'open port 8080'], { host: host.dir });
    const [change, drift] = plan.stdout.split('From earlier edits');
    expect(change).toContain('+ 8080');
    expect(change).not.toContain('fail2ban.service');
    expect(drift).toContain('+ fail2ban.service');
  });
});
