import type { Played } from './play.ts';

export interface Tally {
  readonly hosts: number;
  readonly reached: number;
  readonly made: number;
  readonly already: number;
  readonly refused: number;
  readonly wrong: number;
  /** How often an edit was refused, by code. */
  readonly codes: Readonly<Record<string, number>>;
}

export function tallyOf(all: readonly Played[]): Tally {
  const sum = (of: (played: Played) => number): number => all.reduce((total, each) => total + of(each), 0);
  const codes = Object.groupBy(
    all.flatMap(({ refused }) => refused),
    (code) => code,
  );
  return {
    hosts: all.length,
    reached: sum(({ reached }) => Number(reached)),
    made: sum(({ made }) => made),
    already: sum(({ already }) => already),
    refused: sum(({ refused }) => refused.length),
    wrong: sum(({ wrong }) => wrong),
    codes: Object.fromEntries(Object.entries(codes).map(([code, list]) => [code, list?.length ?? 0])),
  };
}

export function renderTotals({ hosts, reached, made, already, refused, wrong }: Tally): string {
  return (
    `${reached} of ${hosts} hosts reached; ` +
    `${made} edits made, ${already} already so, ${refused} refused, ${wrong} wrong`
  );
}
