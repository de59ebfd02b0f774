import type {
  BuildData,
  ConfirmData,
  ConsentData,
  Decider,
  DryBuildData,
  EditData,
  KeptFile,
  MutationData,
  MutationOf,
  PendingData,
  PlanData,
  ReturnData,
  SnapshotData,
  StepData,
  SwitchData,
} from '../step-data.ts';
import type { SystemLinks } from '../system.ts';
import { parsePrincipal, type Principal } from '../principal.ts';
import {
  isEdit,
  isFileChange,
  isInputChange,
  isPlannedAct,
  isPlanPreview,
  isPolicyDecision,
  isTextOrNull,
  isTexts,
} from './plan-shapes.ts';
import {
  absent,
  isEither,
  isListOf,
  isNumber,
  isObject,
  isOneOf,
  isText,
  isTruth,
  optional,
  type Is,
} from './shape.ts';

/*
 * What states leave in the journal, as shapes.
 */

const isSystemLinks = isObject<SystemLinks>({
  running: isText,
  profile: isText,
  generation: isNumber,
  booted: isText,
  boot: optional(isText),
});

const isPlanData = isObject<PlanData>({
  before: isSystemLinks,
  edits: isListOf(isEdit),
  files: isListOf(isFileChange),
  inputs: optional(isListOf(isInputChange)),
  target: optional(isText),
  repository: optional(isObject<{ head: string; clean: boolean }>({ head: isText, clean: isTruth })),
});

/** Of one that {@link parsePrincipal} has read. */
export const isPrincipal: Is<Principal> = (value): value is Principal =>
  typeof value === 'object' && parsePrincipal(value) !== undefined;

const isConsentData = isObject<ConsentData>({
  by: isEither<readonly [Exclude<Decider, Principal>, Principal]>(
    isOneOf('person', '--yes', 'policy', 'the service file', 'nobody'),
    isPrincipal,
  ),
  decision: isOneOf('approved', 'rejected', 'held', 'pending'),
  planHash: isText,
  expires: isText,
  policy: optional(isPolicyDecision),
  acts: optional(isListOf(isPlannedAct)),
  spends: optional(isObject<{ run: string; seq: number }>({ run: isText, seq: isNumber })),
});

const isPendingData = isObject<PendingData>({
  toplevel: isText,
  boot: isText,
  until: isText,
  reasons: isTexts,
});

const isConfirmed = isObject<{ readonly generation: number }>({ generation: isNumber });
const isConfirmData: Is<ConfirmData> = (value): value is ConfirmData =>
  isConfirmed(value) && (!('until' in value) || isPendingData(value));

/** By the state that leaves it. */
export const STEP_DATA: { readonly [Node in keyof StepData]: Is<StepData[Node]> } = {
  plan: isPlanData,
  snapshot: isObject<SnapshotData>({ commit: isText, tree: isText }),
  edit: isObject<EditData>({
    commit: isText,
    directory: isText,
    userCommit: optional(isText),
    tree: optional(isText),
  }),
  'dry-build': isObject<DryBuildData>({ preview: isPlanPreview }),
  consent: isConsentData,
  build: isObject<BuildData>({ outPath: isText, failedBefore: isTexts }),
  switch: isObject<SwitchData>({
    exitCode: optional(isNumber),
    running: isText,
    output: isText,
    boot: optional(isText),
  }),
  confirm: isConfirmData,
  stage: isPendingData,
};

export const isReturnData = isObject<ReturnData>({ boot: isText });

const isKeptFile: Is<KeptFile> = isEither(
  isObject<Extract<KeptFile, { copy: string }>>({
    path: isText,
    copy: isText,
    mode: isNumber,
    uid: isNumber,
    gid: isNumber,
  }),
  isObject<Extract<KeptFile, { copy?: never }>>({ path: isText, copy: absent }),
);

const MUTATIONS: { readonly [Kind in MutationData['mutation']]: Is<MutationOf<Kind>> } = {
  files: isObject<MutationOf<'files'>>({
    mutation: isOneOf('files'),
    files: isListOf(
      isObject<MutationOf<'files'>['files'][number]>({
        path: isText,
        before: isTextOrNull,
        after: isTextOrNull,
      }),
    ),
  }),
  activation: isObject<MutationOf<'activation'>>({ mutation: isOneOf('activation'), toplevel: isText }),
  profile: isObject<MutationOf<'profile'>>({ mutation: isOneOf('profile'), toplevel: isText }),
  command: isObject<MutationOf<'command'>>({
    mutation: isOneOf('command'),
    step: isText,
    undo: optional(isTexts),
  }),
  reboot: isObject<MutationOf<'reboot'>>({
    mutation: isOneOf('reboot'),
    step: optional(isText),
    boot: isText,
    until: optional(isText),
  }),
  garbage: isObject<MutationOf<'garbage'>>({
    mutation: isOneOf('garbage'),
    step: isText,
    generations: isListOf(isNumber),
  }),
  kept: isObject<MutationOf<'kept'>>({
    mutation: isOneOf('kept'),
    step: isText,
    kept: isListOf(isKeptFile),
    restart: optional(isTexts),
  }),
};

export function isMutation(value: unknown): value is MutationData {
  return Object.values<Is<MutationData>>(MUTATIONS).some((is) => is(value));
}
