import { assertNever } from '../../../engine/model/outcome.ts';
import type { OnFailure, Step, StepKind, WrittenEdit } from '../../../engine/model/runbook.ts';
import { renderDuration } from '../../../engine/document/duration.ts';
import { renderWindow } from '../../../engine/document/window.ts';
import { code } from '../markdown.ts';
import { sayCommand, sayPath, sayValue, sayValues } from './words.ts';

/** Lines on what a step does: one, and one further in for each edit. */
export function sayStep(step: Step): readonly string[] {
  const when = step.when === undefined ? '' : ` (only where ${sayValue(step.when)})`;
  const timeout = step.timeout === undefined ? '' : `, for at most ${renderDuration(step.timeout)}`;
  const failure = step.onFailure === undefined ? '' : `; ${sayFailure(step.onFailure)}`;
  const edits = step.kind === 'edit' ? step.edits.map((edit) => `   - ${sayEdit(edit)}`) : [];
  const end = edits.length > 0 ? ':' : '.';
  return [`${code(step.id)}${when} ${sayKind(step)}${timeout}${failure}${end}`, ...edits];
}

function sayFailure(failure: OnFailure): string {
  switch (failure.to) {
    case 'continue':
      return 'where that fails the run goes on';
    case 'needs-human':
      return 'where that fails a person is needed, and nothing is rolled back';
    case 'rollback':
      return 'where that fails the run is rolled back';
    case 'step':
      return `where that fails ${code(failure.step)} is next`;
    default:
      return assertNever(failure);
  }
}

type Say = { readonly [K in StepKind]: (step: Extract<Step, { readonly kind: K }>) => string };

const SAY: Say = {
  edit: () => 'changes the configuration',
  verify: ({ checks }) => `looks: ${checks.length} check${checks.length === 1 ? '' : 's'}, see below`,
  run: ({ argv, effect }) =>
    `runs ${sayCommand(argv)}, ${{ read: 'which changes nothing', change: 'which can be undone', irreversible: 'which cannot be undone' }[effect]}`,
  files: ({ keep, put, restart }) =>
    [
      ...(keep.length === 0 ? [] : [`keeps ${sayValues(keep)} for a rollback`]),
      ...put.map(
        ({ file, from }) => `replaces the content of ${sayValue(file)} by that of ${sayValue(from)}`,
      ),
      ...(put.length === 0 || restart.length === 0 ? [] : [`restarts ${sayValues(restart)}`]),
    ].join(', '),
  approve: ({ message }) => `asks a person: ${sayValue(message)}`,
  wait: ({ duration }) => `waits ${renderDuration(duration)}`,
  notify: ({ message }) => `says ${sayValue(message)}`,
  reboot: ({ window, ifNeeded }) => {
    const need = ifNeeded === true ? ' where the change needs it' : '';
    if (window === undefined) return `reboots the host${need}`;
    const times = 'kind' in window ? sayValue(window) : code(renderWindow(window));
    return `reboots the host${need}, at a time within ${times}`;
  },
  inputs: ({ update }) =>
    update === 'all'
      ? 'brings every input of the flake up to date'
      : `brings the inputs ${sayValue(update)} up to date`,
  'collect-garbage': ({ olderThan }) =>
    `deletes generations older than ${sayValue(olderThan)}, and what nothing needs`,
  call: ({ runbook, with: given }) => {
    const values = Object.entries(given).map(([name, value]) => `${code(name)} ${sayValue(value)}`);
    return `does [${runbook}](#${runbook}) with ${values.join(', ')}`;
  },
};

function sayKind<K extends StepKind>(step: Extract<Step, { readonly kind: K }>): string {
  const say: (step: Extract<Step, { readonly kind: K }>) => string = SAY[step.kind];
  return say(step);
}

function sayEdit(edit: WrittenEdit): string {
  const path = sayPath(edit.path);
  switch (edit.op) {
    case 'set':
      return `${path} becomes ${sayValue(edit.to)}`;
    case 'unset':
      return `${path} is taken away`;
    case 'add':
      return `${path} also has ${sayValues(edit.items)}`;
    case 'remove':
      return `${path} loses ${sayValues(edit.items)}`;
    default:
      return assertNever(edit);
  }
}
