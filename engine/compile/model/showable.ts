/** Longest text of a model that a person is shown, in UTF-16 units. */
export const MAX_SHOWN = 1000;

/** Most choices of a question, and the longest of them. */
export const MAX_CHOICES = 8;
export const MAX_CHOICE = 200;

/**
 * Text of a model as a person may see it on a terminal: one line, without control characters, escape sequences, characters
 * that turn the direction of writing or cannot be seen; cut at a whole character.
 *
 * @example
 * showable('ok\u001B[2J\u202Egpj.exe', 20)   // 'okgpj.exe'
 */
export function showable(text: string, limit: number): string {
  const clean = text
    .slice(0, limit * 8)
    .toWellFormed()
    .replaceAll(ESCAPES, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Co}\p{Cn}\u{E0000}-\u{E0FFF}]/gu, '')
    .trim();
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

/** Sequences of terminals, in both their forms, with everything that they swallow. */
const ESCAPES =
  // eslint-disable-next-line no-control-regex
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u009D\u0090\u0098\u009E\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]/gu;
