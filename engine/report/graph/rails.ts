/** A shared vertical line: where edges come in from the left, and where it leads. */
export interface Line {
  readonly to: string;
  readonly sources: readonly number[];
  readonly target: number;
  /** To a box on the right, or back to one on the left. */
  readonly side: 'left' | 'right';
}

/**
 * Shared lines from left to right, so that few edges cross: neighbours change places as long as that helps.
 *
 * @example
 * orderRails([{ to: 'a', sources: [10], target: 90, side: 'right' }, …]).map((line) => line.to)
 */
export function orderRails(lines: readonly Line[]): readonly Line[] {
  const ordered = lines.toSorted((a, b) => a.target - b.target);
  for (let changed = true; changed;) {
    changed = false;
    for (let index = 0; index + 1 < ordered.length; index += 1) {
      const [left, right] = [ordered[index], ordered[index + 1]];
      if (left === undefined || right === undefined) continue;
      if (crossings(right, left) >= crossings(left, right)) continue;
      ordered[index] = right;
      ordered[index + 1] = left;
      changed = true;
    }
  }
  return ordered;
}

/** How often edges of two lines cross when one is left of the other. */
export function crossings(left: Line, right: Line): number {
  const incoming = right.sources.filter((at) => isWithin(at, left)).length;
  const forth = left.side === 'right' && isWithin(left.target, right) ? 1 : 0;
  const back = right.side === 'left' && isWithin(right.target, left) ? 1 : 0;
  return incoming + forth + back;
}

function isWithin(at: number, line: Line): boolean {
  const all = [...line.sources, line.target];
  return at > Math.min(...all) && at < Math.max(...all);
}
