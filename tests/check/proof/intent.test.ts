import { describe, expect, it } from 'vitest';
import { holdsIntent, proveIntent, type IntentVerdict } from '../../../engine/check/proof/intent.ts';
import type { OptionValue, SystemFacts } from '../../../engine/model/system.ts';
import type { Edit, NixValue } from '../../../engine/model/options/value.ts';

const HTOP = '/nix/store/aaa-htop';
const LINUX = '/nix/store/bbb-linux';

function factsOf(option: Partial<OptionValue> | undefined): SystemFacts {
  const value: OptionValue = {
    value: null,
    defined: true,
    files: ['/etc/nixos/a.nix'],
    definitions: [],
    ...option,
  };
  return {
    drvPath: '',
    outPath: '',
    hostName: '',
    options: option === undefined ? {} : { '["a","b"]': value },
    pkgs: { htop: HTOP, missing: null, linuxPackages: LINUX, kdePackages: 'set' },
    packages: [],
    units: {},
    ports: { firewall: true, tcp: [], udp: [] },
    users: {},
    groups: [],
    kernel: '',
    etc: {},
    warnings: [],
  };
}

const path = ['a', 'b'];
const set = (value: NixValue): Edit => ({ op: 'set', path, value });
const add = (...items: NixValue[]): Edit => ({ op: 'add', path, items });
const remove = (...items: NixValue[]): Edit => ({ op: 'remove', path, items });
const pkg = (attr: string): NixValue => ({ type: 'pkgs', path: [attr] });

describe('the proof of an intent', () => {
  it.each<[string, Edit, Partial<OptionValue> | undefined, IntentVerdict]>([
    ['a boolean that is so', set(true), { value: true }, 'yes'],
    ['a boolean that is not', set(true), { value: false }, 'no'],
    ['text against a number', set('1'), { value: 1 }, 'no'],
    ['an option that has no value', set(true), { value: null, defined: false }, 'no'],
    ['an option that was not looked at', set(true), undefined, 'no'],
    ['a list in the same order', set([1, 2]), { value: [1, 2] }, 'yes'],
    ['a list in another order', set([1, 2]), { value: [2, 1] }, 'no'],
    [
      'text that the option reads as a list',
      set('weekly'),
      { value: ['weekly'], definitions: ['weekly'] },
      'yes',
    ],
    [
      'text that two files define',
      set('weekly'),
      { value: ['weekly', 'daily'], definitions: ['weekly', 'daily'] },
      'no',
    ],
    ['the package asked', set(pkg('htop')), { value: { _package: HTOP } }, 'yes'],
    ['another package', set(pkg('htop')), { value: { _package: LINUX } }, 'no'],
    ['a package that does not exist', set(pkg('missing')), { value: { _package: LINUX } }, 'no'],
    ['a kernel set, known by its kernel', set(pkg('linuxPackages')), { value: { _package: LINUX } }, 'yes'],
    ['a package set that is not comparable', set(pkg('kdePackages')), { value: {} }, 'unknown'],
    ['a function', set(true), { value: { _unknown: 'function' } }, 'unknown'],
    [
      'members of an attribute set',
      set({ type: 'attrs', entries: { x: 1 } }),
      { value: { x: 1, y: 2 } },
      'yes',
    ],
    ['a member that differs', set({ type: 'attrs', entries: { x: 1 } }), { value: { x: 2 } }, 'no'],
    [
      'a path, by its last component',
      set({ type: 'path', path: './motd' }),
      { value: { _path: '/etc/nixos/motd' } },
      'yes',
    ],
    ['another path', set({ type: 'path', path: './motd' }), { value: { _path: '/etc/nixos/issue' } }, 'no'],
    ['an item that is there', add(80), { value: [22, 80] }, 'yes'],
    ['an item that is not', add(80, 443), { value: [80] }, 'no'],
    ['a package in the list', add(pkg('htop')), { value: [{ _package: HTOP }] }, 'yes'],
    ['an item that is gone', remove(22), { value: [80] }, 'yes'],
    ['an item that is still there', remove(22), { value: [22] }, 'no'],
    ['an item of what is no list', add(80), { value: 'x' }, 'unknown'],
    ['an option that is unset', { op: 'unset', path }, { value: 1 }, 'unknown'],
  ])('%s', (_what, edit, option, wanted) => {
    expect(holdsIntent(edit, factsOf(option))).toBe(wanted);
  });

  it('names the option, its value and its files where it fails', () => {
    const [finding] = proveIntent([set(true)], factsOf({ value: false }));
    expect(finding?.code).toBe('PROOF001');
    expect(finding?.message).toContain('a.b evaluates to false');
    expect(finding?.message).toContain('/etc/nixos/a.nix');
  });

  it.each<[string, Edit, Partial<OptionValue>, readonly string[]]>([
    [
      'a stronger definition, with its line',
      set(true),
      { value: false, winners: [{ file: '/etc/nixos/b.nix', value: false }] },
      ['/etc/nixos/b.nix:7 sets it to false with mkForce', 'change or remove it in /etc/nixos/b.nix:7'],
    ],
    [
      'only those that say something else',
      set(true),
      {
        value: false,
        winners: [
          { file: '/etc/nixos/a.nix', value: true },
          { file: '/etc/nixos/b.nix', value: false },
        ],
      },
      ['to the requested value; /etc/nixos/b.nix:7 sets'],
    ],
    [
      'a file whose text says nothing',
      set(true),
      { value: false, winners: [{ file: '/nix/store/x/module.nix', value: false }] },
      ['; /nix/store/x/module.nix sets it to false', 'change or remove it in /nix/store/x/module.nix'],
    ],
    [
      'each of several',
      add(443),
      {
        value: [80],
        winners: [
          { file: '/etc/nixos/b.nix', value: [] },
          { file: '/etc/nixos/c.nix', value: [80] },
        ],
      },
      ['/etc/nixos/b.nix:7 sets it to [] with mkForce and /etc/nixos/c.nix:3 sets it to [80]'],
    ],
  ])('names what wins: %s', (_what, edit, option, words) => {
    const lines: Readonly<Record<string, { line: number; priority: number }[]>> = {
      '/etc/nixos/a.nix': [{ line: 1, priority: 100 }],
      '/etc/nixos/b.nix': [
        { line: 5, priority: 100 },
        { line: 7, priority: 50 },
      ],
      '/etc/nixos/c.nix': [{ line: 3, priority: 100 }],
    };
    const [finding] = proveIntent([edit], factsOf(option), (_path, file) => lines[file] ?? []);
    for (const word of words) expect(`${finding?.message} | ${finding?.fix}`).toContain(word);
    expect(finding?.message).not.toContain('a.nix');
  });

  it('says nothing where nothing can be compared', () => {
    expect(proveIntent([{ op: 'unset', path }, set(pkg('kdePackages'))], factsOf({ value: {} }))).toEqual([]);
  });
});
