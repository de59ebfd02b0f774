import { isPkgs, type Edit } from '../../model/options/value.ts';
import type { Context } from '../context.ts';
import { isOffAct, isWhole, asPlaced, onlyBest } from './attributes.ts';
import type { Composed } from './composed.ts';
import type { Polarity } from './fit.ts';
import { findByWords } from './option-words.ts';
import { contentOf } from './said.ts';
import type { SaidAct, SaidAs } from './said-as.ts';
import { stem } from './stem.ts';
import { inOrder, rank, type Weighed, weigh } from './weigh.ts';

/** How many options are looked at closely. */
const MOST_CANDIDATES = 80;
/** Most changes that a question offers. */
const MOST_OFFERED = 3;

/** The option whose words explain the whole clause; else those that explain most of it. */
export function settingOf({ act, words, verb }: SaidAs, context: Context): Composed {
  const content = contentOf(words);
  if (content.length === 0 || content.length > 12) return { kind: 'offer', offers: [] };
  const stems = content.map(({ word, text }) => stem(word === '' ? text : word));
  const candidates = findByWords(stems, context.index, MOST_CANDIDATES);
  const list = candidates.flatMap((option) =>
    option.turns === undefined
      ? polaritiesOf(act).flatMap((polarity) => weigh(option, option.path, words, polarity, context))
      : weigh(option, option.path, [...verb, ...words], 'on', context),
  );
  const ordered = inOrder(list);
  const whole = ordered.filter((one) => isWhole(one) && isNamed(one));
  const edit = asPlaced(onlyBest(whole), act);
  if (edit !== undefined) return { kind: 'read', edits: [edit], aside: [] };
  return { kind: 'offer', offers: offersOf(ordered) };
}

function polaritiesOf(act: SaidAct): readonly Polarity[] {
  if (isOffAct(act)) return ['off'];
  // "Change the shell" turns nothing on.
  return act === 'install' || act === 'set' ? ['value'] : ['on', 'value'];
}

/** A name of two words is one of its own; a short one ("port", "user") is one only with what it belongs to. */
function isNamed({ ownSaid, unsaidAround, hasModule }: Weighed): boolean {
  return hasModule && (unsaidAround === 0 || (ownSaid > 1 && unsaidAround <= 2));
}

/** What explains most of the words is worth asking about. */
const FLOOR = 0.4;

/** It must be named, by what it belongs to or by all of its own name, and not by a word of its description alone. */
function isWorthAsking({
  hasModule,
  hintsModule,
  unsaid,
  ownSaid,
  unexplained,
  option,
  fit,
}: Weighed): boolean {
  if (fit.edit.op === 'set' && isPkgs(fit.edit.value) && !/package$/iu.test(option.path.at(-1) ?? ''))
    return false;
  if (hintsModule && unexplained === 0 && unsaid <= 1) return true;
  return unexplained <= 1 && (hasModule ? unsaid === 0 || ownSaid > 0 : unsaid === 0 && ownSaid > 1);
}

function offersOf(ordered: readonly Weighed[]): readonly (readonly Edit[])[] {
  const best = ordered.filter((one) => rank(one) >= FLOOR && isWorthAsking(one));
  const edits = new Map(best.map(({ fit }) => [JSON.stringify(fit.edit), [fit.edit]] as const));
  return [...edits.values()].slice(0, MOST_OFFERED);
}
