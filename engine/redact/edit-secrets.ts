import { isAttrs, isList, type Edit, type NixValue } from '../model/options/value.ts';
import { findPatterns } from './forms/find-patterns.ts';
import type { KnownSecret } from './known-secrets.ts';
import { kindOfSecret } from './secret-values.ts';

/** What an edit would write that is a secret: by the name of the option or attribute, or by its form. Never shown. */
export function secretsOfEdit(edit: Edit): readonly KnownSecret[] {
  if (edit.op === 'unset' || edit.op === 'remove') return [];
  const name = edit.path.at(-1) ?? '';
  return (edit.op === 'set' ? [edit.value] : edit.items).flatMap((value) => secretsIn(value, name));
}

function secretsIn(value: NixValue, name: string): readonly KnownSecret[] {
  if (typeof value === 'string') {
    const kind = kindOfSecret(name, value);
    if (kind !== undefined) return [{ kind, value }];
    return findPatterns(value).map((found) => ({
      kind: found.kind,
      value: value.slice(found.start, found.end),
    }));
  }
  if (isList(value)) return value.flatMap((item) => secretsIn(item, name));
  if (!isAttrs(value)) return [];
  return Object.entries(value.entries).flatMap(([member, inner]) => secretsIn(inner, member));
}
