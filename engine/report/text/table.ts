/** Columns of text, two spaces between, each as wide as its widest cell (colours take no room). */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => width(row[at] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Bytes as a person reads them: `12.3 GiB`. */
export function bytes(count: number): string {
  const unit = count >= 1024 ** 3 ? 3 : 2;
  return `${(count / 1024 ** unit).toFixed(1)} ${unit === 3 ? 'GiB' : 'MiB'}`;
}

function width(cell: string): number {
  // eslint-disable-next-line no-control-regex -- what colours a terminal begins with escape
  return cell.replaceAll(/\u001B\[[\d;]*m/gu, '').length;
}
