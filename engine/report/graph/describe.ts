import type { GraphNode, SkeletonKind, StateStep } from '../../model/graph.ts';
import { KINDS, checkKindOf } from '../../kinds/kinds.ts';
import type { ShownValues } from '../../kinds/values.ts';
import { assertNever } from '../../model/outcome.ts';
import type { Written, WrittenCheck } from '../../model/runbook.ts';
import { renderWindow } from '../../document/window.ts';
import { duration } from '../../model/units.ts';

/** One line on what a state does, for a person who sees the graph and nothing else. */
export function describeState(node: GraphNode): string {
  if (node.kind !== 'step') return SENTENCES[node.kind];
  const { step } = node;
  const extras = [
    ...(step.when === undefined ? [] : ['conditional']),
    ...(node.retry.attempts === 0 ? [] : [`${node.retry.attempts + 1} attempts`]),
  ];
  return [describeStep(step), ...extras].join(' · ');
}

const SENTENCES: Readonly<Record<SkeletonKind, string>> = {
  plan: 'gather facts, compute the edits',
  snapshot: 'store the configuration as it is',
  edit: 'edit a candidate, not the live files',
  'dry-build': 'evaluate once, prove, preview',
  consent: 'approved, or not',
  build: 'build what was approved',
  preflight: 'a last look at the live host',
  switch: 'write the files, activate, on trial',
  settle: 'no unit newly failed',
  confirm: 'make it boot, commit',
  stage: 'write the files, boot it next',
  boot: 'wait for the boot, look again',
  rollback: 'old system and old files back',
};

function describeStep(step: StateStep): string {
  switch (step.kind) {
    case 'verify':
      return `verify ${describeChecks(step.checks)}`;
    case 'run':
      return `run ${text(step.argv[0])}${EFFECTS[step.effect]}`;
    case 'files': {
      const what = step.put.length === 0 ? 'keep' : 'replace';
      const count = step.put.length === 0 ? step.keep.length : step.put.length;
      return `${what} ${count} file${count === 1 ? '' : 's'}, can be undone`;
    }
    case 'approve':
      return 'a person approves';
    case 'wait':
      return `wait ${duration(step.duration).replace('.0 s', ' s')}`;
    case 'notify':
      return 'notify';
    case 'reboot':
      return describeReboot(step);
    case 'collect-garbage':
      return `delete generations older than ${text(step.olderThan)}, and garbage`;
    default:
      return assertNever(step);
  }
}

function describeReboot({ window, ifNeeded }: Extract<StateStep, { kind: 'reboot' }>): string {
  const when =
    window === undefined ? '' : ` between ${'kind' in window ? `‹${window.name}›` : renderWindow(window)}`;
  return `reboot${when === '' ? ' the host' : when}${ifNeeded === true ? ' if needed' : ''}`;
}

const EFFECTS = { read: '', change: ', can be undone', irreversible: ', cannot be undone' } as const;

function describeChecks(checks: readonly WrittenCheck[]): string {
  const [first] = checks;
  if (first === undefined) return 'nothing';
  return checks.length === 1 ? describeCheck(first) : `${checks.length} checks`;
}

function describeCheck(check: WrittenCheck): string {
  return checkKindOf(KINDS, check).label(check, SHOWN);
}

const SHOWN: ShownValues = {
  text,
  option: (path) => path.map((part) => (typeof part === 'string' ? part : `‹${part.name}›`)).join('.'),
  command: (argv) => argv.map(text).join(' '),
};

/** A value as far as it is known before a run. */
function text(value: Written | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'param')
    return `‹${value.name}›`;
  return '…';
}
