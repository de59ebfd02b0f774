import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { needs } from '../lib/needs.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\n';

/** One thing wrong each: file name → text, the code it gets, and where. */
const CASES: readonly {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly code: string;
  readonly at?: readonly [line: number, column: number];
  readonly says: RegExp;
}[] = [
  {
    what: 'text that is not YAML',
    files: { 'r.yaml': `${HEAD}steps: [` },
    code: 'RB002',
    says: /YAML/u,
  },
  {
    what: 'an unknown kind of step',
    files: { 'r.yaml': `${HEAD}steps:\n  - id: a\n    reboott: true\n` },
    code: 'RB',
    at: [6, 5],
    says: /reboott/u,
  },
  {
    what: 'a value of the wrong type for its option',
    files: {
      'r.yaml': `${HEAD}steps:\n  - id: a\n    edit:\n      - set: services.nginx.enable\n        to: "yes"\n`,
    },
    code: 'OPT002',
    at: [7, 14],
    says: /expected boolean .*got string .*yes/u,
  },
  {
    what: 'an option that does not exist',
    files: {
      'r.yaml': `${HEAD}steps:\n  - id: a\n    edit:\n      - set: services.ngnix.enable\n        to: true\n`,
    },
    code: 'OPT001',
    at: [7, 14],
    says: /services\.nginx\.enable/u,
  },
  {
    what: 'a package that does not exist',
    files: {
      'r.yaml': `${HEAD}steps:\n  - id: a\n    edit:\n      - add: environment.systemPackages\n        items: [{ pkgs: htpo }]\n`,
    },
    code: 'OPT004',
    says: /htop/u,
  },
  {
    what: 'a parameter that is not given',
    files: {
      'r.yaml': `${HEAD}parameters:\n  user: { type: string, description: Who. }\nsteps:\n  - id: a\n    edit:\n      - set: networking.hostName\n        to: { param: user }\n`,
    },
    code: 'PAR001',
    says: /-p user=/u,
  },
  {
    what: 'a parameter without a value',
    files: { 'r.yaml': `${HEAD}steps:\n  - id: a\n    notify: hello\n` },
    args: ['-p', 'user'],
    code: 'PAR006',
    says: /KEY=VALUE/u,
  },
  {
    what: 'a file that is not there',
    files: {},
    code: 'LIB001',
    says: /no such file/u,
  },
];

describe('input that is wrong', () => {
  let host: Host;
  let base: string;
  beforeAll(async () => {
    host = await makeHost();
    base = mkdtempSync('/tmp/nixos-ai-refusals-');
  });
  afterAll(async () => {
    rmSync(base, { recursive: true, force: true });
    await host.end();
  });

  const write = (files: Readonly<Record<string, string>>): string => {
    const directory = mkdtempSync(join(base, 'case-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    return directory;
  };

  it.each(CASES)(
    '$what is refused with its own code, place and remedy; nothing is touched',
    async (example) => {
      const before = readHostState(host.dir);
      const cwd = write(example.files);
      const result = await nixosAi(['run', './r.yaml', '--yes', '--json', ...(example.args ?? [])], {
        host: host.dir,
        cwd,
      });
      expect(result.exitCode).toBe(2);
      const [finding] = result.lines();
      expect(finding).toMatchObject({ type: 'finding', severity: 'error' });
      expect(String(finding?.['code'])).toContain(example.code);
      expect(result.stdout).toMatch(example.says);
      expect(typeof finding?.['fix']).toBe('string');
      if (example.at !== undefined) {
        expect(finding?.['position']).toMatchObject({ line: example.at[0], column: example.at[1] });
      }
      expect(readHostState(host.dir)).toEqual(before);
      expect((await nixosAi(['history', '--json'], { host: host.dir })).stdout).toBe('');
    },
  );

  it('a circle of calls is refused, and the circle is shown', async () => {
    const library = join(host.dir, 'etc/nixos-ai/runbooks');
    mkdirSync(library, { recursive: true });
    const call = (name: string, other: string): string =>
      `runbook: ${name}\nversion: 1\ndescription: A test.\nsteps:\n  - id: go\n    call: { runbook: ${other} }\n`;
    writeFileSync(join(library, 'one.yaml'), call('one', 'two'));
    writeFileSync(join(library, 'two.yaml'), call('two', 'one'));
    const result = await nixosAi(['run', 'one', '--yes', '--json'], { host: host.dir });
    rmSync(library, { recursive: true });
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toMatch(/one.*two.*one/u);
  });

  it.each([
    ['a directory that is not a host', '/tmp', 'HOST001'],
    ['a directory that is not there', '/tmp/nixos-ai-no-such-directory', 'HOST001'],
  ])('%s is refused', async (_what, dir, code) => {
    const result = await nixosAi(['status', '--json'], { host: dir });
    expect(result.exitCode).toBe(2);
    expect(result.lines()[0]).toMatchObject({ code });
  });

  const elsewhere = needs(!existsSync('/etc/NIXOS'), 'this computer is NixOS');
  it('this computer, which is not NixOS, is refused', elsewhere, async () => {
    const result = await nixosAi(['status', '--json'], { host: '' });
    expect(result.exitCode).toBe(2);
    expect(result.lines()[0]).toMatchObject({ code: 'HOST002' });
  });

  it('settings with an unknown key are refused where the key stands', async () => {
    const cwd = write({ 'nixos-ai.yaml': 'host:\n  root: /\n  rooot: /\n' });
    const result = await nixosAi(['status', '--json'], { host: cwd });
    expect(result.exitCode).toBe(2);
    expect(result.lines()[0]).toMatchObject({ code: 'CFG002', position: { line: 3 } });
  });

  it('a machine without Nix is told how to get it', async () => {
    const bin = mkdtempSync(join(base, 'bin-'));
    const program = '#!/bin/sh\nexec /usr/bin/git "$@"\n';
    writeFileSync(join(bin, 'git'), program);
    chmodSync(join(bin, 'git'), 0o755);
    for (const ending of ['', '-wal', '-shm'])
      rmSync(join(host.dir, `var/lib/nixos-ai/index.db${ending}`), { force: true });
    const result = await nixosAi(['install htop', '--yes', '--json'], { host: host.dir, env: { PATH: bin } });
    expect(result.exitCode).toBe(2);
    expect(result.lines()[0]).toMatchObject({ code: 'HOST003' });
    expect(result.stdout).toContain('apt-get install nix-bin');
  });

  it('an unknown option is refused without any evaluation', async () => {
    const bin = mkdtempSync(join(base, 'bin-'));
    const log = join(bin, 'log');
    for (const tool of ['nix-instantiate', 'nix-store', 'nix-env']) {
      writeFileSync(join(bin, tool), `#!/bin/sh\necho "$0 $*" >>${log}\nexec /usr/bin/${tool} "$@"\n`);
      chmodSync(join(bin, tool), 0o755);
    }
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    // Makes the index again where the test before removed it, through the same recording programs.
    await nixosAi(['plan', 'install htop'], { host: host.dir, env });
    expect(readFileSync(log, 'utf8')).toContain('nix-instantiate');
    rmSync(log);
    const file = new URL('../data/runbooks/misspelt-option.yaml', import.meta.url).pathname;
    const result = await nixosAi(['run', file, '--yes'], { host: host.dir, env });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain("did you mean 'virtualisation.docker.enable'");
    expect(existsSync(log)).toBe(false);
  });

  it.each([
    ['a command that does not exist', ['statsu'], 2],
    ['a flag that does not exist', ['status', '--colour'], 2],
    ['a sentence that is not a change', ['order me a pizza'], 5],
    ['a sentence that says too little', ['make it faster'], 2],
    ['a dangerous sentence', ['install docker; rm -rf /'], 5],
  ])('%s ends with its exit code', async (_what, args, code) => {
    const before = readHostState(host.dir);
    expect((await nixosAi(args, { host: host.dir })).exitCode).toBe(code);
    expect(readHostState(host.dir)).toEqual(before);
  });
});
