import { describe, expect, it } from 'vitest';
import type { NixValue } from '../../engine/model/options/value.ts';
import { readValue } from '../../engine/runbook/read-value.ts';

const htop = { type: 'pkgs', path: ['htop'] } as const;

const VALUES: readonly (readonly [string, NixValue])[] = [
  ['true', true],
  ['False', false],
  ['null', null],
  ['~', null],
  ['80', 80],
  ['-1', -1],
  ['+7', 7],
  ['0x10', 16],
  ['0o17', 15],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['20.09', 20.09],
  ['"20.09"', '20.09'],
  ["'20.09'", '20.09'],
  ['1.2.3', '1.2.3'],
  ['10.0.0.1/8', '10.0.0.1/8'],
  ['yes', 'yes'],
  ['', ''],
  ['Europe/Paris', 'Europe/Paris'],
  ['a: b', 'a: b'],
  ['*:*:00', '*:*:00'],
  ['@daily', '@daily'],
  ['${pkgs.bash}/bin/sh', '${pkgs.bash}/bin/sh'],
  ['two\nlines\n', 'two\nlines\n'],
  ['[80, 443]', [80, 443]],
  ['["a", "b c"]', ['a', 'b c']],
  ['[]', []],
  ['{}', { type: 'attrs', entries: {} }],
  ['{"a": {"b": [true]}}', { type: 'attrs', entries: { a: { type: 'attrs', entries: { b: [true] } } } }],
  ['{a: 1, b: x}', { type: 'attrs', entries: { a: 1, b: 'x' } }],
  ['pkgs.htop', htop],
  ['"pkgs.htop"', htop],
  [
    '[pkgs.htop, pkgs.python3Packages.requests]',
    [htop, { type: 'pkgs', path: ['python3Packages', 'requests'] }],
  ],
  ['{ pkgs: htop }', htop],
  ['{ literal: pkgs.htop }', 'pkgs.htop'],
  ['[{ literal: { pkgs: htop } }]', [{ type: 'attrs', entries: { pkgs: 'htop' } }]],
  ['pkgs.htop.', 'pkgs.htop.'],
  ['pkgs.', 'pkgs.'],
  ['pkgs.a b', 'pkgs.a b'],
];

describe('a value on the command line', () => {
  it.each(VALUES)('%j is %j', (text, value) => {
    expect(readValue(text)).toEqual({ ok: true, value, findings: [] });
  });

  it.each([
    ['[80', 'RB002'],
    ['{a: 1, a: 2}', 'RB009'],
    ['"open', 'RB002'],
    ['9007199254740993', 'RB012'],
    ['[.inf]', 'RB012'],
    ['[*a]', 'RB0'],
    ['{ <<: 1 }', 'RB008'],
  ])('%j is refused: %s', (text, code) => {
    const read = readValue(text);
    expect(read.ok).toBe(false);
    expect(read.findings[0]?.code).toContain(code);
    expect(read.findings[0]?.position?.file).toBe('VALUE');
  });
});
