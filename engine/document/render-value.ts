import { Scalar } from 'yaml';
import { joinOptionPath } from '../model/options/option.ts';
import {
  isAttrs,
  isList,
  isPathLiteral,
  isPkgs,
  type NixValue,
  type OptionPath,
} from '../model/options/value.ts';
import { OPTION, TAGS } from './names.ts';

/** An option's path as a runbook has it: dotted where that reads back the same, else one item for each name. */
export function renderOptionPath(path: OptionPath): string | readonly string[] {
  const dotted = joinOptionPath(path);
  return OPTION.test(dotted) && !path.some((part) => /["\\$]/u.test(part)) ? dotted : path;
}

/** A value as a runbook has it, as data for the YAML library. */
export function renderWrittenValue(value: NixValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(renderWrittenValue);
  if (isPkgs(value)) return { pkgs: value.path.join('.') };
  if (isPathLiteral(value)) return value.path;
  if (!isAttrs(value)) return null;
  // A map and not an object, so that '__proto__' and numbers stay what and where they are.
  const entries = new Map(
    Object.entries(value.entries).map(([name, member]) => [keyOf(name), renderWrittenValue(member)] as const),
  );
  return TAGS.some((tag) => entries.has(tag)) ? { literal: entries } : entries;
}

/** A map without what is left out. */
export function defined(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Without quotes `<<` would be a merge key. */
function keyOf(name: string): string | Scalar {
  if (name !== '<<') return name;
  const key = new Scalar(name);
  key.type = Scalar.QUOTE_DOUBLE;
  return key;
}
