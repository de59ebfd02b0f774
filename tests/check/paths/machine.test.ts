import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { describe, expect, it } from 'vitest';
import { checkRestore, type CheckedRunbook } from '../../../engine/check/check-runbook.ts';
import { checkPaths } from '../../../engine/check/paths/check-paths.ts';
import { checkTaint } from '../../../engine/check/paths/check-taint.ts';
import { locateIn } from '../../../engine/check/paths/problem.ts';
import { buildSystem, listTransitions } from '../../../engine/check/paths/system.ts';
import { buildMachine } from '../../../engine/machine/build-machine.ts';
import { RUN_OUTCOMES, type StepOutcome } from '../../../engine/model/outcome.ts';
import { mustCheck } from '../../lib/runbooks.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import { POSITION } from './arbitraries.ts';
import { asChecked, readRunbook, RUNBOOK_FILES } from './library.ts';

const OUTCOMES: readonly StepOutcome[] = [
  'ok',
  'no-change',
  'fail',
  'timeout',
  'reject',
  'stop',
  'hold',
  'pending',
  'reboot',
  'expired',
];

const EVERYTHING = `
  - id: sure
    approve: Sure?
  - id: backup
    retry: { attempts: 3, delay: 1s }
    run: { argv: [dump], effect: change, undo: [undump] }
  - id: enable
    edit: [{ set: virtualisation.docker.enable, to: true }]
  - id: health
    retry: { attempts: 2, delay: 1s }
    on-failure: tell
    verify: [{ unit: docker.service, is: active }]
  - id: pause
    on-failure: continue
    wait: 1s
  - id: tell
    on-failure: needs-human
    notify: Done.
`;

const REBOOT = `
  - id: kernel
    edit: [{ set: virtualisation.docker.enable, to: true }]
  - id: health
    verify: [{ unit: docker.service, is: active }]
  - id: now
    reboot: { window: 02:00-04:00, within: 7d }
  - id: after
    verify: [{ unit: docker.service, is: active }]
`;

const restore = checkRestore(
  { run: '20260101-000000-abcd', later: [] },
  readRunbook('runbooks/enable-docker.yaml'),
  NIXOS_DEFAULTS.limits,
);
const runbooks: readonly (readonly [string, CheckedRunbook])[] = [
  ...RUNBOOK_FILES.map((file) => [file, asChecked(readRunbook(file))] as const),
  ['a step of every kind', mustCheck(EVERYTHING)],
  ['a restore', restore],
  ['a reboot of its own', mustCheck(REBOOT)],
  ['a reboot alone', mustCheck(REBOOT.slice(REBOOT.indexOf('  - id: now')))],
];

const SHIPPED = RUNBOOK_FILES.filter((file) => file.startsWith('runbooks/'));

/** Their parameters say which files, addresses and units of the host are looked at or changed. */
const FOR_PEOPLE: readonly string[] = [
  'add-service',
  'back-up',
  'check-certificate',
  'harden-ssh',
  'offboard-user',
  'onboard-user',
  'open-port-for-service',
  'renew-certificate',
  'restart-and-escalate',
  'rotate-secret',
  'test-restore',
].map((name) => `runbooks/${name}.yaml`);

/** `state outcome target`, in the order they are tried, of every attempt that can be made at a state. */
function machineTransitions(checked: CheckedRunbook): readonly string[] {
  const never = {
    perform: async () => Promise.resolve({ outcome: 'ok' as const }),
    onTransition: () => undefined,
  };
  const states: Readonly<Record<string, AnyStateNode>> = buildMachine(checked, never).states;
  return Object.values(states).flatMap((state) =>
    [...state.transitions.values()].flat().flatMap((transition) => {
      const to = (transition.target ?? []).map((target) => target.key).join(' ');
      return outcomesTaken(transition).map((outcome) => `${state.key} ${outcome} ${to}`);
    }),
  );
}

function outcomesTaken({ guard }: AnyTransitionDefinition): readonly StepOutcome[] {
  if (typeof guard === 'function') {
    const holds = guard as unknown as (args: object) => boolean;
    return OUTCOMES.filter((outcome) => holds({ context: { attempt: 1 }, event: { output: { outcome } } }));
  }
  const params: unknown = typeof guard === 'object' ? guard.params : undefined;
  return OUTCOMES.filter((outcome) => JSON.stringify(params) === JSON.stringify({ outcome }));
}

describe('the two readings of a graph', () => {
  it('are tried on all runbooks of the repository', () => {
    expect(RUNBOOK_FILES.length).toBeGreaterThanOrEqual(9);
  });

  it.each(runbooks)('%s: the machine has the states and edges that were explored', (_name, checked) => {
    const system = buildSystem(checked.graph);
    const explored = listTransitions(system).map(({ from, on, to }) => `${from} ${on} ${to}`);
    const machine = buildMachine(checked, {
      perform: async () => Promise.resolve({ outcome: 'ok' }),
      onTransition: () => undefined,
    });
    const ids = [...system.states.map((state) => state.node.id), ...RUN_OUTCOMES.map((end) => `end:${end}`)];
    expect(Object.keys(machine.states).sort()).toEqual(ids.sort());
    expect(explored.length).toBeGreaterThan(5);
    expect([...machineTransitions(checked)].sort()).toEqual([...explored].sort());
    const finals = Object.values(machine.states).filter((state) => state.type === 'final');
    expect(finals.map((state) => state.key).sort()).toEqual(RUN_OUTCOMES.map((end) => `end:${end}`).sort());
  });

  it.each(runbooks)('%s: every path is safe', (_name, checked) => {
    expect(checkPaths(checked.graph, locateIn(checked.runbook))).toEqual([]);
    expect(checkTaint(checked.runbook)).toEqual([]);
  });

  it.each(SHIPPED.filter((file) => !FOR_PEOPLE.includes(file)))(
    '%s: a generated runbook may call it, after a question where it does more than change the configuration',
    (file) => {
      const runbook = readRunbook(file);
      const asks = runbook.steps.some(({ kind }) => !['edit', 'inputs', 'verify', 'notify'].includes(kind));
      const question = { id: 'sure', kind: 'approve', message: 'Go on?', position: POSITION } as const;
      const steps = asks ? [question, ...runbook.steps] : runbook.steps;
      expect(checkTaint({ ...runbook, steps, origin: 'generated' })).toEqual([]);
    },
  );

  it.each(FOR_PEOPLE)('%s: only a person starts it', (file) => {
    const codes = checkTaint({ ...readRunbook(file), origin: 'generated' }).map(({ code }) => code);
    expect([...new Set(codes)]).toEqual(['PATH007']);
  });
});
