import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import type { Edit, NixValue } from '../../engine/model/options/value.ts';
import { isPkgs } from '../../engine/model/options/value.ts';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import { add, filesAfter, pkg, remove, set } from './support/apply.ts';
import { evaluate } from './support/real-nix.ts';

type Written = string | number | boolean;
type WrittenEdit =
  | { readonly set: string; readonly to: Written }
  | { readonly add: string; readonly items: readonly Written[] }
  | { readonly remove: string; readonly items: readonly Written[] };

interface Row {
  readonly on: 'minimal' | 'desktop';
  readonly request: string;
  readonly change?: readonly WrittenEdit[];
}

const DATA = new URL('../data/requests/', import.meta.url);
const ROWS = parse(readData('requests.yaml')) as readonly Row[];
const CHANGES = ROWS.flatMap(({ on, request, change }) =>
  change === undefined ? [] : [{ on, request, change }],
);

/** `config` is on for everything asked of it, `lib` has what the fixtures use, and every package is its own name. */
const ARGUMENTS = `{
  config.services.xserver.enable = true;
  lib.optionals = condition: list: if condition then list else [ ];
  modulesPath = "";
  pkgs = builtins.listToAttrs (map (name: { inherit name; value = "pkgs.\${name}"; }) PACKAGES);
}`;

/** The option's value in each module that defines it. */
const DEFINITIONS = `
  let
    load = file: let module = import file; in if builtins.isFunction module then module ARGUMENTS else module;
    at = path: set:
      if path == [ ] then [ set ]
      else if builtins.isAttrs set && set ? \${builtins.head path} then at (builtins.tail path) set.\${builtins.head path}
      else [ ];
  in builtins.concatMap (file: at PATH (load file)) FILES`;

function readData(name: string): string {
  return readFileSync(new URL(name, DATA), 'utf8');
}

function configuration(on: Row['on']): ConfigFiles {
  const hardware = ['hardware-configuration.nix', readData('hardware-configuration.nix')] as const;
  const users = on === 'desktop' ? ([['users.nix', readData('users.nix')]] as const) : [];
  const files = new Map([['configuration.nix', readData(`base-${on}.nix`)], hardware, ...users]);
  return { entries: ['configuration.nix'], files };
}

function valueOf(written: Written): NixValue {
  return typeof written === 'string' && written.startsWith('pkgs.') ? pkg(written.slice(5)) : written;
}

function editOf(written: WrittenEdit): Edit {
  if ('set' in written) return set(written.set, valueOf(written.to));
  if ('add' in written) return add(written.add, ...written.items.map(valueOf));
  return remove(written.remove, ...written.items.map(valueOf));
}

/** What real Nix says the option is, every definition of it. */
function evaluatedDefinitions(files: ReadonlyMap<string, string>, option: string): readonly unknown[] {
  const words = [...files.values()].join(' ').match(/[A-Za-z_][A-Za-z0-9_-]*/gu) ?? [];
  const expression = DEFINITIONS.replace('ARGUMENTS', ARGUMENTS)
    .replace('PACKAGES', nixList([...new Set(words)].map((word) => `"${word}"`)))
    .replace('PATH', nixList(splitOptionPath(option).map((name) => `"${name}"`)))
    .replace('FILES', nixList([...files.keys()].map((file) => `./${file}`)));
  const definitions = evaluate(files, expression);
  return Array.isArray(definitions) ? definitions : [];
}

function nixList(items: readonly string[]): string {
  return `[ ${items.join(' ')} ]`;
}

function plain(value: NixValue): unknown {
  return isPkgs(value) ? `pkgs.${value.path.join('.')}` : value;
}

/** What is not as the edit asked, for a value defined in one or several modules. */
function complaints(edit: Edit, definitions: readonly unknown[]): unknown[] {
  if (edit.op === 'set')
    return isDeepStrictEqual(definitions, [plain(edit.value)]) ? [] : [edit, definitions];
  if (edit.op === 'unset') return [...definitions];
  const items = new Set(definitions.flat());
  return edit.items.filter((item) => items.has(plain(item)) !== (edit.op === 'add'));
}

describe('the changes that requests ask for', () => {
  test('there are some', () => {
    expect(CHANGES.length).toBeGreaterThan(30);
  });

  test.each(CHANGES)('$on: $request: real Nix evaluates the result to what was asked', ({ on, change }) => {
    const edits = change.map(editOf);
    const after = filesAfter(configuration(on), ...edits);
    const wrong = edits.flatMap((edit) => complaints(edit, evaluatedDefinitions(after, edit.path.join('.'))));
    expect(wrong).toEqual([]);
  });

  test.each(CHANGES)('$on: $request: no line changes but those of the edits', ({ on, change }) => {
    const before = configuration(on);
    const after = filesAfter(before, ...change.map(editOf));
    const lines = [...before.files].map(([file, text]) => lineDifference(text, after.get(file) ?? ''));
    const added = lines.flatMap((each) => each.added);
    const removed = lines.flatMap((each) => each.removed);
    const items = change.flatMap((edit) => ('items' in edit ? edit.items : [0])).length;
    expect(added.filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(items);
    expect(removed.length).toBeLessThanOrEqual(items);
    expect(added.length).toBeLessThanOrEqual(items + 1);
  });
});

/** Lines only one of the texts has; lines that stay must stay in order. */
function lineDifference(before: string, after: string): { added: string[]; removed: string[] } {
  const left = before.split('\n');
  const right = after.split('\n');
  const common = longestCommon(left, right);
  return { added: withoutLines(right, common), removed: withoutLines(left, common) };
}

function withoutLines(lines: readonly string[], common: readonly string[]): string[] {
  let next = 0;
  return lines.filter((line) => {
    if (line !== common[next]) return true;
    next += 1;
    return false;
  });
}

function longestCommon(left: readonly string[], right: readonly string[]): string[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Int32Array(right.length + 1));
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    const line = lengths[row] ?? new Int32Array();
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const same = left[row] === right[column];
      line[column] = same ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const common: string[] = [];
  for (let row = 0, column = 0; row < left.length && column < right.length;) {
    if (left[row] === right[column]) {
      common.push(left[row] ?? '');
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return common;
}
