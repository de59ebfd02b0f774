import { isOwnModule } from './definitions.ts';
import type { Module, Site } from './survey.ts';

interface RankedPlace {
  readonly module: Module;
  readonly site: Site;
  /** Names shared with the new option. */
  readonly shared: number;
}

/**
 * The host's own modules before those that others have, too; then more shared names, then the deeper set; the first module
 * and set among equals, and a file before what is written in a list of modules.
 */
export function rankPlace({ module, site, shared }: RankedPlace): number {
  const own = isOwnModule(module) ? 1_000_000 : 0;
  const isListed = module.inline && module.mount.length === 0;
  // A first name in common is no reason to write into flake.nix.
  const names = isListed && shared < 2 ? 0 : shared;
  return own + names * 1000 + site.prefix.length - module.base.length - (isListed ? 100 : 0);
}
