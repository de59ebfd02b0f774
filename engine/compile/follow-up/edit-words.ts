import type { Edit } from '../../model/options/value.ts';
import { splitClauses } from '../grammar/clauses.ts';
import { atomsOf } from './edits.ts';
import { clean } from './text.ts';
import { buildTokens } from '../grammar/tokens.ts';
import type { Understanding } from '../understanding.ts';

/** The words of a request and an edit that they led to; without words where no part of it led there alone. */
export interface WordsOfEdit {
  readonly words?: string;
  readonly edit: Edit;
}

/**
 * Which words of a sentence led to which edit, found by reading the sentence clause by clause: an edit belongs to the
 * clause with which it first appears. A sentence that a model read gives no words.
 *
 * @example
 * wordsOfEdits('enable docker and open port 80', edits, read)
 * // [{ words: 'enable docker', edit: virtualisation.docker.enable = true }, { words: 'open port 80', edit: … }]
 */
export function wordsOfEdits(
  sentence: string,
  edits: readonly Edit[],
  read: (sentence: string) => Understanding,
): readonly WordsOfEdit[] {
  const parts = clauseTexts(clean(sentence));
  const left = new Map(edits.flatMap(singleItems).map((edit) => [keyOf(edit), edit]));
  const found: WordsOfEdit[] = [];
  let end = '';
  for (const [at, { words, until }] of parts.entries()) {
    const meant = read(until);
    // "enable" of "install and enable docker" is nothing without what follows.
    end = end === '' ? words : `${end} ${words}`;
    if (meant.kind !== 'change' && at < parts.length - 1) continue;
    const here = meant.kind === 'change' ? atomsOf(meant.edits) : new Set<string>();
    for (const [key, edit] of left) {
      if (!here.has(key)) continue;
      found.push({ words: end, edit });
      left.delete(key);
    }
    end = '';
  }
  return [...found, ...[...left.values()].map((edit) => ({ edit }))];
}

/** Each clause as written, and the sentence up to its end. */
function clauseTexts(sentence: string): readonly { readonly words: string; readonly until: string }[] {
  const spans = splitClauses(buildTokens(sentence)).map((clause) => ({
    start: Math.min(...clause.map((token) => token.start)),
    end: Math.max(...clause.map((token) => token.end)),
  }));
  return spans.map(({ start, end }) => ({
    words: sentence.slice(start, end),
    until: sentence.slice(0, end),
  }));
}

function singleItems(edit: Edit): readonly Edit[] {
  return edit.items === undefined ? [edit] : edit.items.map((item) => ({ ...edit, items: [item] }));
}

function keyOf(edit: Edit): string {
  return [...atomsOf([edit])].join('\n');
}
