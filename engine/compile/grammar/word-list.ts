/**
 * Entries between commas, as a list: long word lists stay readable.
 *
 * @example
 * wordList('turn on, enable')   // ['turn on', 'enable']
 */
export function wordList(text: string): readonly string[] {
  return text
    .split(',')
    .map((entry) => entry.trim().replaceAll(/\s+/gu, ' '))
    .filter((entry) => entry !== '');
}
