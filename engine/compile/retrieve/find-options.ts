import type { OptionIndex } from '../../model/options/option-index.ts';
import type { OptionDeclaration } from '../../model/options/option.ts';
import { alike } from '../compose/alike.ts';
import { type OptionWords, wordsOfOption } from '../compose/option-words.ts';
import { splitName, stem } from '../compose/stem.ts';

/** An option that some words may be about, and how much of them it explains. */
export interface FoundOption {
  readonly option: OptionWords;
  /** BM25: higher is better; comparable within one search. */
  readonly score: number;
}

/**
 * The options that words may be about, best first, by BM25 over their names (which count most), the values they take, their
 * descriptions, and the description of the package that a module is named after. It proposes and never decides.
 *
 * @param words - Stems.
 */
export function findOptions(
  words: readonly string[],
  index: OptionIndex,
  limit: number,
): readonly FoundOption[] {
  const { options, lengths, postings, mean } = textsOf(index);
  const scores = new Map<number, number>();
  for (const word of new Set(words)) {
    for (const other of alike(word)) {
      const list = postings.get(other);
      if (list === undefined || list.length / 2 > MOST_HITS) continue;
      const rare = Math.log(1 + (options.length - list.length / 2 + 0.5) / (list.length / 2 + 0.5));
      const share = other === word ? 1 : 0.5;
      for (let at = 0; at < list.length; at += 2) {
        const [document = 0, weight = 0] = [list[at], list[at + 1]];
        const length = (lengths[document] ?? mean) / mean;
        const gain = (weight * (K + 1)) / (weight + K * (1 - B + B * length));
        scores.set(document, (scores.get(document) ?? 0) + share * rare * gain);
      }
    }
  }
  return [...scores]
    .sort(([left, a], [right, b]) => b - a || (lengths[left] ?? 0) - (lengths[right] ?? 0))
    .slice(0, limit)
    .flatMap(([at, score]) => {
      const option = options[at];
      return option === undefined ? [] : [{ option: wordsOfOption(option), score }];
    });
}

const K = 1.2;
const B = 0.6;
/** A word of more options than this says nothing. */
const MOST_HITS = 2_500;
const WEIGHTS = { own: 3, around: 1.5, value: 2, text: 1, package: 0.6 } as const;

interface Texts {
  readonly options: readonly OptionDeclaration[];
  readonly lengths: readonly number[];
  readonly mean: number;
  /** Of each stem the options that have it, and with what weight, in turn. */
  readonly postings: ReadonlyMap<string, readonly number[]>;
}

const TEXTS = new WeakMap<OptionIndex, Texts>();

function textsOf(index: OptionIndex): Texts {
  const known = TEXTS.get(index) ?? readTexts(index);
  TEXTS.set(index, known);
  return known;
}

function readTexts(index: OptionIndex): Texts {
  const options = index.options.filter(({ name, readOnly }) => readOnly !== true && !/[<*]/u.test(name));
  const postings = new Map<string, number[]>();
  const lengths = options.map((option, at) => {
    const weights = weightsOf(option, index);
    for (const [word, weight] of weights) {
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [at, weight]);
      else list.push(at, weight);
    }
    return weights.size;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return { options, lengths, postings, mean };
}

function weightsOf(option: OptionDeclaration, index: OptionIndex): ReadonlyMap<string, number> {
  const { own, around } = wordsOfOption(option);
  const weights = new Map<string, number>();
  const add = (words: readonly string[], weight: number): void => {
    for (const word of words) weights.set(word, Math.max(weights.get(word) ?? 0, weight));
  };
  const parts = option.name.split('.');
  const named = parts.at(-1) === 'enable' ? index.package(parts.at(-2) ?? '')?.description : undefined;
  add(splitName(named ?? '').map(stem), WEIGHTS.package);
  add(splitName(option.description ?? '').map(stem), WEIGHTS.text);
  add(
    (option.tree.values ?? []).flatMap((value) => splitName(String(value)).map(stem)),
    WEIGHTS.value,
  );
  add(around, WEIGHTS.around);
  add(own, WEIGHTS.own);
  return weights;
}
