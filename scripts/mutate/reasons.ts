/** Why a mutant that lives may live: told by the file and the code that it replaces, so that a line may move. */
export interface Reason {
  readonly file: string;
  readonly code: string;
  /** What it is replaced with; every mutant of the code where it is left out. */
  readonly to?: string;
  readonly why: string;
}

export const REASONS: readonly Reason[] = [
  {
    file: 'engine/steps/states/plan.ts',
    code: '{ target }',
    to: '{}',
    why: 'words only: which system it goes back to',
  },
  {
    file: 'engine/steps/change/plan-hash.ts',
    code: '[]',
    to: '["Stryker was here"]',
    why: 'equivalent: the same for every act that puts no file',
  },
  {
    file: 'engine/steps/states/confirm.ts',
    code: 'context.state.plan?.files',
    why: 'never: without a plan there is no repository, and that was asked before',
  },
  {
    file: 'engine/steps/change/relied.ts',
    code: '[]',
    to: '["Stryker was here"]',
    why: 'never: that the user is there was asked before',
  },
  {
    file: 'engine/check/paths/facts.ts',
    code: "kind === 'confirm'",
    to: 'true',
    why: 'equivalent: beside the look before it, no other state ends for a reboot',
  },
  {
    file: 'engine/nix/edits/rename.ts',
    code: '!modules.ok',
    to: 'false',
    why: 'never: what was edited has been parsed before',
  },
  {
    file: 'engine/steps/ahead.ts',
    code: '{ once: true }',
    why: 'equivalent: the listener is taken away a line further down, and aborting twice is aborting once',
  },
  {
    file: 'engine/steps/ahead.ts',
    code: 'true',
    to: 'false',
    why: 'equivalent: the listener is taken away a line further down, and aborting twice is aborting once',
  },
  {
    file: 'engine/check/paths/check-taint.ts',
    code: "kind.part !== 'state'",
    to: 'false',
    why: 'equivalent: only the kind of a state says what a generated runbook may not have',
  },
  {
    file: 'engine/check/paths/check-taint.ts',
    code: "case 'pkgs': return new Set<WrittenForm>(typeof written.attr === 'string' ? [] : ['param']);",
    to: "case 'pkgs':",
    why: 'equivalent: wherever a package may stand, the name of one may be a parameter',
  },
  {
    file: 'engine/redact/nix-places.ts',
    code: '(secret) => this.#isHarmless(secret)',
    to: '() => undefined',
    why: 'equivalent: the parser is asked where it need not be',
  },
  {
    file: 'engine/redact/nix-places.ts',
    code: "region?.kind !== 'string'",
    to: 'true',
    why: 'equivalent: the parser is asked where it need not be',
  },
  {
    file: 'engine/check/paths/dead-man.ts',
    code: '-1',
    to: '+1',
    why: 'never: a graph with a switch has its confirmation, and not as its first state',
  },
  {
    file: 'engine/check/paths/system.ts',
    code: "throw new TypeError(`'${id}' is no state and no end: the shape was not checked`);",
    why: 'our own mistake alone, and another exception follows',
  },
  {
    file: 'engine/journal/audit.ts',
    code: 'db.close();',
    why: 'the process ends a moment later',
  },
  {
    file: 'engine/nix/edits/rename.ts',
    code: '!text.ok',
    to: 'false',
    why: 'never: a deletion of whole definitions parses',
  },
];

/** White space apart, since a formatter may break the code anew. */
export function reasonFor(
  mutant: { readonly file: string; readonly code: string; readonly to: string },
  reasons: readonly Reason[] = REASONS,
): string | undefined {
  return reasons.find(
    ({ file, code, to }) =>
      file === mutant.file &&
      squeeze(code) === squeeze(mutant.code) &&
      (to === undefined || squeeze(to) === squeeze(mutant.to)),
  )?.why;
}

export function squeeze(code: string): string {
  return code.replaceAll(/\s+/gu, '');
}
