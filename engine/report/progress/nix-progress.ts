import type { Count, NixActivity, NixProgress } from '../../model/nix-progress.ts';
import { duration } from '../../model/units.ts';
import { bytes } from '../text/table.ts';

/** An evaluation that took less is not told of afterwards. Milliseconds. */
const WORTH_TELLING = 5_000;

/**
 * What Nix does at this moment, at most three lines: what is evaluated or built, what is downloaded, and the newest line
 * of the log of the build that has run longest. Lines are as long as they are; a terminal's are cut where they are drawn.
 *
 * @param now - Milliseconds since 1970.
 * @example
 * renderNixStatus(progress, Date.now()).work
 * // ['▸ building 3 of 7: docker-24.0 · buildPhase 00:12', '↓ 12 of 40 paths, 85.0 MiB of 310.0 MiB: linux-6.1']
 */
export function renderNixStatus(progress: NixProgress, now: number): NixStatus {
  const download = downloadLine(progress, now);
  const main = mainLine(progress, now, download !== undefined);
  const log = progress.running.find(({ kind, line }) => kind === 'build' && (line ?? '').trim() !== '')?.line;
  return {
    work: [...(main === undefined ? [] : [`▸ ${main}`]), ...(download === undefined ? [] : [download])],
    ...(log === undefined ? {} : { log }),
  };
}

export interface NixStatus {
  readonly work: readonly string[];
  readonly log?: string;
}

/** What one Nix command did, once it has ended; undefined where that is not worth a line. */
export function renderNixTotals(progress: NixProgress, now: number): string | undefined {
  const { builds, copies, bytes: size, files, task } = progress;
  const took = now - progress.since;
  const parts = [
    ...(task === 'evaluate' && took >= WORTH_TELLING ? [`read ${counted(files, 'file')}`] : []),
    ...(builds.done + builds.failed > 0 ? [`built ${ofAll(builds)}`] : []),
    ...(builds.failed > 0 ? [`${builds.failed} failed`] : []),
    ...(copies.done > 0 ? [`fetched ${counted(copies.done, 'path')}, ${bytes(size.done)}`] : []),
  ];
  return parts.length === 0 ? undefined : [...parts, duration(took)].join(' · ');
}

/** Milliseconds as minutes and seconds, with hours where there are some: `00:12`, `1:02:03`. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

function mainLine(progress: NixProgress, now: number, downloads: boolean): string | undefined {
  const { task, builds, running, files, queries } = progress;
  const time = clock(now - progress.since);
  // What a dry build lists it does not build.
  const built =
    builds.expected > 0 && task !== 'dry-build' ? buildLine(builds, running, now, time) : undefined;
  const said = running.find(({ kind }) => kind === 'other')?.name;
  if (task === 'evaluate') {
    const parts = ['evaluating', ...(files > 0 ? [counted(files, 'file')] : []), time];
    return [...parts, ...((built ?? said) === undefined ? [] : [built ?? said])].join(' · ');
  }
  if (built !== undefined) return built;
  if (downloads) return undefined;
  const asked = queries > 0 ? ` · ${counted(queries, 'path')}` : '';
  return `${said ?? (task === 'build' ? 'preparing to build' : 'asking what has to be built')}${asked} · ${time}`;
}

function buildLine(builds: Count, running: readonly NixActivity[], now: number, time: string): string {
  const active = running.filter(({ kind }) => kind === 'build');
  const failed = builds.failed > 0 ? ` · ${builds.failed} failed` : '';
  if (active.length === 0) return `built ${builds.done} of ${builds.expected}${failed} · ${time}`;
  // One that is done is named for a moment longer.
  const at = Math.max(1, builds.done + builds.failed + builds.running);
  const names = active.map((build) => buildName(build, now)).join(', ');
  return `building ${at} of ${builds.expected}${failed}: ${names}`;
}

function buildName({ name, phase, machine, since }: NixActivity, now: number): string {
  const where = machine === undefined ? '' : ` on ${machine}`;
  return `${name}${where}${phase === undefined ? '' : ` · ${phase}`} ${clock(now - since)}`;
}

function downloadLine(progress: NixProgress, now: number): string | undefined {
  const { task, copies, bytes: size, running } = progress;
  if (task === 'dry-build') return undefined;
  const active = running.filter(({ kind }) => kind === 'copy' || kind === 'download');
  if (active.length === 0 && copies.done >= copies.expected - copies.failed) return undefined;
  const paths = copies.expected > 0 ? [`${copies.done} of ${counted(copies.expected, 'path')}`] : [];
  const amount = size.expected > 0 ? [`${bytes(size.done)} of ${bytes(size.expected)}`] : [];
  const failed = copies.failed > 0 ? [`${copies.failed} failed`] : [];
  const [oldest] = active;
  const name = oldest === undefined ? '' : `: ${oldest.name} ${clock(now - oldest.since)}`;
  return `↓ ${[...paths, ...amount, ...failed].join(', ') || 'downloading'}${name}`;
}

function ofAll({ done, expected }: Count): string {
  const all = counted(expected, 'derivation');
  return done === expected ? all : `${done} of ${all}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
