/** A generation of a profile, as far as it is looked at. `made` is an ISO time. */
interface Made {
  readonly number: number;
  readonly made: string;
  readonly path: string;
}

/**
 * Numbers of the generations that were no longer in use at a time, oldest first: the one that was in use then is the
 * newest made before it, and stays. So do the current one, and any that leads to a system that is needed.
 *
 * @example
 * oldGenerations(all, { before: '2026-01-01T00:00:00.000Z', current: 42, needed: new Set(['/nix/store/…']) })
 */
export function oldGenerations(
  generations: readonly Made[],
  options: { readonly before: string; readonly current: number; readonly needed: ReadonlySet<string> },
): readonly number[] {
  const { before, current, needed } = options;
  const byAge = generations.toSorted((left, right) => left.number - right.number);
  const inUse = byAge.findLast(({ made }) => made < before);
  return byAge
    .filter(({ number, made, path }) => {
      const old = made < before && number !== inUse?.number;
      return old && number !== current && !needed.has(path);
    })
    .map(({ number }) => number);
}
