import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';

describe('a switch that does only half of its work', () => {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost();
  });
  afterAll(async () => host.end());

  const lists = (): readonly string[] =>
    ['start-list', 'restart-list', 'reload-list'].filter((list) =>
      existsSync(join(host.dir, 'run/nixos', list)),
    );

  const run = async (edits: string): Promise<CliResult> => {
    const file = join(host.base, 'r.yaml');
    writeFileSync(file, `${HEAD}  - id: x\n    edit: [${edits}]\n`);
    return nixosAi(['run', file, '--yes', '--json'], { host: host.dir });
  };

  it('is taken back when an activation script fails, although the new system runs', async () => {
    const before = readHostState(host.dir);
    const result = await run('{ set: system.activationScripts.sad.text, to: "false" }');
    expect(result.exitCode).toBe(3);
    expect(result.stdout).toContain('an activation script failed (exit 2)');
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('is taken back when it is killed, without doing what it has left to do', async () => {
    const before = readHostState(host.dir);
    const result = await run(
      '{ set: virtualisation.docker.enable, to: true }, { set: system.activationScripts.dies.text, to: "kill -9 $PPID" }',
    );
    expect(result.exitCode).toBe(3);
    expect(readHostState(host.dir)).toEqual(before);
    expect(lists()).toEqual([]);
  });

  it('of somebody else is said before the next one does the rest', async () => {
    mkdirSync(join(host.dir, 'run/nixos'), { recursive: true });
    writeFileSync(join(host.dir, 'run/nixos/restart-list'), 'nginx.service\n');
    const result = await run('{ set: environment.variables.GREETING, to: hello }');
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/an earlier switch was interrupted.*restart-list lists nginx\.service/u);
    expect(lists()).toEqual([]);
  });
});
