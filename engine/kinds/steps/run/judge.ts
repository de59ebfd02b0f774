import type { Finding } from '../../../model/finding.ts';
import type { Step, StepOf } from '../../../model/runbook.ts';
import type { Refusal } from '../../check-kind.ts';
import { findStateKind } from '../../find-kind.ts';
import { looksOnly, plainWords, runsArguments } from '../../sinks.ts';
import type { Kinds } from '../../step-kind.ts';

/** What changes the host says how it is undone, or that it cannot be and a person is asked before. RB104. */
export function checkUndo(steps: readonly Step[], kinds: Kinds): readonly Finding[] {
  return steps.flatMap((step, index) => {
    if (step.kind !== 'run') return [];
    if (step.effect === 'change' && step.undo === undefined) {
      const message = `the step '${step.id}' changes the host and has no undo`;
      return [finding(step, message, 'give undo: [ … ], or say effect: irreversible')];
    }
    const asked = steps.slice(0, index).some((other) => findStateKind(kinds, other)?.asks === true);
    if (step.effect !== 'irreversible' || asked) return [];
    const message = `the step '${step.id}' cannot be undone and nobody is asked before`;
    return [finding(step, message, 'put an approve step before it')];
  });
}

function finding({ position }: Step, message: string, fix: string): Finding {
  return { code: 'RB104', severity: 'error', message, position, fix };
}

/** What nobody wrote is not believed: that a command only looks has to be known of its program. */
export function refuseCommand(step: StepOf<'run'>, approved: boolean): Refusal | undefined {
  const { id, argv, effect } = step;
  if (effect === 'read' && looksOnly(argv)) return undefined;
  const what = `the step '${id}' of a generated runbook`;
  if (!approved)
    return {
      message: `${what} runs a command that does more than look, and nobody approved it`,
      fix: 'put an approve step before it, or leave it out',
    };
  if (effect !== 'read' || runsArguments(plainWords(argv))) return undefined;
  return {
    message: `${what} says that it only looks, and of its program that is not known`,
    fix: "say 'effect: change' with an undo, or 'effect: irreversible'",
  };
}
