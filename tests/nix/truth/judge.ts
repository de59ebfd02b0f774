import { assertNever } from '../../../engine/model/outcome.ts';
import type { Edit, NixValue } from '../../../engine/model/options/value.ts';
import { isList } from '../../../engine/model/options/value.ts';
import { evaluateAll, keyOf, type Request } from './evaluate.ts';
import { generateCase, type TruthCase } from './generate-tree.ts';
import { Draw } from './draw.ts';
import { isItem, listOf, playCase, wantedRequest, type Word } from './play-case.ts';

/** A case of which the tool says what Nix does not. */
export interface Untruth {
  readonly seed: number;
  readonly wrong: string;
  readonly edit: Edit;
  readonly tree: TruthCase['tree'];
  readonly word: Word;
}

export interface Judgement {
  readonly untruths: readonly Untruth[];
  /** How often which word was said; of refusals by their code. */
  readonly words: Readonly<Record<string, number>>;
}

interface Played {
  readonly seed: number;
  readonly truthCase: TruthCase;
  readonly word: Word;
}

type Values = Readonly<Record<string, unknown>>;

/** Draws cases by their seeds, lets the tool say its word, and holds it against what real Nix evaluates. */
export async function judgeCases(seeds: readonly number[]): Promise<Judgement> {
  const played = await playAll(seeds);
  const before = evaluateAll(played.map(({ truthCase: { tree } }) => ({ tree })));
  const sound = played.flatMap((each) => {
    const values = valuesOf(before.get(keyOf({ tree: each.truthCase.tree })));
    return values === undefined ? [] : [{ ...each, values }];
  });
  const questions = sound.flatMap(({ truthCase, word, values }) =>
    word.kind !== 'done'
      ? []
      : [{ tree: word.tree }, wantedRequest(truthCase, valueAt(values, truthCase.edit.path))],
  );
  const told = evaluateAll(questions);
  const untruths: Untruth[] = [];
  const words: Record<string, number> = {};
  for (const { seed, truthCase, word, values } of sound) {
    const name = nameOfWord(word);
    words[name] = (words[name] ?? 0) + 1;
    const wrong = whatIsWrong(truthCase, word, values, told);
    if (wrong !== undefined) untruths.push({ seed, wrong, ...truthCase, word });
  }
  return { untruths, words };
}

/** Every case is played again with more that Nix has told, until it asks nothing further. */
async function playAll(seeds: readonly number[]): Promise<readonly Played[]> {
  const done: Played[] = [];
  const told = new Map<string, unknown>();
  let open = seeds.map((seed) => ({ seed, truthCase: generateCase(new Draw(seed)) }));
  while (open.length > 0) {
    const words = [];
    for (const each of open) words.push({ ...each, word: await playCase(each.truthCase, told) });
    done.push(...words.filter(({ word }) => word.kind !== 'asks'));
    const asking = words.filter(({ word }) => word.kind === 'asks');
    const requests = asking.flatMap(({ word }) => (word.kind === 'asks' ? [word.request] : []));
    for (const [key, answer] of evaluateAll(unique(requests))) told.set(key, answer);
    open = asking.map(({ seed, truthCase }) => ({ seed, truthCase }));
  }
  return done;
}

function unique(requests: readonly Request[]): readonly Request[] {
  return [...new Map(requests.map((request) => [keyOf(request), request])).values()];
}

function nameOfWord(word: Word): string {
  return word.kind === 'refused' ? `refused ${/[A-Z]+\d{3}/u.exec(word.said)?.[0] ?? word.said}` : word.kind;
}

function whatIsWrong(
  truthCase: TruthCase,
  word: Word,
  before: Values,
  told: ReadonlyMap<string, unknown>,
): string | undefined {
  const { edit } = truthCase;
  switch (word.kind) {
    case 'asks':
      return undefined;
    case 'files-say':
      return holds(edit, before) ? undefined : 'it says what the files say, and Nix says otherwise';
    case 'already':
      return holds(edit, before) && !isSoOtherwise(edit, before) && !isOpenAnyhow(edit, before)
        ? undefined
        : 'it says "already so", and it is not';
    case 'refused':
      return word.said.includes('PROOF001') &&
        edit.op !== 'unset' &&
        holds(edit, before) &&
        !isSoOtherwise(edit, before) &&
        !isOpenAnyhow(edit, before)
        ? 'it says that it does not hold, and it does'
        : undefined;
    case 'done': {
      const after = valuesOf(told.get(keyOf({ tree: word.tree })));
      if (after === undefined) return 'it is done, and does not evaluate';
      if (!holds(edit, after) || isSoOtherwise(edit, after)) return 'it says "done", and it is not';
      return edit.op === 'unset' ? undefined : whatDiffers(after, wantedValues(truthCase, before, told));
    }
    default:
      return assertNever(word);
  }
}

/**
 * What the configuration is to say. Over an option as a whole a value can be put; over one member of a set of things it
 * would outweigh the others, and nothing else depends on it.
 */
function wantedValues(
  truthCase: TruthCase,
  before: Values,
  told: ReadonlyMap<string, unknown>,
): Values | undefined {
  const { path } = truthCase.edit;
  const there = valueAt(before, path);
  const request = wantedRequest(truthCase, there);
  if (path[0] === 'environment' && path[1] === 'etc') {
    const etc = valuesOf(before['environment.etc']) ?? {};
    return { ...before, 'environment.etc': { ...etc, [path[2] ?? '']: wantedPlain(request) } };
  }
  return path[0] === 'users' && path[1] === 'users'
    ? { ...before, [path.join('.')]: wantedPlain(request) }
    : valuesOf(told.get(keyOf(request)));
}

function wantedPlain({ force }: Request): unknown {
  if (force === undefined) return undefined;
  return 'list' in force.value
    ? force.value.list.map((item) => ('plain' in item ? item.plain : item.package))
    : force.value.plain;
}

function valuesOf(told: unknown): Values | undefined {
  return typeof told === 'object' && told !== null ? { ...told } : undefined;
}

/** Whether what was asked is so. Of what is unset no value says it. */
function holds(edit: Edit, values: Values): boolean {
  const value = valueAt(values, edit.path);
  switch (edit.op) {
    case 'set':
      return isList(edit.value) ? sameItems(edit.value, listOf(value)) : value === edit.value;
    case 'unset':
      return true;
    case 'add':
      return edit.items.every((item) => listOf(value).some((member) => isItem(member, item)));
    case 'remove':
      return !edit.items.some((item) => listOf(value).some((member) => isItem(member, item)));
    default:
      return assertNever(edit);
  }
}

/** A user is in a group that names them, whatever they name. */
function isSoOtherwise({ op, path, items = [] }: Edit, values: Values): boolean {
  return (
    op === 'remove' &&
    path[0] === 'users' &&
    path[1] === 'users' &&
    items.includes('wheel') &&
    listOf(values['users.groups.wheel.members']).includes(path[2])
  );
}

/** Nothing is closed where there is no firewall. */
function isOpenAnyhow({ op, path }: Edit, values: Values): boolean {
  return (
    op === 'remove' &&
    path.join('.') === 'networking.firewall.allowedTCPPorts' &&
    values['networking.firewall.enable'] === false
  );
}

function sameItems(wanted: readonly NixValue[], got: readonly unknown[]): boolean {
  return wanted.length === got.length && wanted.every((item, at) => isItem(got[at], item));
}

function valueAt(values: Values, path: readonly string[]): unknown {
  const [first = '', second, third = ''] = path;
  if (first !== 'environment' || second !== 'etc') return values[path.join('.')];
  const files = values['environment.etc'];
  return typeof files === 'object' && files !== null
    ? Object.entries(files).find(([name]) => name === third)?.[1]
    : undefined;
}

/** Beside the request nothing may differ: neither another option, nor an item, nor how often one is there. */
function whatDiffers(after: Values, wanted: Values | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const other = Object.keys(wanted).find((key) => plain(after[key]) !== plain(wanted[key]));
  return other === undefined
    ? undefined
    : `${other} is ${plain(after[other])}, and should be ${plain(wanted[other])}`;
}

function plain(value: unknown): string {
  if (Array.isArray(value))
    return `[${value
      .map((item) => JSON.stringify(item))
      .toSorted()
      .join(' ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing';
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${name}=${plain(inner)}`).join(' ')}}`;
}
