import type { NixProgress } from '../../model/nix-progress.ts';

/**
 * How far a Nix command has come, as one line of `--json` says it (`progress` in schemas/event.schema.json): durations
 * instead of times, and no line of a build's log.
 */
export function nixProgressData(progress: NixProgress, now: number, ended: boolean): object {
  const { task, since, running, ...counts } = progress;
  return {
    of: task,
    ended,
    took: now - since,
    ...counts,
    running: running.map(({ kind, name, phase, machine, since: began }) => ({
      kind,
      name,
      ...(phase === undefined ? {} : { phase }),
      ...(machine === undefined ? {} : { machine }),
      took: now - began,
    })),
  };
}
