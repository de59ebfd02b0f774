import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runScript } from './support/run-script.ts';

const LAYOUTS = new URL('../data/layouts/', import.meta.url).pathname;
const DIRECTORY = '/opt/nixos-ai';
const URL_OF = 'github:example/nixos-ai';

/** Every file below a directory, by name. */
function read(directory: string): Readonly<Record<string, string>> {
  const names = globSync('**/*', { cwd: directory }).filter((name) =>
    statSync(join(directory, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}

describe('bootstrap.sh on a copy of a configuration', () => {
  let copy: string;
  beforeEach(() => (copy = mkdtempSync('/tmp/nixos-ai-layout-')));
  afterEach(() => rmSync(copy, { recursive: true }));

  it.each([
    ['as the installer writes it', 'plain', [], DIRECTORY],
    ['that is a flake with several hosts and home-manager', 'hosts', ['--attribute', 'desk'], URL_OF],
    ['whose host has its modules on one line', 'hosts', ['--attribute', 'laptop'], URL_OF],
    ['made with flake-parts', 'parts', [], URL_OF],
  ])(
    '%s: adds the fewest lines, once, and uninstall.sh takes exactly these out',
    async (_title, layout, host, source) => {
      cpSync(join(LAYOUTS, layout), copy, { recursive: true });
      const before = read(copy);
      const named = ['--host', copy, ...host];
      const golden = readFileSync(
        join(LAYOUTS, 'expected', `${[layout, ...host.slice(1)].join('-')}.diff`),
        'utf8',
      );

      const preview = await runScript('bootstrap.sh', [...named, '--source', source, '--dry-run']);
      expect([preview.exitCode, preview.stdout.trim()]).toEqual([0, golden.trim()]);
      expect(read(copy)).toEqual(before);

      const done = await runScript('bootstrap.sh', [...named, '--source', source]);
      expect([done.exitCode, done.stdout.trim()]).toEqual([0, golden.trim()]);
      const after = read(copy);
      expect(lost(before, after)).toEqual(
        golden
          .split('\n')
          .filter((line) => /^-(?!--)/u.test(line))
          .map((line) => line.slice(1)),
      );

      const again = await runScript('bootstrap.sh', [...named, '--source', source]);
      expect([again.exitCode, again.stdout.trim()]).toEqual([0, '✓ the files already say so']);
      expect(read(copy)).toEqual(after);

      expect((await runScript('uninstall.sh', named)).exitCode).toBe(0);
      expect(read(copy)).toEqual(before);
    },
  );

  it.each([
    [
      'whose hosts come from a function of its own',
      'helper',
      ['--attribute', 'atlas'],
      'NIX128',
      'add these lines by hand, in flake.nix',
    ],
    ['with several hosts, and none named', 'hosts', [], 'NIX129', 'desk, laptop'],
    ['without the host that is named', 'hosts', ['--attribute', 'atlas'], 'NIX129', 'desk, laptop'],
  ])('%s: changes nothing and says what to do', async (_title, layout, host, code, said) => {
    cpSync(join(LAYOUTS, layout), copy, { recursive: true });
    const before = read(copy);
    const refused = await runScript('bootstrap.sh', ['--host', copy, ...host, '--source', URL_OF]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(code);
    expect(refused.stderr).toContain(said);
    expect(read(copy)).toEqual(before);
  });

  it('whose imports are computed: says the lines of the file and of the import', async () => {
    const computed = '{ lib, ... }:\n{\n  imports = lib.filesystem.listFilesRecursive ./modules;\n}\n';
    writeFileSync(join(copy, 'configuration.nix'), '{ lib, c, ... }:\n{\n  imports = lib.mkIf c [ ];\n}\n');
    const refused = await runScript('bootstrap.sh', ['--host', copy, '--source', DIRECTORY]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('imports = [ ./nixos-ai.nix ];');
    expect(refused.stderr).toContain(`imports = [ ${DIRECTORY}/nix/module.nix ];`);
    expect(Object.keys(read(copy))).toEqual(['configuration.nix']);
    writeFileSync(join(copy, 'configuration.nix'), computed);
    expect((await runScript('bootstrap.sh', ['--host', copy, '--source', DIRECTORY])).exitCode).toBe(0);
    execFileSync('nix-instantiate', ['--parse', join(copy, 'configuration.nix')], { stdio: 'ignore' });
  });

  it('uninstall.sh leaves what somebody has written beside it, and names the lines', async () => {
    cpSync(join(LAYOUTS, 'plain'), copy, { recursive: true });
    expect((await runScript('bootstrap.sh', ['--host', copy, '--source', DIRECTORY])).exitCode).toBe(0);
    const file = join(copy, 'nixos-ai.nix');
    writeFileSync(file, readFileSync(file, 'utf8').replace('}\n', '  time.timeZone = "Europe/Oslo";\n}\n'));
    const refused = await runScript('uninstall.sh', ['--host', copy]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/NIX128.*nixos-ai\.nix:5/su);
    expect(readFileSync(file, 'utf8')).toContain('Oslo');
  });
});

/** Lines that were there before and are no longer, in order. */
function lost(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(before).flatMap(([name, text]) => {
    const kept = new Set((after[name] ?? '').split('\n'));
    return text.split('\n').filter((line) => !kept.has(line));
  });
}
