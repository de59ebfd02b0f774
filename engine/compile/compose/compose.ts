import { joinOptionPath } from '../../model/options/option.ts';
import type { Edit } from '../../model/options/value.ts';
import { type Clause, verbLength } from '../grammar/clauses.ts';
import type { ClauseReading, Context } from '../context.ts';
import { attributeEdits } from './attributes.ts';
import type { Composed } from './composed.ts';
import { type Named, thingsNamed } from './module-scope.ts';
import { reference, SYSTEM_PACKAGES } from '../names/package-names.ts';
import { STRUCTURE } from '../grammar/lexicon.ts';
import { isTurnedOff } from './polarity.ts';
import { isHard } from './said.ts';
import { asWord, type SaidAs, readingsOfClause } from './said-as.ts';
import { settingOf } from './setting.ts';
import { withoutTail } from './tail.ts';

/** How a clause is read by the rules. */
export type ReadByRules = (clause: Clause) => readonly ClauseReading[] | undefined;

/**
 * Reads a clause that no rule covers: as a rule would read it in other words, as a thing with attributes, or as the
 * option whose words explain all of it. Every word must be explained; what is explained in part only is offered.
 */
export function composeClause(written: Clause, context: Context, byRules: ReadByRules): Composed {
  const clause = written.filter(({ kind, word }, at) => kind !== 'word' || word !== written[at - 1]?.word);
  const offers: (readonly Edit[])[] = [];
  // What is taken back twice is not read by its parts.
  if (isTurnedOff(clause) === undefined) return { kind: 'offer', offers };
  if (isRemark(clause)) return { kind: 'read', edits: [], aside: clause };
  for (const { clause: head, tail, asks } of [
    { clause, tail: [], asks: false },
    ...withoutTail(clause, context),
  ]) {
    const read = composeHead(head, context, byRules, tail.length > 0);
    if (read.kind === 'read' && asks) offers.push(read.edits);
    else if (read.kind === 'read')
      return isOffAlready(read.edits, context)
        ? { kind: 'offer', offers: [read.edits] }
        : { ...read, aside: tail };
    else offers.push(...read.offers);
  }
  const off = isTurnedOff(clause) === true;
  return {
    kind: 'offer',
    offers: offers.filter((edits) => !off || !edits.some(({ value }) => value === true)),
  };
}

function composeHead(clause: Clause, context: Context, byRules: ReadByRules, cut: boolean): Composed {
  const plain = cut ? editsOf(byRules(clause)) : undefined;
  if (plain !== undefined) return { kind: 'read', edits: plain, aside: [] };
  const restricted = withoutOnly(clause, context);
  const forSome = restricted === undefined ? undefined : editsOf(byRules(restricted));
  if (forSome?.every(({ path }) => path[1] === 'users') === true)
    return { kind: 'read', edits: forSome, aside: [] };
  const offers: (readonly Edit[])[] = [];
  for (const said of readingsOfClause(clause)) {
    const other = inOtherWords(said, byRules) ?? bareList(said, context);
    if (other !== undefined) return { kind: 'read', edits: other, aside: [] };
    const read = composeSaid(said, context);
    if (read.kind === 'read') return read;
    offers.push(...read.offers);
  }
  return { kind: 'offer', offers };
}

/** "Only for bob": what is given to him is given to nobody else. */
function withoutOnly(clause: Clause, { users }: Context): Clause | undefined {
  const at = clause.findIndex(
    ({ word }, place) =>
      /^(?:only|just)$/u.test(word) &&
      clause[place + 1]?.word === 'for' &&
      users.has(clause[place + 2]?.word ?? ''),
  );
  return at < 0 ? undefined : clause.filter((_, place) => place !== at);
}

/** The verb said as the rules know it: `grab ripgrep` is `install ripgrep`. */
const AS_RULES_SAY: Readonly<Partial<Record<SaidAs['act'], string>>> = {
  on: 'enable',
  off: 'disable',
  not: 'disable',
  install: 'install',
  remove: 'remove',
  want: 'want',
};

function inOtherWords({ act, words }: SaidAs, byRules: ReadByRules): readonly Edit[] | undefined {
  const verb = AS_RULES_SAY[act];
  // "Never open" has a verb of its own.
  return verb === undefined || verbLength(words) > 0
    ? undefined
    : editsOf(byRules([asWord(verb, words[0]?.start ?? 0), ...words]));
}

/** "This is a VM", "I have a laptop": a fact, and nothing that is wanted. */
function isRemark(clause: Clause): boolean {
  const text = clause.map(({ word }) => word).join(' ');
  const fact =
    /^(?:this (?:machine |computer |box |host |server )?is|this runs|i have|we have|i am|we are|there is|there are|it is|it has|i run|i own)\b/u.test(
      text,
    );
  return (
    fact &&
    !/\b(?:should|must|has to|have to|needs?|want|too|no|not|never|only|off|wrong|broken|slow)\b/u.test(
      text,
    ) &&
    !clause.some(isHard)
  );
}

/** `ripgrep exa fd tree`: packages side by side, each of them one by itself. */
function bareList({ act, words }: SaidAs, context: Context): readonly Edit[] | undefined {
  if (act !== 'install' && act !== 'want') return undefined;
  const names = words.filter(({ kind, word }) => kind !== 'separator' && !LIST_WORDS.has(word));
  if (names.some(({ word }) => STRUCTURE.has(word))) return undefined;
  const items = names.map((token) =>
    token.kind === 'word' && context.index.package(token.text) !== undefined
      ? reference(token.text)
      : undefined,
  );
  if (names.length < 3 || !items.every((item) => item !== undefined)) return undefined;
  return [{ op: 'add', path: SYSTEM_PACKAGES, items }];
}

const LIST_WORDS: ReadonlySet<string> = new Set(
  'all of these those following packages programs tools'.split(' '),
);

/** What is off already may be spoken of for another reason. */
function isOffAlready(edits: readonly Edit[], { facts }: Context): boolean {
  return edits.every(
    ({ value, path }) =>
      value === false && path.at(-1) === 'enable' && facts.value(joinOptionPath(path)) !== true,
  );
}

function editsOf(readings: readonly ClauseReading[] | undefined): readonly Edit[] | undefined {
  if (readings === undefined || readings.length === 0) return undefined;
  const edits = readings.flatMap((reading) => (reading.kind === 'edits' ? reading.edits : []));
  return readings.every(({ kind }) => kind === 'edits') && edits.length > 0 ? edits : undefined;
}

function composeSaid(said: SaidAs, context: Context): Composed {
  const things = thingsNamed(said.words, context);
  const offers: (readonly Edit[])[] = [];
  for (const thing of [...things, ...meantBefore(said, context)]) {
    const read = aboutThing(thing, said, context);
    if (read.kind === 'read') return said.act === 'want' ? runOrHave(read, context) : read;
    offers.push(...read.offers);
  }
  const setting = settingOf(said, context);
  if (setting.kind === 'read') return said.act === 'want' ? runOrHave(setting, context) : setting;
  return { kind: 'offer', offers: [...offers, ...setting.offers] };
}

/** To run something and to have its program are two things, where nothing more is said of it. */
function runOrHave(read: Composed & { kind: 'read' }, { index }: Context): Composed {
  const [edit, ...more] = read.edits;
  const name = edit?.value === true && edit.path.at(-1) === 'enable' ? edit.path.at(-2) : undefined;
  if (name === undefined || more.length > 0 || index.package(name) === undefined) return read;
  return {
    kind: 'offer',
    offers: [read.edits, [{ op: 'add', path: SYSTEM_PACKAGES, items: [reference(name)] }]],
  };
}

/** "Open its ports": what the clause before was about. */
function meantBefore({ words }: SaidAs, context: Context): readonly Named[] {
  const [last, ...others] = context.last;
  if (
    last === undefined ||
    others.length > 0 ||
    !/\b(?:its|their|for it|for them|of it)\b/u.test(words.map(({ word }) => word).join(' '))
  )
    return [];
  return thingsNamed(last, context).map((thing) => ({ ...thing, from: 0, to: 0 }));
}

/** Something named with what is said about it. */
function aboutThing(thing: Named, sentence: SaidAs, context: Context): Composed {
  const { act, words: said, verb } = sentence;
  const before = thing.to === 0;
  // The verb is part of what is said about it: "open its ports", "join the network".
  const words = (before && act !== 'set') || act === 'join' ? [...verb, ...said] : said;
  const shift = words.length - said.length;
  // "The status page of nginx" is about the page.
  const partOf =
    /^(?:of|in|for|inside|within)$/u.test(words[thing.from + shift - 1]?.word ?? '') ||
    words[thing.to + shift]?.word === "'s";
  const switches = before || partOf ? [] : switchEdits(thing, sentence, context);
  if (switches === undefined && /^(?:off|not|unwant)$/u.test(act)) return { kind: 'offer', offers: [] };
  const [from, to] = before ? [0, 0] : [thing.from + shift, thing.to + shift];
  const rest = [...words.slice(0, from), ...words.slice(to)];
  const read = attributeEdits(rest, thing, act, context);
  const first = switches ?? [];
  if (read.kind === 'offer') {
    const offers = [
      ...read.offers.map((edits) => [...first, ...edits]),
      ...(first.length > 0 ? [first] : []),
    ];
    return { kind: 'offer', offers };
  }
  // Only the name of something says nothing of what is to be done with it.
  if (act === 'none' && (read.edits.length === 0 || from !== 0)) return { kind: 'offer', offers: [] };
  // "Enable it and jenkins" is about two things.
  const pronoun =
    !before &&
    said.slice(0, thing.from).some(({ word }) => /^(?:it|them|this|that|these|those|both)$/u.test(word));
  if (pronoun) return { kind: 'offer', offers: [] };
  const edits = [...first, ...read.edits];
  return edits.length === 0
    ? { kind: 'offer', offers: [] }
    : { kind: 'read', edits, aside: [], things: [before ? (context.last[0] ?? []) : thing.words] };
}

/** What the verb says of the thing itself. */
function switchEdits(
  { enable, from, to }: Named,
  { act, verb, words }: SaidAs,
  { facts }: Context,
): readonly Edit[] | undefined {
  if (enable === undefined) return undefined;
  // "Gitea on port 3333": what is named first, with what is to be so about it, is wanted.
  const runs = verb[0]?.word === 'let' && words.slice(to).some(({ word }) => /^(?:run|start)$/u.test(word));
  const uses = runs || (act === 'set' && from === 0 && /^(?:use|have|get)$/u.test(verb[0]?.word ?? ''));
  const joins = (act === 'join' || act === 'none' || uses) && facts.value(joinOptionPath(enable)) !== true;
  return act === 'on' || act === 'want' || joins ? [{ op: 'set', path: enable, value: true }] : undefined;
}
