import type { GraphNode, SkeletonKind } from '../../model/graph.ts';
import { stateKindOf } from '../../kinds/find-kind.ts';
import { KINDS } from '../../kinds/kinds.ts';
import type { Kinds } from '../../kinds/step-kind.ts';
import type { ShownValues } from '../../kinds/values.ts';
import type { Written } from '../../model/runbook.ts';

/** One line on what a state does, for a person who sees the graph and nothing else. */
export function describeState(node: GraphNode, kinds: Kinds = KINDS): string {
  if (node.kind !== 'step') return SENTENCES[node.kind];
  const { step } = node;
  const extras = [
    ...(step.when === undefined ? [] : ['conditional']),
    ...(node.retry.attempts === 0 ? [] : [`${node.retry.attempts + 1} attempts`]),
  ];
  return [stateKindOf(kinds, step).label(step, SHOWN, kinds), ...extras].join(' · ');
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

const SHOWN: ShownValues = {
  text,
  option: (path) => path.map((part) => (typeof part === 'string' ? part : `‹${part.name}›`)).join('.'),
  command: (argv) => argv.map(text).join(' '),
  code: (word) => word,
};

/** A value as far as it is known before a run. */
function text(value: Written | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'param')
    return `‹${value.name}›`;
  return '…';
}
