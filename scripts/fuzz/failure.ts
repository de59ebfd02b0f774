/**
 * What must not come of any input. `threw`: something that is not a refusal. `hung`, `died`, `grew`: in one input.
 * `leaked`: over many.
 */
export interface Failure {
  readonly kind: 'threw' | 'hung' | 'died' | 'grew' | 'leaked';
  readonly what: string;
}

/**
 * What is the same for inputs that fail for the same reason: how, the words without what is the input's own, and where in
 * our code.
 */
export function reasonOf({ kind, what }: Failure): string {
  const [words = ''] = what.split('\n');
  const [, place = ''] = /\/((?:engine|scripts)\/[\w/.-]+\.ts:\d+)/u.exec(what) ?? [];
  const general = words
    .replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`/gu, '…')
    .replaceAll(/\d+/gu, '0')
    .slice(0, 120);
  return `${kind} ${general} ${place}`.trim();
}
