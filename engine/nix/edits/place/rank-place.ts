import type { OptionPath } from '../../../model/options/value.ts';
import { isOwnModule } from '../../modules/definitions.ts';
import { moduleDepth } from '../../modules/nested.ts';
import type { Module, Site } from '../../modules/survey.ts';
import { namesOfSubject } from './subject.ts';

interface RankedPlace {
  readonly module: Module;
  readonly site: Site;
  /** Names shared with the new option. */
  readonly shared: number;
}

/** Of two sets of one module: the one with more names in common, then the deeper one. */
export function rankWithin({ module, site, shared }: RankedPlace): number {
  return shared * 1000 + depthOf(module, site);
}

/**
 * The host's own modules before those that others have, too; then those that are about the option, by the names in common and
 * then the deeper set; else the first, which is the host's own file. A file comes before what is written in a list of modules,
 * and configuration.nix before others.
 */
export function rankPlace({ module, site, shared }: RankedPlace, path: OptionPath): number {
  const own = isOwnModule(module) ? 1_000_000 : 0;
  const isListed = module.inline && module.mount.length === 0;
  const about = namesOfSubject(module, path, shared);
  // A first name in common is no reason to write into flake.nix.
  const names = isListed && about < 2 ? 0 : about;
  const isAbout = names > Math.min(moduleDepth(path), shared);
  const preferred = isAbout ? depthOf(module, site) : preferenceOf(module);
  return own + names * 1000 + preferred - (isListed ? 100 : 0);
}

function depthOf({ base }: Module, { prefix }: Site): number {
  return prefix.length - base.length;
}

/** What is written in a home comes before what the host says of the home. */
function preferenceOf({ file, mount }: Module): number {
  if (mount.length > 0) return 60;
  return /(?:^|\/)configuration\.nix$/u.test(file) ? 50 : 0;
}
