/** Something with a size that wants to be at a place. */
export interface Wish {
  /** The middle that is wanted. */
  readonly at: number;
  readonly size: number;
}

/**
 * Middles that keep the order of the wishes and a gap between neighbours, and are as near to what was wished as can be
 * (least squares: neighbours that collide are moved together). None begins above `top`.
 *
 * @example
 * spread([{ at: 50, size: 10 }, { at: 50, size: 10 }], 4, 0)   // [43, 57]
 */
export function spread(wishes: readonly Wish[], gap: number, top: number): readonly number[] {
  // Without the room that those above need, the order alone is left to be kept.
  let used = 0;
  const offsets = wishes.map(({ size }) => {
    const offset = used + size / 2;
    used += size + gap;
    return offset;
  });
  const blocks: { sum: number; count: number }[] = [];
  wishes.forEach(({ at }, index) => {
    let block = { sum: at - (offsets[index] ?? 0), count: 1 };
    for (let last = blocks.at(-1); last !== undefined && mean(last) > mean(block); last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count };
    }
    blocks.push(block);
  });
  return blocks
    .flatMap((block) => Array.from({ length: block.count }, () => Math.max(top, mean(block))))
    .map((place, index) => place + (offsets[index] ?? 0));
}

function mean(block: { readonly sum: number; readonly count: number }): number {
  return block.sum / block.count;
}
