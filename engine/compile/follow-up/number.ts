import { atomsOf, same, type Atom } from './edits.ts';
import type { LastPlan } from './said.ts';
import type { SentenceReading } from './settle.ts';
import { clean } from './text.ts';

/** The last request with one of its numbers replaced by the number of the line, and nothing else changed. */
export function swapNumber(body: string, plan: LastPlan): readonly SentenceReading[] {
  const to = /\d+/u.exec(body)?.[0] ?? '';
  const sentence = clean(plan.sentence);
  const base = atomsOf(plan.edits);
  return [...sentence.matchAll(NUMBER)].flatMap(({ 0: from, index }) => {
    const wanted = new Set([...base].map((atom) => swap(atom, from, to)));
    const swapped = `${sentence.slice(0, index)}${to}${sentence.slice(index + from.length)}`;
    return from === to
      ? []
      : [{ sentence: swapped, fits: (atoms: ReadonlySet<Atom>) => same(atoms, wanted) }];
  });
}

/** Numbers that stand for themselves in a sentence. */
export function numbersOf(sentence: string): readonly string[] {
  return [...sentence.matchAll(NUMBER)].map(([number]) => number);
}

const NUMBER = /(?<![\w.:/-])\d+(?![\w-]|[.:]\d)/gu;

/** A number as a value: of JSON, or as text of its own. */
export function swap(atom: Atom, from: string, to: string): Atom {
  return atom.replaceAll(new RegExp(`(?<=[[,:"])${from}(?=[\\],}"])`, 'gu'), to);
}
