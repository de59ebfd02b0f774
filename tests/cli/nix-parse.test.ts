import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nixosAi } from '../lib/cli.ts';

const base = mkdtempSync('/tmp/nixos-ai-parse-');
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'good.nix': '{ a = "é"; }\n',
  'wrong.nix': '{\n  a = ;\n}\n',
  'pipes.nix': '[ 1 ] |> map (x: x)\n',
  'latin.nix': new Uint8Array([0x22, 0xe9, 0x22]),
  'notes.txt': 'not Nix',
};

beforeAll(() => {
  mkdirSync(join(base, 'below'));
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(base, name), content);
  writeFileSync(join(base, 'below/a.nix'), '1');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const parse = async (...words: string[]) => nixosAi(['nix', 'parse', ...words], { cwd: base });

describe('nix parse', () => {
  it('says of each file that it parses, exit 0', async () => {
    expect(await parse('good.nix', 'below/a.nix')).toMatchObject({
      exitCode: 0,
      stdout: '✓ good.nix\n✓ below/a.nix\n',
      stderr: '',
    });
  });

  it('says where a file stops being Nix and what was expected, goes on, and exits 2', async () => {
    const result = await parse('wrong.nix', 'good.nix');
    expect(result).toMatchObject({ exitCode: 2, stdout: '✓ good.nix\n' });
    expect(result.stderr).toContain("wrong.nix:2:7: error NIX001: expected an expression, got ';'");
  });

  it('prints one object a file as JSON, findings like those of every command', async () => {
    const result = await parse('wrong.nix', 'good.nix', '--json');
    expect(result.exitCode).toBe(2);
    expect(result.lines()).toEqual([
      {
        v: 1,
        type: 'finding',
        code: 'NIX001',
        severity: 'error',
        message: "expected an expression, got ';'",
        position: { file: 'wrong.nix', line: 2, column: 7 },
      },
      { v: 1, type: 'nix-file', file: 'good.nix', ok: true, bytes: 14 },
    ]);
  });

  it('prints the tree when asked', async () => {
    const [file] = (await parse('below/a.nix', '--tree', '--json')).lines();
    expect(file).toMatchObject({ nodes: [{ depth: 0, kind: 'integer', start: 0, end: 1 }] });
    expect((await parse('below/a.nix', '--tree')).stdout).toBe('✓ below/a.nix\ninteger 0-1  1\n');
  });

  it('refuses pipes only when told to', async () => {
    const refused = await parse('pipes.nix', '--portable');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('NIX009');
    expect(await parse('pipes.nix')).toMatchObject({ exitCode: 0 });
  });

  it('takes the .nix files below a directory, in order', async () => {
    const result = await parse('.', '--json', '--portable');
    expect(result.exitCode).toBe(2);
    expect(result.lines().map((line) => line['file'] ?? line['code'])).toEqual([
      'below/a.nix',
      'good.nix',
      'NIX115',
      'NIX009',
      'NIX001',
    ]);
  });

  it('says of files that cannot be read, or are no UTF-8, that they are so', async () => {
    const result = await parse('none.nix', 'latin.nix');
    expect(result.exitCode).toBe(2);
    for (const file of ['none.nix', 'latin.nix'])
      expect(result.stderr).toContain(`${file}:1:1: error NIX115: `);
  });

  it('reads two thousand files', async () => {
    const many = join(base, 'many');
    mkdirSync(many);
    const text = `{\n${Array.from({ length: 100 }, (_, n) => `  a.b${n} = [ "x" ${n} ];\n`).join('')}}\n`;
    for (let n = 0; n < 2000; n += 1) writeFileSync(join(many, `${n}.nix`), text);
    const result = await parse('many');
    expect(result.stdout.split('\n')).toHaveLength(2001);
  });
});
