import { isList, isPkgs } from '../../../engine/model/options/value.ts';
import { evaluateModules, REFUSED } from './evaluate.ts';
import { saySame, whatIsWrong } from './judge.ts';
import { applied, knownOptions, PACKAGES, playEdits, type Play } from './play.ts';
import { skeletonOf } from './skeleton.ts';

/** What was found of many edits of many modules. */
export interface Tally {
  modules: number;
  edits: number;
  /** By the code of the finding, `done` and `already`. */
  readonly words: Record<string, number>;
  readonly wrong: Wrong[];
}

export interface Wrong {
  readonly what: string;
  readonly file: string;
  readonly edits: readonly unknown[];
  readonly before: string;
  readonly after: string;
}

interface Text {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
}

export function newTally(): Tally {
  return { modules: 0, edits: 0, words: {}, wrong: [] };
}

/** Plays so many edits of each module, and holds what comes of them against what real Nix evaluates. */
export function fuzzModules(
  sources: readonly { readonly file: string; readonly text: string }[],
  seed: number,
  edits: number,
  tally: Tally,
): void {
  const skeletons = sources.flatMap(({ file, text }) => {
    const skeleton = skeletonOf(text);
    return skeleton === undefined ? [] : [{ file, ...skeleton }];
  });
  const packages = [...PACKAGES, ...skeletons.flatMap((each) => each.packages)];
  const values = evaluateModules(
    skeletons.map(({ text }) => text),
    packages,
  );
  const texts: Text[] = skeletons.flatMap(({ file, text }, at) =>
    values[at] === REFUSED ? [] : [{ file, text, value: values[at] }],
  );
  tally.modules += texts.length;
  judgeEdits(texts, seed, edits, tally, packages);
}

function judgeEdits(
  texts: readonly Text[],
  seed: number,
  edits: number,
  tally: Tally,
  packages: readonly (readonly string[])[],
): void {
  const played = texts.flatMap((each, at) =>
    playEdits(each.text, seed + at, edits).map((play) => ({ ...each, play })),
  );
  const done = played.flatMap(({ play, ...each }) => {
    tally.edits += 1;
    const word = wordOf(each.text, play);
    tally.words[word] = (tally.words[word] ?? 0) + 1;
    return typeof play.after === 'string'
      ? [
          {
            ...each,
            edit: play.edit,
            after: play.after,
            follows: play.warns.some((code) => code === 'NIX118' || code === 'NIX119'),
          },
        ]
      : [];
  });
  const pairs = done.flatMap((one, at) => {
    const other = done[at + 1];
    return other === undefined || other.text !== one.text || at % 5 > 0 || one.follows || other.follows
      ? []
      : bothWays(one, other);
  });
  const all = [...done.map(({ after }) => after), ...pairs.flatMap(({ ways }) => ways)];
  const unique = [...new Set(all)];
  const told = new Map(evaluateModules(unique, packages).map((value, at) => [unique[at] ?? '', value]));
  for (const { file, text, value, edit, after, follows } of done) {
    const now = told.get(after);
    // What follows may be of a form that its user does not take.
    if (now === REFUSED && follows) continue;
    const what =
      now === REFUSED
        ? 'Nix refuses it'
        : (whatIsWrong(edit, value, now, follows) ?? notBack(text, edit, after));
    if (what !== undefined) tally.wrong.push({ what, file, edits: [edit], before: text, after });
  }
  for (const { file, text, edits: both, ways } of pairs) {
    const [one, other] = ways.map((way) => told.get(way));
    if (one === REFUSED || other === REFUSED || !saySame(one, other))
      tally.wrong.push({
        what: 'the order of two edits matters',
        file,
        edits: both,
        before: text,
        after: ways.join('\n---\n'),
      });
  }
}

function wordOf(text: string, { after }: Play): string {
  if (typeof after !== 'string') return after.refused;
  return after === text ? 'already' : 'done';
}

/** Two edits of different options, made one after the other and the other way round. */
function bothWays(
  one: Text & { readonly edit: Play['edit']; readonly after: string },
  other: Text & { readonly edit: Play['edit']; readonly after: string },
): readonly { file: string; text: string; edits: readonly unknown[]; ways: readonly string[] }[] {
  const [left, right] = [one.edit.path, other.edit.path];
  const shared = Math.min(left.length, right.length);
  if (left.slice(0, shared).join('\0') === right.slice(0, shared).join('\0')) return [];
  const ways = [applied(one.after, other.edit), applied(other.after, one.edit)];
  const texts = ways.filter((way) => typeof way === 'string');
  const { file, text } = one;
  return texts.length === 2 ? [{ file, text, edits: [one.edit, other.edit], ways: texts }] : [];
}

/** What is new and taken out again leaves the file as it was. */
function notBack(text: string, edit: Play['edit'], after: string): string | undefined {
  if (after === text) return undefined;
  const again = applied(after, edit);
  // What is left may be unclear once what was clear is gone.
  if (typeof again === 'string' && again !== after) return 'the same edit once more changes it';
  if (edit.op !== 'add' || isList(edit.items[0] ?? null)) return undefined;
  const known = knownOptions(text).find(({ path }) => path.join('\0') === edit.path.join('\0'));
  const isNew = edit.items.every(
    (item) => applied(text, { op: 'remove', path: edit.path, items: [item] }) === text,
  );
  // A function's argument that was added stays.
  const isReady = /\bpkgs\b/u.test(text.replaceAll(/#.*|\/\*[^]*?\*\//gu, '')) || !edit.items.some(isPkgs);
  if (known?.items === undefined || known.items.length === 0 || !isNew || !isReady) return undefined;
  const back = applied(after, { op: 'remove', path: edit.path, items: edit.items });
  if (typeof back !== 'string') return `what was added cannot be removed: ${back.refused}`;
  return back === text || /\+\+|\[ *\]/u.test(after)
    ? undefined
    : 'removing what was added leaves other bytes';
}
