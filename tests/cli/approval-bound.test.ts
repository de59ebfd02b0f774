import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';

/** A change of the configuration that needs two people; what it does beside that is the matter of each test. */
const head = (name: string): string => `runbook: ${name}\nversion: 1\ndescription: A test.\nsteps:\n`;
const port = (number: number): string =>
  `  - id: open\n    edit: [{ add: networking.firewall.allowedTCPPorts, items: [${number}] }]\n`;

describe('what was approved', () => {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost();
    appendFileSync(
      join(host.dir, 'nixos-ai.yaml'),
      'policy: { package: automatic, service: automatic, network: two-people, access: two-people, boot: two-people }\n',
    );
    mkdirSync(join(host.dir, 'srv'), { recursive: true });
  });
  afterAll(async () => host.end());

  const as = async (user: string, ...args: readonly string[]): Promise<CliResult> =>
    nixosAi(args, { host: host.dir, env: { NIXOS_AI_SANDBOX_USER: user } });
  const runOf = ({ stdout }: CliResult): string =>
    /nixos-ai approve (?<run>[\w-]+)/u.exec(stdout)?.groups?.['run'] ?? '';
  const planOf = ({ stdout }: CliResult): string | undefined =>
    /^plan +(?<hash>[0-9a-f]{16})$/mu.exec(stdout)?.groups?.['hash'];
  const write = (name: string, text: string): string => {
    const file = join(host.base, name);
    writeFileSync(file, text);
    return file;
  };

  it('is what a called runbook was when it was shown, and no other', async () => {
    const marker = join(host.base, 'marker');
    const library = join(host.dir, 'etc/nixos-ai/runbooks');
    mkdirSync(library, { recursive: true });
    const call = (argv: string): string =>
      `${head('inner')}  - id: act\n    run: { argv: ${argv}, effect: change, undo: [rm, ${marker}] }\n`;
    const outer = write(
      'outer.yaml',
      `${head('outer')}${port(8101)}  - id: inner\n    call: { runbook: inner }\n`,
    );
    writeFileSync(join(library, 'inner.yaml'), call(`[touch, ${marker}]`));
    const asked = await as('alice', 'run', outer);
    expect([asked.exitCode, asked.stdout]).toEqual([7, expect.stringContaining(`runs touch ${marker}`)]);
    // Given up, so that she has to ask again.
    await as('alice', 'stop', runOf(asked));
    const approved = await as('bob', 'approve', runOf(asked), '--yes');
    expect(approved.stdout).toContain(`runs touch ${marker}`);
    expect(approved.exitCode).toBe(0);
    writeFileSync(join(library, 'inner.yaml'), call(`[install, -m, "4755", /bin/sh, ${marker}]`));
    const again = await as('alice', 'run', outer);
    expect([again.exitCode, again.stdout]).toEqual([
      7,
      expect.stringContaining('runs install -m 4755 /bin/sh'),
    ]);
    expect(existsSync(marker)).toBe(false);
    await as('alice', 'stop', runOf(again));
  });

  it('is what a file held that is put, for one run', async () => {
    const target = join(host.dir, 'srv/rule');
    const source = join(host.dir, 'srv/new-rule');
    const say = (file: string, text: string): void => {
      writeFileSync(file, text);
      chmodSync(file, 0o600);
    };
    say(target, 'old\n');
    say(source, 'harmless\n');
    const put = '  - id: put\n    files: { put: [{ file: /srv/rule, from: /srv/new-rule }] }\n';
    const book = write('put.yaml', `${head('put')}${port(8102)}${put}`);
    const asked = await as('alice', 'run', book);
    expect(asked.stdout).toContain('from /srv/new-rule (sha256 ');
    await as('alice', 'stop', runOf(asked));
    expect((await as('bob', 'approve', runOf(asked), '--yes')).stdout).toContain('replaces /srv/rule');

    say(source, 'alice ALL=(ALL) NOPASSWD: ALL\n');
    const other = await as('alice', 'run', book);
    expect(other.exitCode).toBe(7);
    await as('alice', 'stop', runOf(other));

    say(source, 'harmless\n');
    const good = await as('alice', 'run', book);
    expect([good.exitCode, readFileSync(target, 'utf8')]).toEqual([0, 'harmless\n']);
    expect(statSync(target).mode & 0o777).toBe(0o600);

    const run = /^run (?<run>[\w-]+)/mu.exec(good.stdout)?.groups?.['run'] ?? '';
    const back = await as('alice', 'rollback', run);
    expect((await as('bob', 'approve', runOf(back), '--yes')).exitCode).toBe(0);
    // All is as it was, and so is the plan.
    say(target, 'old\n');
    const third = await as('alice', 'run', book);
    expect([third.exitCode, readFileSync(target, 'utf8')]).toEqual([7, 'old\n']);
    expect(planOf(third)).toBe(planOf(good));
  });
});
