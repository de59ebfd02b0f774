const UNITS: readonly string[] = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** What a garbage collection deleted. */
export interface Freed {
  readonly paths: number;
  /** As exact as Nix tells it: two digits behind the point of a unit. */
  readonly bytes: number;
}

/**
 * The last line of `nix-store --gc`, on standard output; nothing deleted where it does not say.
 *
 * @example
 * parseFreed('deleting unused links...\n12 store paths deleted, 3.50 MiB freed\n') // { paths: 12, bytes: 3670016 }
 */
export function parseFreed(stdout: string): Freed {
  // A run of digits is looked at once, however long it is.
  const said =
    /(?<!\d)(?<paths>\d{1,15}) store paths? deleted, (?<size>\d{1,15}(?:\.\d{1,15})?) (?<unit>[KMGT]?i?B)\b/u.exec(
      stdout,
    )?.groups;
  if (said === undefined) return { paths: 0, bytes: 0 };
  const power = Math.max(0, UNITS.indexOf(said['unit'] ?? 'B'));
  return { paths: Number(said['paths']), bytes: Math.round(Number(said['size']) * 1024 ** power) };
}
