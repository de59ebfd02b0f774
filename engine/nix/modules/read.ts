import type { Position } from '../../model/finding.ts';
import type { NixValue, OptionPath } from '../../model/options/value.ts';
import { findMentions, optionOf } from './definitions.ts';
import type { Valued } from './definitions.ts';
import { positionAt } from '../lines.ts';
import { viewList } from './list-view.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { readModules } from './modules.ts';
import { literalValue } from './values.ts';

/** What a definition's text tells without evaluation. */
export type WrittenValue =
  | { readonly kind: 'literal'; readonly value: NixValue }
  /** A list of which some items are written out and others are computed or conditional. */
  | { readonly kind: 'partial'; readonly items: readonly NixValue[] }
  | { readonly kind: 'unknown' };

export interface OptionDefinition {
  readonly position: Position;
  readonly value: WrittenValue;
  /** Under `mkIf` or `if`: it may not count. */
  readonly conditional: boolean;
  /** 100 unless `mkForce`, `mkDefault` or `mkOverride` says otherwise; the lowest wins. */
  readonly priority: number;
}

/**
 * Where an option itself is defined, across the entries and what they import. A configuration that does not parse has
 * no definitions.
 *
 * @example
 * readDefinitions(config, ['time', 'timeZone'])
 * // [{ position: { file: 'configuration.nix', line: 9, column: 3 }, value: { kind: 'literal', value: 'Europe/Paris' }, … }]
 */
export function readDefinitions(config: ConfigFiles, path: OptionPath): OptionDefinition[] {
  const modules = readModules(config);
  if (!modules.ok) return [];
  return findMentions(modules.value, path).exact.map((found) => ({
    position: positionAt(found.module.tree.text, found.definition.start, found.module.file),
    value: writtenValue(found),
    conditional: found.conditional,
    priority: found.priority,
  }));
}

/**
 * The attribute names defined below a path, in the order met: the users of `users.users`, for one.
 *
 * @example
 * attributeNames(config, ['users', 'users']) // ['alice', 'bob']
 */
export function attributeNames(config: ConfigFiles, path: OptionPath): string[] {
  const modules = readModules(config);
  if (!modules.ok) return [];
  const names = new Set<string>();
  for (const { module, definition } of findMentions(modules.value, path).below) {
    const name = optionOf(module, definition.path)[path.length];
    if (name !== undefined) names.add(name);
  }
  return [...names];
}

/** What the text of a definition tells of its value. */
export function writtenValue(found: Valued): WrittenValue {
  if (found.value === undefined) return { kind: 'unknown' };
  const { text } = found.module.tree;
  const { expr, scope } = found.value;
  const literal = literalValue(text, scope, expr);
  if (literal !== undefined) return { kind: 'literal', value: literal };
  const view = viewList(text, scope, expr);
  if (view.places.length === 0) return { kind: 'unknown' };
  const sure = view.places.filter((place) => !place.conditional);
  const all = sure.flatMap((place) => place.items.map((item) => literalValue(text, place.scope, item)));
  const items = all.filter((item) => item !== undefined);
  const complete =
    view.unknown.length === 0 && sure.length === view.places.length && items.length === all.length;
  return complete ? { kind: 'literal', value: items } : { kind: 'partial', items };
}
