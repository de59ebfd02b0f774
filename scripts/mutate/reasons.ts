/** Why a mutant that lives may live: told by the file and the code that it replaces, so that a line may move. */
export interface Reason {
  readonly file: string;
  readonly code: string;
  /** What it is replaced with; every mutant of the code where it is left out. */
  readonly to?: string;
  readonly why: string;
}

export const REASONS: readonly Reason[] = [];

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
