import type { StateEffect } from '../../../model/graph.ts';
import type { Effect, StepOf, Written } from '../../../model/runbook.ts';
import { NO_EFFECT, type StateKind } from '../../step-kind.ts';
import { checkUndo, refuseCommand } from './judge.ts';
import { parseRun } from './parse.ts';
import { runSchema } from './schema.ts';
import { tellRun } from './messages.ts';
import { performRun } from './perform.ts';

/** A program, started without a shell. */
interface RunStep {
  readonly argv: readonly Written[];
  readonly effect: Effect;
  readonly undo?: readonly Written[];
  /** Exit codes that mean success. */
  readonly exit: readonly number[];
}

declare module '../../../model/runbook.ts' {
  interface StateStepKinds {
    readonly run: RunStep;
  }
}

export const runStep: StateKind<StepOf<'run'>> = {
  kind: 'run',
  part: 'state',
  schema: runSchema,
  outputs: { stdout: 'string', exit: 'int' },
  parse: parseRun,
  visit: (step, at) => ({
    ...step,
    argv: at.argv(step.argv),
    ...(step.undo && { undo: at.argv(step.undo) }),
  }),
  checkOrder: checkUndo,
  effect: ({ effect }) => EFFECTS[effect],
  nature: {
    changesHost: ({ effect }) => effect !== 'read',
    takenBackBy: ({ effect, undo }) => (effect === 'irreversible' || undo === undefined ? undefined : 'undo'),
  },
  risk: ({ effect }) => effect,
  acts: ({ argv, effect, undo }, { command }) => [
    { kind: 'run', command: command(argv), effect, ...(undo === undefined ? {} : { undo: command(undo) }) },
  ],
  refuseGenerated: refuseCommand,
  ...performRun,
  tell: tellRun,
  label: ({ argv, effect }, { text }) => `run ${text(argv[0])}${LABELS[effect]}`,
  explainUndo: (step, { command }) => {
    if (step.effect === 'read') return 'reads only';
    return step.undo === undefined ? 'cannot be undone' : command(step.undo);
  },
  document: ({ argv, effect }, { command }) => `runs ${command(argv)}, ${DOCUMENTED[effect]}`,
  documentUndo: (step, shown) =>
    step.undo === undefined ? undefined : `${shown.code(step.id)} is undone by ${shown.command(step.undo)}.`,
  documentRest: ({ effect, id }, { code }) =>
    effect === 'irreversible'
      ? `${code(id)} cannot be undone: if something fails after it, a person is needed.`
      : undefined,
};

/** A command that changes the host may have done half of it when the engine died: it is undone, not done again. */
const EFFECTS: Readonly<Record<Effect, StateEffect>> = {
  read: NO_EFFECT,
  change: { mutates: true, inverse: 'undo', recovery: 'rollback' },
  irreversible: { mutates: true, inverse: 'irreversible', recovery: 'needs-human' },
};

const LABELS: Readonly<Record<Effect, string>> = {
  read: '',
  change: ', can be undone',
  irreversible: ', cannot be undone',
};

const DOCUMENTED: Readonly<Record<Effect, string>> = {
  read: 'which changes nothing',
  change: 'which can be undone',
  irreversible: 'which cannot be undone',
};
