import { renderColumns } from '../help/columns.ts';
import type { HelpStyle } from '../help/command.ts';
import type { Explanation } from './codes.ts';

/** One code at length; several as a list. */
export function renderExplanations(found: readonly Explanation[], { width, paint }: HelpStyle): string {
  const [first, second] = found;
  if (first === undefined) return '';
  if (second !== undefined) {
    const rows = found.map(({ code, meaning }) => [code, meaning] as const);
    return renderColumns(rows, width, paint.cyan);
  }
  const rows = [
    ['means', first.meaning],
    ...(first.remedy === undefined ? [] : [['do', first.remedy] as const]),
  ] as const;
  return `${paint.bold(first.code)}  ${paint.dim(first.about)}\n${renderColumns(rows, width)}`;
}
