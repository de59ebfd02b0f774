import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acquireLock } from '../../engine/journal/lock.ts';
import { openJournal } from '../../engine/journal/journal.ts';
import { pinRunbook } from '../../engine/check/check-runbook.ts';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { mustCheck } from '../lib/runbooks.ts';
import { person } from '../lib/principals.ts';

const base = mkdtempSync('/tmp/nixos-ai-edit-');
afterAll(() => rmSync(base, { recursive: true, force: true }));

const BEFORE = `{ pkgs, ... }:
{
  services.openssh.enable = false; # for now

  environment.systemPackages = with pkgs; [
    vim
    git # versions
  ];

  system.stateVersion = "20.09";
}
`;

function fileWith(name: string, text: string): string {
  const file = join(base, name);
  writeFileSync(file, text);
  return file;
}

const STARTED = {
  type: 'run-started',
  mode: 'apply',
  runbook: 'r',
  text: '',
  origin: 'user',
  parameters: {},
  compiled: pinRunbook(mustCheck('  - id: tell\n    notify: hello\n')),
  host: '/',
  by: person('test'),
  engine: 'test',
} as const;

describe('editing one file', () => {
  it.each<[readonly string[], readonly [from: string, to: string]]>([
    [
      ['set', 'services.openssh.enable', 'true'],
      ['enable = false;', 'enable = true;'],
    ],
    [
      ['add', 'environment.systemPackages', 'pkgs.vim', 'pkgs.htop', 'pkgs.jq'],
      ['    git # versions\n', '    git # versions\n    htop\n    jq\n'],
    ],
    [
      ['unset', 'services.openssh'],
      ['  services.openssh.enable = false; # for now\n\n', ''],
    ],
    [
      ['rename', 'services.openssh.enable', 'services.sshd.enable'],
      ['services.openssh.enable', 'services.sshd.enable'],
    ],
  ])('%j writes what was asked, and once more is already so', async ([op = '', ...words], [from, to]) => {
    const file = fileWith('a.nix', BEFORE);
    const expected = BEFORE.replace(from, to);
    const made = await nixosAi(['edit', op, ...words, '--file', file]);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(made.stdout).toContain(`--- a/${file}\n`);
    expect(readFileSync(file, 'utf8')).toBe(expected);
    const again = await nixosAi(['edit', op, ...words, '--file', file]);
    expect(again).toMatchObject({ exitCode: 0, stdout: '✓ the files already say so\n' });
    expect(readFileSync(file, 'utf8')).toBe(expected);
  });

  it('shows the same with --diff, and changes nothing', async () => {
    const file = fileWith('diff.nix', BEFORE);
    const words = ['edit', 'remove', 'environment.systemPackages', 'pkgs.git', '--file', file];
    const shown = await nixosAi([...words, '--diff']);
    expect(shown.stdout).toContain('\n-    git # versions\n');
    expect(readFileSync(file, 'utf8')).toBe(BEFORE);
    expect(await nixosAi(words)).toMatchObject({ exitCode: 0, stdout: shown.stdout });
    expect(readFileSync(file, 'utf8')).toBe(BEFORE.replace('    git # versions\n', ''));
  });

  it('gives the change as JSON', async () => {
    const file = fileWith('json.nix', BEFORE);
    const made = await nixosAi(['edit', 'set', 'time.timeZone', 'UTC', '--file', file, '--json']);
    const [answer, ...others] = made.lines();
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      v: 1,
      type: 'edit',
      changed: true,
      written: true,
      files: [{ path: file }],
    });
    const again = await nixosAi(['edit', 'set', 'time.timeZone', 'UTC', '--file', file, '--json', '--diff']);
    expect(again.lines()).toEqual([{ v: 1, type: 'edit', changed: false, written: false, files: [] }]);
  });

  it('takes values that begin with a dash behind --, and keeps the mode of the file', async () => {
    const file = fileWith('dash.nix', '{ }\n');
    chmodSync(file, 0o640);
    const made = await nixosAi(['edit', 'set', '--file', file, '--', 'a.b', '-1']);
    expect(made.exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('{\n  a.b = -1;\n}\n');
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  it.each([
    ['set', '{ v = "23.11"; }\n', '24.10', '{ v = "24.10"; }\n'],
    ['add', '{ v = [ "1.9" ]; }\n', '1.10', '{ v = [ "1.9" "1.10" ]; }\n'],
    ['remove', '{ v = [ "1.9" "1.10" ]; }\n', '1.10', '{ v = [ "1.9" ]; }\n'],
    ['set', '{ v = 1; }\n', '24.5', '{ v = 24.5; }\n'],
  ])(
    '%s keeps a number as the text that was typed where there is text: %s',
    async (act, before, typed, after) => {
      const file = fileWith('spelled.nix', before);
      expect((await nixosAi(['edit', act, 'v', typed, '--file', file])).exitCode).toBe(0);
      expect(readFileSync(file, 'utf8')).toBe(after);
    },
  );

  it('takes values as text with --text', async () => {
    const file = fileWith('text.nix', '{ }\n');
    expect(await nixosAi(['edit', 'set', 'a.b', '20.09', '--text', '--file', file])).toMatchObject({
      exitCode: 0,
    });
    expect(readFileSync(file, 'utf8')).toBe('{\n  a.b = "20.09";\n}\n');
  });

  it.each<[readonly string[], string, string]>([
    [['set', 'a..b', '1'], BEFORE, 'EDIT001'],
    [['add', 'environment.systemPackages'], BEFORE, 'EDIT002'],
    [['set', 'a.b', '[1'], BEFORE, 'RB002'],
    [['set', 'a.b', '1'], '{ a = ; }', 'NIX001'],
    [['set', 'config.a.b', '1'], BEFORE, 'NIX116'],
    [['add', 'services.openssh.enable', 'x'], BEFORE, 'NIX107'],
    [['rename', 'services.openssh', 'environment.systemPackages'], BEFORE, 'NIX120'],
  ])('%j is refused, exit 2, and the file stays', async ([op = '', ...words], before, code) => {
    const file = fileWith('refused.nix', before);
    const result = await nixosAi(['edit', op, ...words, '--file', file]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain(`error ${code}: `);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('says of a file that is not there that it is not there', async () => {
    const result = await nixosAi(['edit', 'set', 'a.b', '1', '--file', join(base, 'none.nix')]);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(/EDIT003: .*none\.nix.*no such file/u);
  });
});

describe("editing a host's configuration", () => {
  let host: Host;
  const file = (name: string): string => join(host.dir, 'etc/nixos', name);
  const read = (): string => readFileSync(file('configuration.nix'), 'utf8');
  const edit = async (...words: string[]) => nixosAi(['edit', ...words], { host: host.dir });

  beforeAll(async () => {
    host = await makeHost();
  });
  afterAll(async () => host.end());

  it('writes the live file, nothing else, and is taken back by its inverse', async () => {
    const before = readHostState(host.dir);
    const text = read();
    expect(await edit('set', 'services.nginx.statusPage', 'true')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(read()).toContain('services.nginx.statusPage = true;\n');
    expect(readHostState(host.dir)).toMatchObject({ running: before.running, etc: before.etc });
    expect(await edit('set', 'services.nginx.statusPage', 'true')).toMatchObject({
      stdout: '✓ the files already say so\n',
    });
    expect(await edit('unset', 'services.nginx.statusPage')).toMatchObject({ exitCode: 0 });
    expect(read()).toBe(text);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it.each<[readonly string[], string, RegExp]>([
    [['set', 'services.ngnix.enable', 'true'], 'OPT001', /services\.nginx\.enable/u],
    [['set', 'services.nginx.enable', 'yes'], 'OPT002', /boolean/u],
    [['add', 'environment.systemPackages', 'pkgs.htopp'], 'OPT004', /htop/u],
    [['rename', 'time.timeZone', 'time.timeZoon'], 'OPT001', /time\.timeZone/u],
  ])('%j is held against the options of the host', async (words, code, says) => {
    const before = read();
    const result = await edit(...words);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain(`error ${code}: `);
    expect(result.stderr).toMatch(says);
    expect(read()).toBe(before);
  });

  it('leaves that check out when told to', async () => {
    const before = read();
    expect(await edit('set', 'services.ngnix.enable', 'true', '--no-check', '--diff')).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    expect(read()).toBe(before);
  });

  it('waits for nobody: a host that is held is refused, and only shown', async () => {
    const state = join(host.dir, 'var/lib/nixos-ai');
    const before = read();
    const held = acquireLock(state, { run: 'r', pid: process.pid, since: '2026-01-01T00:00:00.000Z' });
    try {
      const result = await edit('set', 'services.nginx.statusPage', 'true');
      expect(result).toMatchObject({ exitCode: 2, stdout: '' });
      expect(result.stderr).toContain('RUN001');
      expect(await edit('set', 'services.nginx.statusPage', 'true', '--diff')).toMatchObject({ exitCode: 0 });
    } finally {
      held.lock?.release();
    }
    expect(read()).toBe(before);
  });

  it('does not follow a symbolic link out of the configuration', async () => {
    const outside = fileWith('outside.nix', '{\n  networking.domain = "a.org";\n}\n');
    const before = read();
    symlinkSync(outside, file('linked.nix'));
    writeFileSync(file('configuration.nix'), before.replace('imports = [', 'imports = [ ./linked.nix'));
    const result = await edit('set', 'networking.domain', 'b.org');
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('HOST004');
    expect(readFileSync(outside, 'utf8')).toContain('"a.org"');
    rmSync(file('linked.nix'));
    writeFileSync(file('configuration.nix'), before);
  });

  it('leaves the files to a run that was interrupted', async () => {
    const state = join(host.dir, 'var/lib/nixos-ai');
    const before = read();
    const journal = openJournal(state);
    journal.append('20260101-000000-abcd', STARTED);
    journal[Symbol.dispose]();
    const result = await edit('set', 'services.nginx.statusPage', 'true');
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('EDIT004');
    expect(read()).toBe(before);
  });
});
