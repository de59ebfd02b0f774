import { expect, test } from 'vitest';
import type { Edit } from '../../engine/model/options/value.ts';
import { config, outcome, set, unset } from './support/apply.ts';

test.each<[string, string, Edit, string]>([
  [
    'what a name has on the left',
    'let c = { e.one = 1; }; in\nc // { n = 1; }\n',
    set('e.two', 2),
    'NIX104 at configuration.nix:2',
  ],
  [
    'what an import may have on the left',
    '{ ... }@a:\nimport ./b.nix a // { n = 1; }\n',
    set('e.two', 2),
    'NIX104 at configuration.nix:2',
  ],
  [
    'what a call may have on the right',
    '{ lib, ... }:\n{ n = 1; } // lib.optionalAttrs c { e.one = 1; }\n',
    set('e.two', 2),
    'NIX104 at configuration.nix:2',
  ],
  [
    'what is deeper',
    'let c = { nginx.x = 1; }; in {\n  s = c // { n = 1; };\n}\n',
    set('s.nginx.y', 2),
    'NIX104 at configuration.nix:2',
  ],
  [
    'a name that others of a rec set mean',
    'let e = 1; in\nrec { n = e; }\n',
    set('e.two', 2),
    'NIX104 at configuration.nix:2',
  ],
  [
    'what an unset would uncover',
    'let c = { e.one = 1; }; in\nc // { e.two = 2; }\n',
    unset('e.two'),
    'NIX104 at configuration.nix:2',
  ],
])('an edit that would change %s is refused', (_, before, edit, refusal) => {
  expect(outcome(config(before), edit)).toBe(refusal);
});

test.each<[string, string, Edit, string]>([
  [
    'no other operand has the name',
    '{ n = 1; } // { m = 1; }\n',
    set('e', 2),
    '{ n = 1; e = 2; } // { m = 1; }\n',
  ],
  [
    'its own operand has it already',
    'let c = { e.one = 1; }; in c // { e.three = 3; }\n',
    set('e.two', 2),
    'let c = { e.one = 1; }; in c // { e.three = 3; e.two = 2; }\n',
  ],
  [
    'the names on the other side are known',
    '{ lib, ... }: { n = 1; } // lib.optionalAttrs c { m = 1; }\n',
    set('e', 2),
    '{ lib, ... }: { n = 1; e = 2; } // lib.optionalAttrs c { m = 1; }\n',
  ],
])('a new definition beside a // is made where %s', (_, before, edit, after) => {
  expect(outcome(config(before), edit)).toBe(after);
});
