import { createTwoFilesPatch } from 'diff';

/**
 * A unified diff with three lines of context, without the timestamp lines; '' when both are equal. Null stands for a
 * file that is not there.
 */
export function renderTextDiff(path: string, before: string | null, after: string | null): string {
  if (before === after) return '';
  const from = before === null ? '/dev/null' : `a/${path}`;
  const to = after === null ? '/dev/null' : `b/${path}`;
  const patch = createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, {
    context: 3,
  });
  return patch.replace(/^=+\n/u, '').replaceAll(/^(---|\+\+\+) ([^\t\n]+)\t?$/gmu, '$1 $2');
}
