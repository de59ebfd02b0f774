import { assertNever } from '../../model/outcome.ts';
import type { PlannedAct } from '../../model/plan.ts';

/** What the steps of a runbook do, a line each. What the author of a runbook says is told as theirs. */
export function tellActs(acts: readonly PlannedAct[]): readonly string[] {
  const width = Math.max(0, ...acts.map(({ step }) => step.length));
  return acts.flatMap((act) => {
    const [first = '', ...rest] = linesOf(act);
    return [`${act.step.padEnd(width)}  ${first}`, ...rest.map((line) => `${' '.repeat(width + 2)}${line}`)];
  });
}

const EFFECTS: Readonly<Record<Extract<PlannedAct, { kind: 'run' }>['effect'], string>> = {
  read: 'changes nothing',
  change: 'can be undone',
  irreversible: 'cannot be undone',
};

function linesOf(act: PlannedAct): readonly string[] {
  switch (act.kind) {
    case 'run':
      return [
        `runs ${act.command}`,
        `  by its author's word it ${EFFECTS[act.effect]}`,
        ...(act.undo === undefined ? [] : [`  to undo it: ${act.undo}`]),
      ];
    case 'check':
      return [`checks by running ${act.command}`];
    case 'keep':
      return [`keeps ${oneLine(act.file)} for a rollback`];
    case 'put':
      return [`replaces ${oneLine(act.file)}`, `  from ${oneLine(act.from)} (${sourceOf(act)})`];
    case 'restart':
      return [`restarts ${oneLine(act.unit)}`];
    case 'ask':
      return [`asks, in the words of the runbook: "${oneLine(act.words)}"`];
    case 'own':
      return [oneLine(act.what)];
    default:
      return assertNever(act);
  }
}

function sourceOf({ source }: Extract<PlannedAct, { kind: 'put' }>): string {
  if (source === undefined) return 'not there yet: what it will hold is not known';
  return `sha256 ${source.sha256.slice(0, 12)}, mode ${source.mode.toString(8).padStart(4, '0')}`;
}

/** Somebody else's words, so that a line of theirs does not pass for one of ours. */
function oneLine(text: string): string {
  return text.replaceAll('\n', '\\n');
}
