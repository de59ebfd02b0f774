import type { ServiceView } from '../../model/service/service-view.ts';
import type { SystemState } from '../../model/system.ts';
import type { HistoryEntry } from '../../model/history.ts';
import type { Paint } from '../text/paint.ts';
import { outcomeWord } from '../progress/progress.ts';
import { activityRows, type Activity } from './activity.ts';
import { renderServiceLine } from './service-view.ts';

export interface StatusView {
  readonly root: string;
  readonly style: string;
  readonly system: SystemState;
  readonly units: boolean;
  /** The system that the configuration says; absent where that is not known. */
  readonly configured?: string;
  readonly memory: { readonly total: number; readonly free: number };
  readonly last: HistoryEntry | null | undefined;
  readonly activity?: Activity;
  /** Absent where the host has no service file. */
  readonly service?: ServiceView;
}

/** The host at a glance: what runs, what boots next, what fails, and the last run. */
export function renderStatus(view: StatusView, paint: Paint): string {
  const { system, memory } = view;
  const gibibytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
  const boots =
    system.profile === system.running ? paint.green('the running system') : paint.yellow(system.profile);
  const rows: readonly (readonly [string, string])[] = [
    ['host', `${view.root} (${view.style})`],
    ['running', system.running],
    ['boots next', `${boots}, generation ${system.generation}`],
    ...driftRow(view, paint),
    ['units', unitLine(view, paint)],
    ['memory', `${gibibytes(memory.total - memory.free)} of ${gibibytes(memory.total)} used`],
    ['last run', lastLine(view.last, paint)],
    ...(view.activity === undefined ? [] : activityRows(view.activity, paint)),
    ...(view.service === undefined ? [] : [['service', renderServiceLine(view.service, paint)] as const]),
  ];
  return rows.map(([name, value]) => `${paint.bold(name.padEnd(12))}${value}`).join('\n');
}

/** The configuration was edited and not applied, or another system was activated by hand. */
function driftRow({ configured, system }: StatusView, paint: Paint): readonly (readonly [string, string])[] {
  if (configured === undefined || configured === system.running) return [];
  const how = '`nixos-ai apply` activates it, --dry-run shows the difference';
  return [['configured', `${paint.yellow('not the running system')}; ${how}`]];
}

function unitLine(view: StatusView, paint: Paint): string {
  if (!view.units) return paint.red('the service manager does not answer');
  const { failedUnits } = view.system;
  return failedUnits.length === 0
    ? paint.green('none failed')
    : paint.red(`failed: ${failedUnits.join(', ')}`);
}

function lastLine(last: HistoryEntry | null | undefined, paint: Paint): string {
  if (last === undefined || last === null) return 'none yet';
  const outcome =
    last.ended === undefined || last.ended === null
      ? paint.yellow('unfinished')
      : outcomeWord(last.ended.outcome, paint);
  return `${last.run} ${outcome}: ${last.started.request ?? last.started.runbook}`;
}
