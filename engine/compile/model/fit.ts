import { byteLength } from './tokens.ts';

/** A part of a section that is there as a whole or not at all. */
export interface Item {
  readonly text: string;
  /** Where it stands among those that are there; by default where it stands in the list. */
  readonly place?: number;
}

/** A kind of facts. Its items are listed best first. */
export interface Section {
  readonly name: string;
  readonly items: readonly Item[];
  /** Part of the room that it may take before the others had theirs, 0 to 1. */
  readonly share: number;
  /** Number of parts that were left out before. */
  readonly hidden?: number;
}

export interface FittedSection {
  readonly name: string;
  readonly text: string;
}

/**
 * Chooses what fits into `room` bytes. Sections come in the order of their weight: each takes its share first, and then
 * in the same order what the others left. A section that nothing is left of is not there.
 */
export function fitSections(sections: readonly Section[], room: number): readonly FittedSection[] {
  const chosen = sections.map(() => new Set<Item>());
  let left = room;
  const take = (index: number, section: Section, limit: number): void => {
    const own = chosen[index] ?? new Set();
    let allowed = Math.min(limit, left);
    for (const item of section.items) {
      const size = byteLength(item.text) + 1 + (own.size === 0 ? frameSize(section) : 0);
      if (own.has(item) || size > allowed) continue;
      own.add(item);
      allowed -= size;
      left -= size;
    }
  };
  for (const [index, section] of sections.entries()) take(index, section, Math.floor(room * section.share));
  for (const [index, section] of sections.entries()) take(index, section, left);
  return sections.flatMap((section, index) => {
    const own = chosen[index] ?? new Set();
    return own.size === 0 ? [] : [{ name: section.name, text: render(section, own) }];
  });
}

function render({ items, hidden = 0 }: Section, chosen: ReadonlySet<Item>): string {
  const placed = items.map((item, at) => ({ item, place: item.place ?? at }));
  const shown = placed.filter(({ item }) => chosen.has(item)).sort((one, two) => one.place - two.place);
  const text = shown.map(({ item }) => item.text).join('\n');
  const missing = items.length - shown.length + hidden;
  return missing === 0 ? text : `${text}\n${omitted(missing)}`;
}

function omitted(count: number): string {
  return `(${count} more left out)`;
}

/** The marks around a section, and the line that says what is left out. */
function frameSize({ name, items, hidden = 0 }: Section): number {
  return 2 * '<data-00000000>'.length + name.length + 8 + omitted(items.length + hidden).length;
}
