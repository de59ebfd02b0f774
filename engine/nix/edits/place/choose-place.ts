import type { OptionPath } from '../../../model/options/value.ts';
import { commonPrefix, isGenerated, targetPath } from '../../modules/definitions.ts';
import type { Definition, Module, Site } from '../../modules/survey.ts';
import { captures, updateEffect, type UpdateEffect } from '../../modules/updates.ts';
import { rankPlace, rankWithin } from './rank-place.ts';

/** A place for a new definition: in a set, behind the sibling nearest to it by name, if there is one. */
export interface Candidate {
  readonly module: Module;
  readonly site: Site;
  readonly sibling: Definition | undefined;
  /** Names shared with the new option, counted from the configuration's root. */
  readonly shared: number;
}

/** The set that a new definition goes into; undefined where no module has one that could hold it. */
export function choosePlace(modules: readonly Module[], path: OptionPath): Candidate | undefined {
  const candidates = written(modules, path).filter((candidate) => !crosses(candidate, path));
  const ofModules = [...Map.groupBy(candidates, ({ module }) => module).values()].flatMap(
    (each) => highest(each, rankWithin) ?? [],
  );
  return highest(ofModules, (candidate) => rankPlace(candidate, path));
}

/** The first among equals. */
function highest(
  candidates: readonly Candidate[],
  rank: (candidate: Candidate) => number,
): Candidate | undefined {
  const ranks = candidates.map(rank);
  return candidates[ranks.indexOf(Math.max(...ranks))];
}

function written(modules: readonly Module[], path: OptionPath): readonly Candidate[] {
  return modules.filter((module) => !isGenerated(module)).flatMap((module) => candidatesIn(module, path));
}

function candidatesIn(module: Module, path: OptionPath): Candidate[] {
  const target = targetPath(module, path);
  const open = module.sites.filter(
    (site) =>
      !site.conditional &&
      site.prefix.length < target.length &&
      commonPrefix(site.prefix, target) === site.prefix.length &&
      !isEmptyValue(module, site),
  );
  return open.map((site) => {
    const { sibling, shared } = nearestSibling(module, site, target);
    const names = Math.max(shared, site.prefix.length) - module.base.length;
    return { module, site, sibling, shared: Math.max(names, 0) };
  });
}

/** `x = { };` stays as it is and `x.y` goes beside it, so that taking `x.y` away again leaves the `{ }`. */
function isEmptyValue(module: Module, site: Site): boolean {
  const inside = module.tree.text.slice(site.set.open + 1, site.set.end - 1);
  const { owner } = site;
  return owner !== undefined && owner.computedAt === undefined && inside.trim() === '';
}

function nearestSibling(
  module: Module,
  site: Site,
  target: OptionPath,
): Pick<Candidate, 'sibling' | 'shared'> {
  let sibling: Definition | undefined;
  let shared = site.prefix.length;
  for (const definition of module.definitions) {
    if (definition.site !== site) continue;
    const common = commonPrefix(definition.path, target);
    if (common <= Math.max(module.base.length, site.prefix.length) || common < shared) continue;
    sibling = definition;
    shared = common;
  }
  return { sibling, shared };
}

/** The sets that would hold the option but for a `//` or a `rec`. */
export function placesAcross(modules: readonly Module[], path: OptionPath): readonly Candidate[] {
  return written(modules, path).filter((candidate) => crosses(candidate, path));
}

function crosses({ module, site }: Candidate, path: OptionPath): boolean {
  return effectOf(module, site, targetPath(module, path)) !== 'none';
}

/** What a new definition in a set would do to others, or others to it. */
export function effectOf(module: Module, site: Site, target: OptionPath): UpdateEffect | 'captures' {
  const { text } = module.tree;
  const effect = updateEffect(text, site, target);
  return effect === 'none' && captures(text, site, target) ? 'captures' : effect;
}
