import type { PlannedBy, RunEvent } from '../../model/event.ts';
import { previewIn } from '../../model/events/preview-in.ts';
import { colourDiff, meaningLines } from './preview.ts';
import type { Paint } from '../text/paint.ts';
import { mark, outcomeWord, stateName } from '../progress/progress.ts';
import { duration, moment } from '../../model/units.ts';
import { nameOfPrincipal } from '../../model/principal.ts';

/** One run as a story: who asked what, each state with its phase and outcome, every edge taken, and the end. */
export function renderStory(events: readonly RunEvent[], paint: Paint): string {
  return [heading(events, paint), previewOf(events, paint), path(events, paint), ending(events, paint)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading(events: readonly RunEvent[], paint: Paint): string {
  const started = events.find((event) => event.type === 'run-started');
  if (started === undefined) return '';
  const rows = [
    ['request', started.request],
    ['runbook', `${started.runbook} (${started.origin})`],
    ['planned by', planner(started.planned, events)],
    ['undoes', started.of],
    ['host', started.host],
    ['by', nameOfPrincipal(started.by)],
    ['because', started.cause?.event],
    ['began', moment(started.at)],
    [
      'parameters',
      Object.keys(started.parameters).length === 0 ? undefined : JSON.stringify(started.parameters),
    ],
  ] as const;
  const lines = rows.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name.padEnd(11)}${value}`],
  );
  return [paint.bold(`run ${started.run}`), ...lines].join('\n');
}

/** Who planned, in how many rounds, and what it took. Offline goes without saying. */
function planner(planned: PlannedBy | undefined, events: readonly RunEvent[]): string | undefined {
  if (planned?.model === undefined) return undefined;
  const { planner, model, rounds = 0 } = planned;
  const used = events.flatMap((event) => (event.type === 'model-call' ? (event.usage ?? []) : []));
  const tokens = used.reduce((sum, usage) => sum + usage.inputTokens + usage.outputTokens, 0);
  const cost = used.reduce((sum, usage) => sum + (usage.cost ?? 0), 0);
  const times = rounds === 0 ? 'from the cache' : `${rounds} round${rounds === 1 ? '' : 's'}`;
  const spent = tokens === 0 ? '' : `, ${tokens} tokens${cost === 0 ? '' : `, $${cost.toFixed(4)}`}`;
  return `${planner} (${model}), ${times}${spent}`;
}

function previewOf(events: readonly RunEvent[], paint: Paint): string {
  const [preview] = events.flatMap((event) => previewIn(event) ?? []);
  if (preview === undefined) return '';
  const diffs = preview.files.map((file) => colourDiff(file.diff, paint)).join('\n');
  return [diffs, ...meaningLines(preview.semantic, paint).map((line) => `  ${line}`)]
    .filter((line) => line !== '')
    .join('\n');
}

function path(events: readonly RunEvent[], paint: Paint): string {
  const lines = events.flatMap((event) => {
    switch (event.type) {
      case 'note':
      case 'mutation':
        return [paint.dim(`               ${event.message}`)];
      case 'step-ended':
        return [stateLine(event, paint)];
      case 'transition':
        return event.on === 'ok'
          ? []
          : [`               ${paint.red(`└─ ${event.on} →`)} ${stateName(event.to)}`];
      default:
        return [];
    }
  });
  return [paint.bold('  phase       state'), ...lines].join('\n');
}

function stateLine(event: Extract<RunEvent, { type: 'step-ended' }>, paint: Paint): string {
  const attempt = event.attempt > 1 ? ` (attempt ${event.attempt})` : '';
  const message = event.message.replaceAll('\n', `\n${' '.repeat(29)}`);
  return `${mark(event.outcome, paint)} ${paint.dim(event.phase.padEnd(10))}  ${stateName(event.node).padEnd(10)}${attempt}     ${message} ${paint.dim(duration(event.took))}`;
}

function ending(events: readonly RunEvent[], paint: Paint): string {
  const ended = events.find((event) => event.type === 'run-ended');
  if (ended === undefined) {
    const last = events.at(-1);
    if (last?.type !== 'run-paused') return paint.yellow('  this run has not ended');
    return paint.yellow(
      `  this run waits for ${last.outcome === 'pending-reboot' ? 'a reboot' : 'an approval'}`,
    );
  }
  return `  ${outcomeWord(ended.outcome, paint)} (exit ${ended.exitCode}) at ${moment(ended.at)}`;
}
