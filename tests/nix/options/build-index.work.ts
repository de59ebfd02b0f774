import type { OptionIndex } from '../../../engine/model/options/option-index.ts';
import { buildOptionIndex } from '../../../engine/nix/options/build-index.ts';
import { options, packages } from '../host-20-09.ts';

/** Each of these works on every so-manyth option and package of NixOS 20.09. */
function indexOf(every: number): OptionIndex {
  const isKept = (_: unknown, place: number): boolean => place % every === 0;
  return buildOptionIndex(options.filter(isKept), packages.filter(isKept));
}

export const build = (every: number) => () => indexOf(every);

export function find(every: number): () => unknown {
  const index = indexOf(every);
  return () => index.find(['users', 'users', 'carol', 'isNormalUser']);
}

export function nearest(every: number): () => unknown {
  const index = indexOf(every);
  return () => index.nearest(['services', 'dokcer', 'enable'], 3);
}

export function nearestPackages(every: number): () => unknown {
  const index = indexOf(every);
  return () => index.nearestPackages('postgres', 3);
}
