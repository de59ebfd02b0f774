/** Slips between a fixed text and a candidate, or `limit + 1` as soon as they are sure to exceed `limit`. */
type Distance = (candidate: string, limit: number) => number;

/**
 * Number of single-character insertions, deletions, replacements and swaps of neighbours between two texts, or
 * `limit + 1` as soon as it is sure to exceed `limit`.
 *
 * @example
 * editDistance('dokcer', 'docker', 2) // 1
 */
export function editDistance(left: string, right: string, limit: number): number {
  return distanceFrom(left)(right, limit);
}

/** {@link editDistance} from one text to many: rows are kept between calls. */
export function distanceFrom(word: string): Distance {
  const width = word.length + 1;
  let before = new Uint16Array(width);
  let previous = new Uint16Array(width);
  let current = new Uint16Array(width);
  return (candidate, limit) => {
    if (word === candidate) return 0;
    if (Math.abs(word.length - candidate.length) > limit) return limit + 1;
    for (let column = 0; column < width; column += 1) previous[column] = column;
    for (let row = 1; row <= candidate.length; row += 1) {
      if (fillRow(word, candidate, row, current, previous, before) > limit) return limit + 1;
      [before, previous, current] = [previous, current, before];
    }
    return Math.min(previous[word.length] ?? 0, limit + 1);
  };
}

/**
 * The words most like `word`, best first; empty when none is near enough to be what was meant. Case counts nothing.
 *
 * @example
 * nearestWords('stpes', ['steps', 'version'], 1) // ['steps']
 */
export function nearestWords(word: string, words: Iterable<string>, limit: number): string[] {
  const wanted = word.toLowerCase();
  const distance = distanceFrom(wanted);
  const scored: { word: string; score: number }[] = [];
  for (const candidate of words) {
    const score = scoreOf(wanted, candidate.toLowerCase(), distance);
    if (score !== undefined) scored.push({ word: candidate, score });
  }
  return scored
    .sort((a, b) => a.score - b.score || (a.word < b.word ? -1 : 1))
    .slice(0, limit)
    .map((entry) => entry.word);
}

/** How many slips a word of this length may hold and still be recognised. */
export function reachOf(word: string): number {
  return Math.min(4, Math.max(1, Math.floor(word.length / 3)));
}

function scoreOf(wanted: string, candidate: string, distance: Distance): number | undefined {
  const reach = reachOf(wanted);
  // A word that goes on where the written one stops is as likely as one slip.
  const longer = candidate.length - wanted.length;
  if (wanted.length >= 3 && longer > 0 && longer <= wanted.length && candidate.startsWith(wanted)) {
    return 0.5 + longer / 10;
  }
  const slips = distance(candidate, reach);
  // A word of which nothing is left is another word.
  if (slips > reach || slips >= Math.max(wanted.length, candidate.length)) return undefined;
  return wanted[0] === candidate[0] ? slips : slips + 0.3;
}

/** Fills one row of the table of distances; gives its least entry. */
function fillRow(
  word: string,
  candidate: string,
  row: number,
  current: Uint16Array,
  previous: Uint16Array,
  before: Uint16Array,
): number {
  current[0] = row;
  let least = row;
  const letter = candidate.charCodeAt(row - 1);
  for (let column = 1; column <= word.length; column += 1) {
    const other = word.charCodeAt(column - 1);
    const replaced = (previous[column - 1] ?? 0) + (letter === other ? 0 : 1);
    let best = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced);
    const swapped =
      row > 1 &&
      column > 1 &&
      letter === word.charCodeAt(column - 2) &&
      candidate.charCodeAt(row - 2) === other;
    if (swapped) best = Math.min(best, (before[column - 2] ?? 0) + 1);
    current[column] = best;
    if (best < least) least = best;
  }
  return least;
}
