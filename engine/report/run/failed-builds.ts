import type { FailedBuild } from '../../model/nix-progress.ts';

const LINES = 10;
const BUILDS = 5;

/**
 * What did not build, why, and the end of each log.
 *
 * @example
 * renderFailedBuilds([{ drv: '/nix/store/….drv', why: 'builder for … failed with exit code 3', log: ['no compiler'] }])
 */
export function renderFailedBuilds(builds: readonly FailedBuild[]): string {
  const more = builds.length - BUILDS;
  return [
    ...builds.slice(0, BUILDS).map(renderBuild),
    ...(more > 0 ? [`and ${more} more that did not build`] : []),
  ].join('\n');
}

function renderBuild({ drv, why, log }: FailedBuild): string {
  if (log.length === 0) return why;
  // Some versions of Nix repeat the log in what they say.
  const [reason = ''] = why.split(/;?\n\s*last \d+ log lines:/iu);
  const last = log.slice(-LINES).map((line) => `  > ${line}`);
  return [`${reason}; the end of its log:`, ...last, `the whole log: nix-store --read-log ${drv}`].join('\n');
}
