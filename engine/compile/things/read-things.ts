import { type ClauseReading, type Context, hasArticleBefore, type Words } from '../context.ts';
import type { Clause } from '../grammar/clauses.ts';
import { type SaidAct, type SaidAs, readingsOfClause } from '../compose/said-as.ts';
import { STRUCTURE } from '../grammar/lexicon.ts';
import { findModule } from '../names/module-names.ts';
import { findPackage } from '../names/package-names.ts';
import { askQuestion } from '../understanding.ts';
import { phrase, splitItems } from '../values/items.ts';
import { installFor, installForUsers } from './installed.ts';
import { isReason } from '../compose/vocabulary.ts';
import { withoutKinds } from './kinds-of-things.ts';
import { readSwap } from './replacement.ts';
import { switchModule } from './switched.ts';
import { askWhether, eachThing, unwantThing, wantThing } from './wanted.ts';

/**
 * What is said of modules and packages by their names: on, off, wanted, installed, for whom, and one in the place of
 * another. Nothing where a word is neither a name nor one of these.
 *
 * @example
 * readThings(words of `docker can go`, context)   // virtualisation.docker.enable = false
 */
export function readThings(clause: Clause, context: Context): ClauseReading | undefined {
  const replaced = readSwap(clause, context, (part) => readThings(part, context));
  if (replaced !== undefined) return replaced;
  const person = forPerson(clause, context);
  if (person !== undefined) return person;
  for (const said of readingsOfClause(clause)) {
    const read = readAct(said, context);
    if (read !== undefined) return read;
  }
  return undefined;
}

function readAct(
  { act, words: written, verb, unlessOn, bare }: SaidAs,
  context: Context,
): ClauseReading | undefined {
  const words = trimmed(written, act, context);
  if (words.length === 0 || (bare === true && !areModules(words, context))) return undefined;
  switch (act) {
    case 'on':
    case 'off':
      return unlessOn === true && !isOn(words, context)
        ? undefined
        : eachThing(words, context, (thing) => switchModule(thing, context, act === 'on'));
    case 'add':
      return /^(?:add|append|include|put)$/u.test(verb[0]?.word ?? '')
        ? installed(words, 'add', context)
        : undefined;
    case 'install':
    case 'remove':
      return installed(words, act === 'remove' ? 'remove' : 'add', context);
    case 'want':
      return wanted(words, verb, context);
    case 'not':
      return verb[0]?.word === 'no' && isSameAsLast(words, context)
        ? eachThing(words, context, unwantThing)
        : undefined;
    case 'unwant':
      return eachThing(words, context, unwantThing);
    case 'update':
      return hasStructure(words)
        ? undefined
        : askQuestion('Packages are upgraded together, with the system. Upgrade it?', ['upgrade the system']);
    case 'keep':
      return eachThing(words, context, known);
    case 'do-with':
      return askWhether(words, context);
    default:
      return undefined;
  }
}

/** "Get htop" is "install htop"; to use something as a kind of thing is to have it run. */
function wanted(words: Words, verb: Words, context: Context): ClauseReading | undefined {
  if (verb.length === 1 && verb[0]?.word === 'get') return installed(words, 'add', context);
  const plain = withoutKinds(words);
  const isProgram = /(?:editor|browser|shell)$/u.test(words.at(-1)?.word ?? '');
  if (plain.length < words.length && !isProgram)
    return eachThing(plain, context, (thing) => switchModule(thing, context, true));
  return hasStructure(plain) && !areModules(plain, context)
    ? undefined
    : eachThing(plain, context, wantThing);
}

/** Behind something else, "no" may take that back: "enable nginx, no docker". */
function isSameAsLast(words: Words, context: Context): boolean {
  return areModules(words, context) && context.last.every((last) => phrase(last) === phrase(words));
}

/** Names of modules of this host and nothing else. */
function areModules(words: Words, { modules, index }: Context): boolean {
  const isOne = (name: Words): boolean => findModule(phrase(name), modules, index).kind === 'one';
  return isOne(words) || splitItems(words)?.every(isOne) === true;
}

/** Words that say nothing more of a thing: `at boot`, `instead` of what was named before, `here`. */
function trimmed(said: Words, act: SaidAct, context: Context): Words {
  const instead = context.last.length > 0 && /^instead$/u.test(said.at(-1)?.word ?? '');
  const words = instead ? said.slice(0, -1) : said;
  const text = words.map(({ word }) => word).join(' ');
  const tail =
    /(?: (?:automatically )?(?:at|on|during) (?:every |system )?(?:boot|startup|start)| automatically| now| anymore| any more| any longer| here)$/u.exec(
      text,
    )?.[0];
  const count = tail === undefined || act === 'keep' ? 0 : tail.trim().split(' ').length;
  const cut = words.slice(0, words.length - count);
  const from = cut.findIndex(({ kind }) => kind !== 'separator');
  const to = cut.findLastIndex(({ kind }) => kind !== 'separator');
  return from < 0 ? [] : cut.slice(from, to + 1);
}

function hasStructure(words: Words): boolean {
  return words.some(({ kind, word }) => kind === 'word' && STRUCTURE.has(word));
}

function isOn(words: Words, context: Context): boolean {
  const items = splitItems(words) ?? [];
  return (
    items.length > 0 &&
    items.every((item) => {
      const module = findModule(phrase(item), context.modules, context.index);
      return module.kind === 'one' && context.facts.value(module.path.join('.')) === true;
    })
  );
}

const EVERYBODY =
  /^(?:(?:for|to|in|into|from) )?(?:everyone|everybody|all users|all|system packages|system|packages|system package list|systempackages|list of (?:installed )?(?:packages|programs)|system wide|systemwide|system-wide|globally)$/u;

/** `… for bob`, `… system wide`: for whom something is installed stands at the end. */
function installed(words: Words, op: 'add' | 'remove', context: Context): ClauseReading | undefined {
  const bare = words.filter(
    ({ word }, at) => at > 0 || !/^(?:package|packages|program|programs|also)$/u.test(word),
  );
  const rest = bare.length === 0 ? words : bare;
  const supported = phrase(rest).startsWith('support for ')
    ? rest.slice(2)
    : rest.at(-1)?.word === 'support'
      ? rest.slice(0, -1)
      : [];
  if (supported.length > 0 && op === 'add')
    return eachThing(supported, context, (thing) => switchModule(thing, context, true));
  for (let at = 1; at < rest.length; at += 1) {
    if (EVERYBODY.test(phrase(rest.slice(at)))) return eachThing(rest.slice(0, at), context, installFor(op));
  }
  const at = rest.findLastIndex(({ word }, place) => place > 0 && /^(?:for|from|on|to)$/u.test(word));
  if (at > 0) {
    const who = rest
      .slice(at + 1)
      .filter(
        ({ word }, place) =>
          !(place === 0 && /^(?:user|users)$/u.test(word)) &&
          word !== 'only' &&
          word !== "'s" &&
          word !== 'packages',
      );
    // "For development" says why.
    const [one] = who;
    const isOther =
      one !== undefined &&
      !context.users.has(one.word) &&
      (isReason(phrase(who)) || hasArticleBefore(one, context));
    if (who.length === 1 && isOther) return undefined;
    const read = installForUsers(rest.slice(0, at), who, op, context);
    if (read !== undefined) return read;
  }
  return eachThing(rest, context, installFor(op));
}

/** "Alice needs htop": a program, and nothing that would have to run. */
function forPerson(clause: Clause, context: Context): ClauseReading | undefined {
  const at = clause.findIndex(({ word }) =>
    /^(?:needs?|wants?|gets?|should|must|would|has|have|uses?|likes?)$/u.test(word),
  );
  const who = splitItems(clause.slice(0, Math.max(0, at)).filter(({ word }) => word !== 'user')) ?? [];
  if (at < 1 || !who.every((name) => name.length === 1 && context.users.has(phrase(name)))) return undefined;
  const from = clause.findIndex(
    ({ kind, word }, place) =>
      place > at &&
      (kind === 'quoted' ||
        !/^(?:to|have|get|use|has|also|like|the|program|package|a|an|be|able)$/u.test(word)),
  );
  const things = from < 0 ? [] : (splitItems(clause.slice(from)) ?? []);
  const isProgram = (words: Words): boolean =>
    !hasStructure(words) && !runs(words, context) && findPackage(words, context).kind === 'package';
  return things.length > 0 && things.every(isProgram)
    ? installForUsers(
        clause.slice(from),
        clause.slice(0, at).filter(({ word }) => word !== 'user'),
        'add',
        context,
      )
    : undefined;
}

function runs(words: Words, { modules, index }: Context): boolean {
  const module = findModule(phrase(words), modules, index);
  return module.kind === 'several' || (module.kind === 'one' && module.path[0] !== 'programs');
}

/** Keeping what is there changes nothing, but the thing must be known: "keep the firewall". */
function known(words: Words, context: Context): ClauseReading | undefined {
  return findModule(phrase(words), context.modules, context.index).kind === 'one'
    ? { kind: 'edits', edits: [] }
    : undefined;
}
