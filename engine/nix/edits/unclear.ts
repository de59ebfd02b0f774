import type { Result } from '../../model/finding.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { Located, Mentions } from '../modules/definitions.ts';
import { commonPrefix, findMentions, literalOf, mayBeNamed, takenNames } from '../modules/definitions.ts';
import { renderPath } from '../render.ts';
import type { Definition, Module, Site } from '../modules/survey.ts';
import { refusalAt } from './splice.ts';

/** NIX104 where only evaluation can tell whether an option is defined, quoting the definition that may do it. */
export function refuseHidden(
  { hidden, computed }: Pick<Mentions, 'hidden' | 'computed'>,
  path: OptionPath,
  fix: string,
): Result<never> | undefined {
  const option = `'${renderPath(path)}'`;
  const [place] = hidden;
  if (place !== undefined) {
    return refuseAt(place, `cannot tell whether ${option} is defined: an enclosing set is computed`, fix);
  }
  const [named] = computed;
  if (named === undefined) return undefined;
  return refuseAt(named, `cannot tell whether ${option} is defined: a computed name may be the same`, fix);
}

/**
 * Without the computed names of which other modules, or other parts of one, have the path's name written out: what is
 * written there is merged with what the computed name may define.
 */
export function withoutMerged(modules: readonly Module[], mentions: Mentions, path: OptionPath): Mentions {
  const written = new Map<number, boolean>();
  const isWritten = (names: number): boolean => {
    const known = written.get(names);
    if (known !== undefined) return known;
    const { exact, below } = findMentions(modules, path.slice(0, names));
    written.set(names, exact.length + below.length > 0);
    return exact.length + below.length > 0;
  };
  const computed = mentions.computed.filter(
    ({ module, definition }) => !isWritten(definition.path.length - module.base.length + 1),
  );
  return { ...mentions, computed };
}

/** NIX104: Nix may take the new definition and the one under the computed name for one attribute, and refuses that. */
export function refuseBeside(module: Module, definition: Definition, path: OptionPath): Result<never> {
  const message = `'${renderPath(path)}' cannot be added beside a computed name that is, or may be, the same`;
  return refuseAt({ module, definition }, message, 'define the option there by hand');
}

function refuseAt({ module, definition }: Located, message: string, fix: string): Result<never> {
  return refusalAt('NIX104', message, fix, module.tree, definition.binding);
}

/** The definition under a computed name that the target would stand beside, where Nix may take the two for one name. */
export function clashingName(module: Module, site: Site, target: OptionPath): Definition | undefined {
  const literal = literalOf(site);
  const isTaken = takenNames(module, target);
  return module.definitions.find((definition) => {
    const { computedAt: at, path, binding } = definition;
    const name = at === undefined ? undefined : target[at];
    if (at === undefined || name === undefined || literalOf(definition.site) !== literal) return false;
    if (commonPrefix(path, target) < at || !mayBeNamed(module.tree.text, definition, name)) return false;
    const inside = binding.start <= site.set.open && site.set.end <= binding.end;
    return !inside && (path[at] !== undefined || !isTaken(definition, at + 1));
  });
}
