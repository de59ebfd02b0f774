import type { DecisionFacts } from '../../../engine/check/policy/decide.ts';
import { touchedBy } from '../../../engine/check/policy/touched.ts';
import { splitOptionPath } from '../../../engine/model/options/option.ts';
import type { PlanPreview, SemanticDiff } from '../../../engine/model/plan.ts';
import type { Edit } from '../../../engine/model/options/value.ts';
import { index } from '../../compile/host.ts';

export type Plan = NonNullable<DecisionFacts['plan']>;

const none = { added: [], removed: [], changed: [] };

/** A change of nothing, in every respect. */
export const NO_DIFF: SemanticDiff = {
  options: [],
  packages: { added: [], removed: [] },
  units: none,
  tcpPorts: none,
  udpPorts: none,
  users: none,
  groups: none,
  etc: none,
};

export const setEdit = (option: string, value: string | number | boolean = true): Edit => ({
  op: 'set',
  path: splitOptionPath(option),
  value,
});

export const file = (path: string): PlanPreview['files'][number] => ({
  path,
  before: 'a',
  after: 'b',
  diff: '',
});

/** A plan that changes one file and nothing in meaning, but for what is given. */
export function planOf(semantic: Partial<SemanticDiff> = {}, other: Partial<Plan> = {}): Plan {
  return {
    edits: [],
    files: [file('configuration.nix')],
    semantic: { ...NO_DIFF, ...semantic },
    build: { build: [], fetch: [] },
    warnings: [],
    ...other,
  };
}

/** A change of an option that is of class `package` by the policy that ships. */
export function factsOf(plan: Plan = planOf(), other: Partial<DecisionFacts> = {}): DecisionFacts {
  const edits = other.edits ?? [setEdit('fonts.enableDefaultFonts')];
  return {
    steps: [],
    inputs: [],
    restores: false,
    request: { by: 'alice', origin: 'user', runbook: 'test' },
    now: { weekday: 3, hour: 10 },
    ...other,
    edits,
    touched: other.touched ?? touchedBy(edits, index),
    plan: { ...plan, edits },
  };
}
