import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import type { Result } from './measure.ts';

/** Results as docs/BENCHMARKS.md and its chart. */
export interface Page {
  readonly markdown: string;
  readonly chart: string;
}

/**
 * A page of what was measured in one run: the machine, a chart, every ratio. A ratio is ours over the baseline; of rates
 * more is better, of times less.
 */
export function renderPage(results: readonly Result[], commit: string): Page {
  const rows = results.map(
    ({ name, ratio, ours, baseline, unit }) =>
      `| ${name.replaceAll('|', '\\|')} | ${ratio.toFixed(2)} | ${amount(ours)} | ${amount(baseline)} | ${unit} |`,
  );
  const markdown = `<!-- Written by \`npm run bench -- --page\`. -->

# Benchmarks

Each row is measured against its baseline in one run, in turn, on one machine, so that both are slow when it is slow.
The figures are what that machine gave that day; nothing in the tests depends on them. \`npm run bench\` measures again,
\`npm run bench -- --page\` writes this page.

Machine: ${machine()}. Measured at ${commit}.

![Ratios as bars on a logarithmic scale](img/benchmarks.svg)

| what, over its baseline | ratio | ours | baseline | unit |
|---|---:|---:|---:|---|
${rows.join('\n')}

Of a unit a second (\`/s\`) a ratio above 1 is faster than the baseline; of a time a ratio below 1 is.
${readFileSync(new URL('accuracy.md', import.meta.url), 'utf8')}`;
  return { markdown, chart: renderChart(results) };
}

function machine(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${gigabytes} GiB, Linux ${release()}, Node ${process.versions.node}`;
}

const ROW = 26;
const LEFT = 470;
const WIDTH = 900;

/** A bar for each ratio from 1 on a logarithmic scale: green where ours is the faster one. */
function renderChart(results: readonly Result[]): string {
  const logs = results.map(({ ratio }) => Math.log10(ratio));
  const [low, high] = [Math.min(-0.5, ...logs), Math.max(0.5, ...logs)];
  const x = (log: number): number => LEFT + ((log - low) / (high - low)) * (WIDTH - LEFT - 70);
  const height = results.length * ROW + 20;
  const bars = results.map(({ name, ratio, unit }, row) => {
    const [from = 0, to = 0] = [x(0), x(Math.log10(ratio))].toSorted((a, b) => a - b);
    const y = row * ROW + 10;
    const better = unit.endsWith('/s') ? ratio >= 1 : ratio <= 1;
    return [
      `<text x="${LEFT - 10}" y="${y + 15}" text-anchor="end">${escape(name)}</text>`,
      `<rect x="${from}" y="${y + 3}" width="${Math.max(to - from, 1)}" height="${ROW - 8}" fill="${better ? '#2da44e' : '#8b949e'}"/>`,
      `<text x="${x(Math.max(0, Math.log10(ratio))) + 6}" y="${y + 15}">${ratio.toFixed(2)}×</text>`,
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="Inter, sans-serif" font-size="13" fill="#57606a">
<rect width="100%" height="100%" fill="#ffffff"/>
<line x1="${x(0)}" y1="6" x2="${x(0)}" y2="${height - 6}" stroke="#57606a" stroke-dasharray="3 3"/>
${bars.join('\n')}
</svg>
`;
}

function amount(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
