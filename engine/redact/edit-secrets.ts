import { isAttrs, isList, type Edit, type NixValue } from '../model/options/value.ts';
import { findPatterns } from './find-patterns.ts';
import type { KnownSecret } from './known-secrets.ts';
import { kindOfName } from './secret-names.ts';
import { isSecretValue } from './secret-values.ts';

/** What an edit would write that is a secret: by the name of the option or attribute, or by its form. Never shown. */
export function secretsOfEdit(edit: Edit): readonly KnownSecret[] {
  if (edit.op === 'unset' || edit.op === 'remove') return [];
  const kind = kindOfPath(edit.path);
  return (edit.op === 'set' ? [edit.value] : edit.items).flatMap((value) => secretsIn(value, kind));
}

function kindOfPath(path: readonly string[]): string | undefined {
  const last = path.at(-1);
  return last === undefined ? undefined : kindOfName(last);
}

function secretsIn(value: NixValue, kind: string | undefined): readonly KnownSecret[] {
  if (typeof value === 'string') {
    if (kind !== undefined && isSecretValue(value)) return [{ kind, value }];
    return findPatterns(value).map((found) => ({
      kind: found.kind,
      value: value.slice(found.start, found.end),
    }));
  }
  if (isList(value)) return value.flatMap((item) => secretsIn(item, kind));
  if (!isAttrs(value)) return [];
  return Object.entries(value.entries).flatMap(([name, member]) => secretsIn(member, kindOfName(name)));
}
