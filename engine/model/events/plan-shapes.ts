import type { Finding, Position } from '../finding.ts';
import { EFFECT_PARTS, type EffectChange } from '../built-effect.ts';
import { FINDING_CODES } from '../finding-codes.ts';
import type { AttrsLiteral, Edit, NixValue, PathLiteral, PkgsReference } from '../options/value.ts';
import type {
  BuildPlan,
  Changes,
  Drift,
  EarlierChange,
  FileChange,
  InputChange,
  InputState,
  PlannedAct,
  PlanPreview,
  Risk,
  SemanticDiff,
  SourceFile,
} from '../plan.ts';
import { AUTONOMY_ORDER, ORIGINS, RISK_ORDER, type MatchedRule, type PolicyDecision } from '../policy.ts';
import { SHAPES, type TouchedOption } from '../options/touched.ts';
import type { PackageFact } from '../system.ts';
import {
  absent,
  isAnything,
  isEither,
  isListOf,
  isMapOf,
  isNumber,
  isOrdinal,
  isObject,
  isOneOf,
  isText,
  isTruth,
  optional,
  type Is,
} from './shape.ts';

/*
 * What a person approves, as shapes.
 */

export const isTexts = isListOf(isText);
export const isTextOrNull: Is<string | null> = isEither(isText, isOneOf(null));

export const isPosition = isObject<Position>({ file: isText, line: isOrdinal, column: isOrdinal });

/** Of one that {@link parseFinding} has read. */
export const isFinding = isObject<Finding>({
  code: isOneOf(...FINDING_CODES),
  severity: isOneOf('error', 'warning', 'info'),
  message: isText,
  position: optional(isPosition),
  fix: optional(isText),
});

function isNixValue(value: unknown): value is NixValue {
  return isNixScalar(value) || isNixList(value) || isTagged(value);
}

const isNixScalar = isEither(isText, isNumber, isTruth, isOneOf(null));
const isNixList = isListOf(isNixValue);
const isTagged = isEither(
  isObject<PkgsReference>({ type: isOneOf('pkgs'), path: isTexts }),
  isObject<PathLiteral>({ type: isOneOf('path'), path: isText }),
  isObject<AttrsLiteral>({ type: isOneOf('attrs'), entries: isMapOf(isNixValue) }),
);

export const isEdit: Is<Edit> = isEither(
  isObject<Extract<Edit, { op: 'set' }>>({
    op: isOneOf('set'),
    path: isTexts,
    value: isNixValue,
    items: absent,
  }),
  isObject<Extract<Edit, { op: 'unset' }>>({
    op: isOneOf('unset'),
    path: isTexts,
    value: absent,
    items: absent,
  }),
  isObject<Extract<Edit, { op: 'add' | 'remove' }>>({
    op: isOneOf('add', 'remove'),
    path: isTexts,
    items: isNixList,
    value: absent,
  }),
);

export const isFileChange = isObject<FileChange>({
  path: isText,
  names: optional(isTexts),
  before: isTextOrNull,
  after: isTextOrNull,
  diff: isText,
  sharedWith: optional(isTexts),
});

const isInputState = isObject<InputState>({ revision: isText, date: optional(isText) });

export const isInputChange = isObject<InputChange>({
  name: isText,
  before: optional(isInputState),
  after: optional(isInputState),
});

const isChanges = isObject<Changes>({ added: isTexts, removed: isTexts, changed: isTexts });
const isPackages = isListOf(isObject<PackageFact>({ name: isText, version: isText, outPath: isText }));

const isEffectChanges = isListOf(
  isObject<EffectChange>({
    part: isOneOf(...EFFECT_PARTS),
    name: isText,
    how: isOneOf('added', 'changed', 'removed'),
    before: optional(isText),
    after: optional(isText),
  }),
);

const isSemanticDiff = isObject<SemanticDiff>({
  options: isListOf(
    isObject<SemanticDiff['options'][number]>({
      name: isText,
      before: optional(isAnything),
      after: optional(isAnything),
    }),
  ),
  packages: isObject<SemanticDiff['packages']>({ added: isPackages, removed: isPackages }),
  units: isChanges,
  tcpPorts: isChanges,
  udpPorts: isChanges,
  users: isChanges,
  groups: isChanges,
  etc: isChanges,
  kernel: optional(isObject<{ before: string; after: string }>({ before: isText, after: isText })),
  firewall: optional(isObject<{ before: boolean; after: boolean }>({ before: isTruth, after: isTruth })),
  effect: optional(isEffectChanges),
});

const isDrift: Is<Drift> = isEither(
  isObject<Extract<Drift, { known: true }>>({ known: isOneOf(true), semantic: isSemanticDiff }),
  isObject<Extract<Drift, { known: false }>>({ known: isOneOf(false), semantic: absent }),
);

const isEarlier = isObject<EarlierChange>({
  edits: isListOf(isEdit),
  touched: isListOf(
    isObject<TouchedOption>({
      path: isTexts,
      names: isListOf(isTexts),
      declared: isTruth,
      shapes: isListOf(isOneOf(...SHAPES)),
    }),
  ),
  files: isTexts,
  inputs: optional(isOneOf(true)),
  unknown: isTexts,
  possible: optional(isListOf(isTexts)),
});

const isMatchedRule = isObject<MatchedRule>({
  kind: isOneOf('risk', 'condition', 'deny', 'policy'),
  about: isText,
  at: optional(isPosition),
  because: isText,
  class: optional(isOneOf(...RISK_ORDER)),
  need: isOneOf(...AUTONOMY_ORDER),
  needAt: optional(isPosition),
});

export const isPolicyDecision = isObject<PolicyDecision>({
  need: isOneOf(...AUTONOMY_ORDER),
  class: isOneOf(...RISK_ORDER),
  origin: isOneOf(...ORIGINS),
  rules: isListOf(isMatchedRule),
});

type ActOf<Kind extends PlannedAct['kind']> = Extract<PlannedAct, { readonly kind: Kind }>;

const ACTS: { readonly [Kind in PlannedAct['kind']]: Is<ActOf<Kind>> } = {
  run: isObject<ActOf<'run'>>({
    kind: isOneOf('run'),
    step: isText,
    command: isText,
    effect: isOneOf('read', 'change', 'irreversible'),
    undo: optional(isText),
  }),
  check: isObject<ActOf<'check'>>({ kind: isOneOf('check'), step: isText, command: isText }),
  keep: isObject<ActOf<'keep'>>({ kind: isOneOf('keep'), step: isText, file: isText }),
  put: isObject<ActOf<'put'>>({
    kind: isOneOf('put'),
    step: isText,
    file: isText,
    from: isText,
    source: optional(isObject<SourceFile>({ sha256: isText, mode: isNumber })),
  }),
  restart: isObject<ActOf<'restart'>>({ kind: isOneOf('restart'), step: isText, unit: isText }),
  ask: isObject<ActOf<'ask'>>({ kind: isOneOf('ask'), step: isText, words: isText }),
  own: isObject<ActOf<'own'>>({ kind: isOneOf('own'), step: isText, what: isText }),
};

export const isPlannedAct: Is<PlannedAct> = (value): value is PlannedAct =>
  Object.values<Is<PlannedAct>>(ACTS).some((is) => is(value));

export const isPlanPreview = isObject<PlanPreview>({
  edits: isListOf(isEdit),
  inputs: optional(isListOf(isInputChange)),
  files: isListOf(isFileChange),
  semantic: isSemanticDiff,
  semanticUnknown: optional(isOneOf(true)),
  drift: optional(isDrift),
  earlier: optional(isEarlier),
  built: optional(isEffectChanges),
  acts: optional(isListOf(isPlannedAct)),
  inForce: optional(isText),
  build: isObject<BuildPlan>({ build: isTexts, fetch: isTexts, downloadBytes: optional(isNumber) }),
  risk: isObject<Risk>({ class: isOneOf(...RISK_ORDER), reasons: isTexts }),
  decision: optional(isPolicyDecision),
  drvPath: isText,
  outPath: isText,
  planHash: isText,
  warnings: isTexts,
});
