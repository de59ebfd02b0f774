import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../engine/model/options/value.ts';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { add, config, remove, set, unset } from '../support/apply.ts';

const HOST = 'containers.x.config';

/** Where a module that a `let` binds in line 2 arrives, from line 4 on. */
function bound(body: string, more = ''): string {
  const web = '{ imports = [ { a = 1; } ]; port = 80; names = [ "o" ]; }';
  return `{ lib, f, ... }:\nlet web = ${web};${more} in\n{\n  ${body}\n}\n`;
}

/** Codes of the warnings of an edit, with what they say. */
function warnings(before: string, edit: Edit): readonly string[] {
  const result = applyEdits(config(before), [edit]);
  expect(result.ok).toBe(true);
  return result.findings.flatMap(({ code, severity, message }) =>
    severity === 'warning' ? [`${code} ${message}`] : [],
  );
}

describe('a module that a let binds', () => {
  const ALL = "NIX119 'web', which this changes, is used 2 times, in lines 4, 5: all of them change with it";

  test.each([
    ['a function', 'containers.y.config = f web;'],
    ['a merge', 'containers.y.config = lib.mkMerge [ web { b = 1; } ];'],
    ['an update', 'containers.y.config = web // { b = 1; };'],
    ['a value', 'environment.etc.web = web;'],
    ['a list', 'containers.y.config.imports = f [ web ];'],
    ['an inherit', 'environment = { inherit web; };'],
  ])('is said to change where %s has it too, whatever the edit', (_, other) => {
    const before = bound(`${HOST} = web;\n  ${other}`);
    const edits = [
      set(`${HOST}.port`, 81),
      unset(`${HOST}.port`),
      unset(`${HOST}.imports`),
      add(`${HOST}.names`, 'n'),
      remove(`${HOST}.names`, 'o'),
    ];
    expect(edits.map((edit) => warnings(before, edit))).toEqual(edits.map(() => [ALL]));
  });

  test.each<[string, string, string, readonly string[]]>([
    ['is used once', `${HOST} = web;`, '', []],
    ['has another part used', `${HOST} = web;\n  a = web.names;`, '', []],
    ['has this part used', `${HOST} = web;\n  a = web.port;`, '', [ALL]],
    [
      'comes by another name',
      `${HOST} = web;\n  a = f both;\n  b = both;`,
      ' both = [ web ];',
      ["NIX119 'web', which this changes, is used 3 times, in lines 4, 5, 6: all of them change with it"],
    ],
    ['comes by a name that nobody uses', `${HOST} = web;`, ' both = [ web ];', []],
    ['shares its name with an argument', `${HOST} = web;\n  a = map (web: web) [ ];`, '', []],
    [
      'is the value of another option',
      `${HOST} = web;\n  containers.y.config = web;`,
      '',
      ['NIX118 configuration.nix is also used by containers.y.config: the change is theirs, too'],
    ],
    [
      'is the value of another option, and used elsewhere',
      `${HOST} = web;\n  containers.y.config = web; a = f web;`,
      '',
      [
        'NIX118 configuration.nix is also used by containers.y.config: the change is theirs, too',
        "NIX119 'web', which this changes, is used 3 times, in lines 4, 5: all of them change with it",
      ],
    ],
  ])('that %s has exactly these warnings', (_, body, more, said) => {
    expect(warnings(bound(body, more), set(`${HOST}.port`, 81)).toSorted()).toEqual(said);
  });
});
