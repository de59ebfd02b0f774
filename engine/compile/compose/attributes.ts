import type { Edit, OptionPath } from '../../model/options/value.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { Context } from '../context.ts';
import { findPackage } from '../names/package-names.ts';
import { findModule } from '../names/module-names.ts';
import { wordList } from '../grammar/word-list.ts';
import { LANGUAGE } from '../language.ts';
import type { Composed } from './composed.ts';
import type { Polarity } from './fit.ts';
import { membersOf, type Named } from './module-scope.ts';
import { contentOf, isHard } from './said.ts';
import type { SaidAs } from './said-as.ts';
import { inOrder, rank, type Weighed, weigh } from './weigh.ts';
import { phrase } from '../values/items.ts';

/** Most attributes of one thing: real sentences have two or three. */
const MOST = 6;

/**
 * What the words around a thing say about it, each part an option of the thing: `on port 3001`, `as alice`, `with gzip`,
 * `that only listens on localhost`. All of the words must belong to a part.
 */
export function attributeEdits(rest: Clause, thing: Named, act: SaidAs['act'], context: Context): Composed {
  const version = versionEdit(rest, thing, context);
  const parts = partsOf(version === undefined ? rest : rest.slice(1)).filter(
    (part) => contentOf(part).length > 0,
  );
  if (parts.length > MOST) return { kind: 'offer', offers: [] };
  const edits: Edit[] = version === undefined ? [] : [version];
  let base = thing.base;
  for (let at = 0; at < parts.length;) {
    const found =
      shortestPart(parts, at, { ...thing, base }, act, context) ??
      shortestPart(parts, at, thing, act, context);
    if (found === undefined) {
      const [part = []] = parts.slice(at, at + 1);
      const other = otherThing(part, act, context);
      if (other === undefined)
        return {
          kind: 'offer',
          offers: nearParts(parts.slice(at).flat(), thing, act, context).map((edit) => [...edits, edit]),
        };
      edits.push(...other);
      at += 1;
      continue;
    }
    edits.push(found.edit);
    // "and its web interface on port 8113": the port is the interface's.
    if (found.edit.op === 'set' && found.edit.path.at(-1) === 'enable') base = found.edit.path.slice(0, -1);
    at += found.parts;
  }
  return { kind: 'read', edits, aside: [] };
}

/** `postgresql 12`: the version is a package of the module's own name. */
function versionEdit(rest: Clause, thing: Named, context: Context): Edit | undefined {
  const [version] = rest;
  const [name] = thing.words.slice(-1);
  if (
    version === undefined ||
    name === undefined ||
    version.start < name.end ||
    !/^v?\d+(?:\.\d+)*$/u.test(version.word)
  )
    return undefined;
  const path = [...thing.base, 'package'];
  const found =
    context.index.find(path)?.rest.length === 0 ? findPackage([name, version], context) : undefined;
  return found?.kind === 'package' ? { op: 'set', path, value: found.value } : undefined;
}

/** Another thing beside the first is switched as the first is. */
function otherThing(part: Clause, act: SaidAs['act'], context: Context): readonly Edit[] | undefined {
  if (act !== 'on' && act !== 'want') return undefined;
  const words = part.filter((token) => contentOf([token]).length > 0);
  if (
    !/^(?:with|and|plus|&|,|along|together|alongside|beside)$/u.test(part[0]?.word ?? '') ||
    words.some(isHard)
  )
    return undefined;
  const module = findModule(phrase(words), context.modules, context.index);
  return module.kind === 'one' ? [{ op: 'set', path: module.path, value: true }] : undefined;
}

interface Found {
  readonly edit: Edit;
  readonly parts: number;
}

function shortestPart(
  parts: readonly Clause[],
  at: number,
  thing: Named,
  act: SaidAs['act'],
  context: Context,
): Found | undefined {
  for (let to = at + 1; to <= Math.min(parts.length, at + 3); to += 1) {
    const edit = partEdit(parts.slice(at, to).flat(), thing, act, context);
    if (edit !== undefined) return { edit, parts: to - at };
  }
  return undefined;
}

/** The only option of the thing that explains all the words of a part. */
function partEdit(part: Clause, thing: Named, act: SaidAs['act'], context: Context): Edit | undefined {
  return asPlaced(onlyBest(inOrder(partsWeighed(part, thing, act, context).filter(isWhole))), act);
}

/** Options of the thing that explain all the words of a part but one. */
function nearParts(part: Clause, thing: Named, act: SaidAs['act'], context: Context): readonly Edit[] {
  const near = partsWeighed(part, thing, act, context).filter(
    ({ unexplained, unsaid, ownSaid }) => unexplained <= 1 && unsaid === 0 && ownSaid > 0,
  );
  const edits = new Map(inOrder(near).map(({ fit: { edit } }) => [JSON.stringify(edit), edit]));
  return [...edits.values()].slice(0, 2);
}

function partsWeighed(part: Clause, thing: Named, act: SaidAs['act'], context: Context): readonly Weighed[] {
  const without = part.some(({ word }) => word === 'without');
  const words = withMarkers(
    part.filter(({ word }) => word !== 'without'),
    context,
  );
  const polarities = polaritiesOf(act, without);
  const members = membersOf(thing.base, context.index).filter(({ path }) => !isSwitch(path, thing));
  return members.flatMap(({ option, path }) =>
    polarities.flatMap((polarity) =>
      weigh(option, path, words, polarity, context, { depth: thing.base.length }),
    ),
  );
}

/** The thing's own switch is no attribute of it. */
function isSwitch(path: OptionPath, { enable }: Named): boolean {
  return enable !== undefined && path.join('.') === enable.join('.');
}

/** "Move it to port 2022": a list of its ports is set, where it is not said that one comes along. */
export function asPlaced(edit: Edit | undefined, act: SaidAs['act']): Edit | undefined {
  const moves = edit?.op === 'add' && edit.path.at(-1) === 'ports' && act !== 'add' && act !== 'allow';
  return moves ? { op: 'set', path: edit.path, value: edit.items } : edit;
}

/** What the verb wants not to be. */
export function isOffAct(act: SaidAs['act']): boolean {
  return /^(?:off|not|forbid|remove|unwant)$/u.test(act);
}

/** "Change alice's shell" turns nothing on. */
function polaritiesOf(act: SaidAs['act'], without: boolean): readonly Polarity[] {
  if (without || isOffAct(act)) return ['off'];
  return act === 'set' || act === 'install' ? ['value'] : ['on', 'value'];
}

/** Everything explained, by names for the most part, and nobody's name left out. */
export function isWhole({ coverage, unexplained, unsaid, byText }: Weighed): boolean {
  return unexplained === 0 && unsaid === 0 && coverage >= 0.75 && byText <= 1;
}

/** How far the best must be before the next, where that is another change. */
const LEAD = 0.04;

export function onlyBest(list: readonly Weighed[]): Edit | undefined {
  const [best] = list;
  if (best === undefined) return undefined;
  const others = list.filter((one) => JSON.stringify(one.fit.edit) !== JSON.stringify(best.fit.edit));
  return others.some((other) => rank(best) - rank(other) < LEAD) ? undefined : best.fit.edit;
}

/** Prepositions say what a value is: "as alice" a user, "on 5000" a port, "every week" a date. */
function withMarkers(part: Clause, context: Context): Clause {
  return part.flatMap((token, at): Clause => {
    const before = part[at - 1]?.word ?? '';
    if (/^(?:as|by|under)$/u.test(before) && context.users.has(token.word))
      return [wordOf('user', token), token];
    if (/^(?:on|at)$/u.test(before) && /^\d{2,5}$/u.test(token.word)) return [wordOf('port', token), token];
    return [token];
  });
}

function wordOf(word: string, { start }: Clause[number]): Clause[number] {
  return { kind: 'word', word, text: word, start, end: start };
}

/** Cut before each word that begins an attribute. */
function partsOf(rest: Clause): readonly Clause[] {
  const parts: Clause[number][][] = [[]];
  for (const token of rest) {
    if (token.kind === 'separator' || (token.kind === 'word' && MARKERS.has(token.word))) parts.push([token]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter(({ length }) => length > 0);
}

const MARKERS: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.markers));
