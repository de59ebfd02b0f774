import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { AS_ROOT } from '../lib/needs.ts';

const EVE = 12345;
const RUNBOOK =
  'runbook: look\nversion: 1\ndescription: Looks.\nsteps:\n  - { id: a, run: { argv: ["true"], effect: read } }\n';
const POLICY = 'policy: 1\nautonomy: { access: automatic }\n';
const SERVICE = 'version: 1\n';

/** What decides for root, each given to somebody else in one way and taken back. */
describe('root with files of a host that somebody else may write to', AS_ROOT, () => {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost();
    mkdirSync(own('runbooks'), { recursive: true });
    writeFileSync(own('runbooks/look.yaml'), RUNBOOK);
  });
  afterAll(async () => host.end());

  const at = (path: string): string => join(host.dir, path);
  const own = (path: string): string => at(`etc/nixos-ai/${path}`);

  const ways: Readonly<Record<string, (path: string) => () => void>> = {
    'that another user owns': (path) => {
      chownSync(path, EVE, EVE);
      return () => chownSync(path, 0, 0);
    },
    'that a group may write to': (path) => {
      chownSync(path, 0, EVE);
      chmodSync(path, 0o660);
      return () => {
        chownSync(path, 0, 0);
        chmodSync(path, 0o644);
      };
    },
    'in a directory of everybody': (path) => {
      chmodSync(dirname(path), 0o777);
      return () => chmodSync(dirname(path), 0o755);
    },
    'that a link of another user leads to': (path) => {
      renameSync(path, `${path}.real`);
      symlinkSync(`${path}.real`, path);
      lchownSync(path, EVE, EVE);
      return () => renameSync(`${path}.real`, path);
    },
    'that a link leads to in a directory of another user': (path) => {
      mkdirSync(at('eve'));
      renameSync(path, at('eve/file'));
      chownSync(at('eve'), EVE, EVE);
      symlinkSync(at('eve/file'), path);
      return () => {
        renameSync(at('eve/file'), path);
        rmSync(at('eve'), { recursive: true });
      };
    },
  };
  const files: readonly (readonly [string, string, readonly string[], string | undefined, string])[] = [
    ['a settings file', 'nixos-ai.yaml', ['status'], undefined, 'HOST009'],
    ['a policy', 'etc/nixos-ai/policy.yaml', ['policy', 'show'], POLICY, 'POL010'],
    ['a service file', 'etc/nixos-ai/service.yaml', ['service', 'run', 'nightly'], SERVICE, 'SRV000'],
    [
      'a runbook of the library',
      'etc/nixos-ai/runbooks/look.yaml',
      ['runbook', 'show', 'look'],
      RUNBOOK,
      'HOST009',
    ],
  ];
  const cases = files.flatMap(([what, path, argv, text, code]) =>
    Object.keys(ways).map((way) => [what, way, path, argv, text, code] as const),
  );

  it.each(cases)('does not use %s %s', async (_, way, path, argv, text, code) => {
    const file = at(path);
    if (text !== undefined) writeFileSync(file, text);
    const back = ways[way]?.(file);
    try {
      const said = await nixosAi([...argv, '--json'], { host: host.dir });
      expect([said.exitCode, said.stdout]).toEqual([2, expect.stringContaining(code)]);
    } finally {
      back?.();
      if (text === POLICY || text === SERVICE) rmSync(file, { force: true });
    }
  });

  it('uses them again when they are its own', async () => {
    writeFileSync(own('policy.yaml'), POLICY);
    for (const argv of [['policy', 'show'], ['runbook', 'show', 'look'], ['status']])
      expect((await nixosAi(argv, { host: host.dir })).exitCode).toBe(0);
    rmSync(own('policy.yaml'));
  });

  it.each([['doctor'], ['status'], ['history'], ['sandbox start'], ['sandbox stop']])(
    'runs no program that the settings of another user name: %s',
    async (typed) => {
      const before = readFileSync(at('nixos-ai.yaml'), 'utf8');
      const mark = join(host.base, 'ran');
      const evil = join(host.base, 'evil.sh');
      writeFileSync(evil, `#!/bin/sh\nid -u >> ${mark}\n`);
      chmodSync(evil, 0o755);
      writeFileSync(at('nixos-ai.yaml'), before.replace(/systemctl:.*/u, `systemctl: [${evil}]`));
      chownSync(host.dir, EVE, EVE);
      const [command = '', ...more] = typed.split(' ');
      try {
        const argv = more.length === 0 ? [command] : [command, ...more, host.dir];
        const { exitCode, stdout, stderr } = await nixosAi(argv, { host: host.dir });
        expect(`${stdout}${stderr}`).toContain('HOST009');
        expect(exitCode).toBe(2);
        expect(existsSync(mark)).toBe(false);
      } finally {
        chownSync(host.dir, 0, 0);
        writeFileSync(at('nixos-ai.yaml'), before);
      }
    },
  );

  it.each<[string, string, (path: string) => void, (path: string) => void]>([
    [
      'a state directory of everybody',
      '',
      (path) => chmodSync(path, 0o777),
      (path) => chmodSync(path, 0o700),
    ],
    [
      'a state directory of another user',
      '',
      (path) => chownSync(path, EVE, 0),
      (path) => chownSync(path, 0, 0),
    ],
  ])('keeps no journal in %s', async (_, name, give, back) => {
    give(join(host.dir, 'var/lib/nixos-ai', name));
    const { exitCode, stdout } = await nixosAi(['run', 'look', '--yes', '--json'], { host: host.dir });
    back(join(host.dir, 'var/lib/nixos-ai', name));
    expect([exitCode, stdout]).toEqual([2, expect.stringContaining('HOST009')]);
  });

  it.each<[string, string, (path: string) => void, (path: string) => void]>([
    ['a state directory', '', (path) => chmodSync(path, 0o777), (path) => chmodSync(path, 0o700)],
    ['a journal', 'journal.db', (path) => chmodSync(path, 0o666), (path) => chmodSync(path, 0o600)],
    [
      'a journal of another user',
      'journal.db',
      (path) => chownSync(path, EVE, 0),
      (path) => chownSync(path, 0, 0),
    ],
    [
      'a key of another user',
      'audit-key.pem',
      (path) => chownSync(path, EVE, 0),
      (path) => chownSync(path, 0, 0),
    ],
    [
      'a checkpoint of a group',
      'checkpoint.json',
      (path) => chmodSync(path, 0o664),
      (path) => chmodSync(path, 0o644),
    ],
  ])('does not call whole %s that others may write to', async (_, name, give, back) => {
    await nixosAi(['run', 'look', '--yes'], { host: host.dir });
    const path = join(host.dir, 'var/lib/nixos-ai', name);
    const whole = await nixosAi(['audit', 'verify', '--json'], { host: host.dir });
    give(path);
    const { exitCode, stdout } = await nixosAi(['audit', 'verify', '--json'], { host: host.dir });
    back(path);
    expect(whole).toMatchObject({ exitCode: 0 });
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('AUD011')]);
  });

  it('is not kept from its work by a settings file that its own user owns', async () => {
    appendFileSync(at('nixos-ai.yaml'), '# its own\n');
    expect((await nixosAi(['status'], { host: host.dir })).exitCode).toBe(0);
  });
});
