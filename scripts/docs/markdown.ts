/** A table; cells are Markdown already. Empty columns are left out. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = head.map((_, at) => at).filter((at) => rows.some((row) => (row[at] ?? '') !== ''));
  const line = (cells: readonly string[]): string => `| ${used.map((at) => cells[at] ?? '').join(' | ')} |`;
  return [line(head), `|${used.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Text as code within a table: a bar would end the cell. */
export function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

export function codeBlock(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** The anchor that a heading gets. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/gu, '')
    .trim()
    .replaceAll(/\s/gu, '-');
}
