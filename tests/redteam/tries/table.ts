import { TRIES } from './all.ts';
import type { Try } from './try.ts';

/** What somebody tried by hand, after all of the above was mended: how many of each kind, and what did not hold. */
export function renderTries(): string {
  const kinds = [...new Set(TRIES.map(({ kind }) => kind))];
  const rows = kinds.map((kind) => [kind, ...counts(TRIES.filter((one) => one.kind === kind))]);
  const all = ['**all**', ...counts(TRIES)];
  return `## The second red team

Somebody who knows the code attacked it by hand, over every kind of way in, after what the first findings asked for was
mended: as root beside a user with no rights, with each race held still at a point of its own. Every try is a row of
[tests/redteam/tries/](../tests/redteam/tries/) and is played by \`npm test -- tests/redteam\`; a race is forced, never
left to luck.

| word | meaning |
|---|---|
| held | It came to nothing the first time. |
| only after mending | It did not hold. It was mended with its kind, and is played since. |
| open | It does not hold, and why it is left so is said. |

${table(['kind', 'tries', 'held', 'only after mending', 'open'], [...rows, all])}

### What did not hold until it was mended

${kinds.map(mendedOf).filter(Boolean).join('\n\n')}

### What is open

${openOf()}

### What held

${kinds.map(heldOf).filter(Boolean).join('\n\n')}`;
}

function openOf(): string {
  const rows = TRIES.flatMap(({ kind, tried, expected, open }) =>
    open === undefined ? [] : [[kind, cell(tried), expected, cell(open)]],
  );
  return rows.length === 0 ? 'Nothing.' : table(['kind', 'tried', 'what happens', 'why it is left'], rows);
}

function counts(tries: readonly Try[]): readonly string[] {
  const mended = tries.filter((one) => one.mended !== undefined).length;
  const open = tries.filter((one) => one.open !== undefined).length;
  return [tries.length, tries.length - mended - open, mended, open].map(String);
}

function mendedOf(kind: Try['kind']): string {
  const of = TRIES.filter((one) => one.kind === kind && one.mended !== undefined);
  const remedies = [...new Set(of.map(({ mended = '' }) => mended))];
  const lines = remedies.map((remedy) => {
    const tried = of.filter(({ mended }) => mended === remedy).map((one) => cell(one.tried));
    return [tried.join('; '), cell(remedy)];
  });
  return of.length === 0 ? '' : `#### By ${kind}\n\n${table(['tried', 'mended by'], lines)}`;
}

function heldOf(kind: Try['kind']): string {
  const of = TRIES.filter((one) => one.kind === kind && one.mended === undefined && one.open === undefined);
  const outcomes = [...new Set(of.map(({ expected }) => expected))];
  const lines = outcomes.map((outcome) => {
    const tried = of.filter(({ expected }) => expected === outcome).map((one) => cell(one.tried));
    return [outcome, tried.join('; ')];
  });
  return of.length === 0 ? '' : `#### By ${kind}\n\n${table(['what happens', 'tried'], lines)}`;
}

/** Text that a table of Markdown shows as it is. */
function cell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/[|<>*_$[\]`]/gu, (sign) => `\\${sign}`)
    .replaceAll('\n', ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
