import { expect, test } from 'vitest';
import { parseNix } from '../../engine/nix/parse.ts';
import { findRegions } from '../../engine/redact/regions.ts';
import { valueOf } from '../runbook/runbooks.ts';

test.each<[string, string, readonly string[]]>([
  ['a string', '{ a = "x"; }', ['string x']],
  ['the name of an attribute', '{ "a" = 1; }', ['name a']],
  ['a comment', '{ } /* a */', ['comment  a ']],
  ['lines of one comment', '# a\n# b\n{ }\n', ['comment  a\n# b']],
  ['comments with code between them', '# a\n{ }\n# b\n', ['comment  a', 'comment  b']],
  ['a hash in a string', '{ a = "#x"; } # y', ['string #x', 'comment  y']],
])('any text may stand in %s', (_, text, wanted) => {
  const regions = findRegions(valueOf(parseNix(text, 'a.nix')));
  expect(regions.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)).toEqual(wanted);
});
