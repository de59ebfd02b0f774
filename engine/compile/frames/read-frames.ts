import type { ClauseReading, Context } from '../context.ts';
import type { Clause } from '../grammar/clauses.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import type { Edit } from '../../model/options/value.ts';
import { stem } from '../compose/stem.ts';
import { sayEdits } from '../compose/say.ts';
import { LANGUAGE } from '../language.ts';
import { askQuestion } from '../understanding.ts';
import { type FormWords, formWords } from './form-words.ts';
import type { FrameForm, NamedSetting, WishFrame } from './frame-data.ts';
import { type FormReading, readForm } from './read-form.ts';

/**
 * What a clause means as one of the kinds of wishes in `schemas/language/frames/`, in any order of its words. Of several that fit
 * the one with the most words of its own; two that fit alike are asked about. Nothing where none explains every word.
 *
 * @example
 * readFrames(words of `root may log in over ssh, but only with a key`, context)   // PermitRootLogin = prohibit-password
 */
export function readFrames(clause: Clause, context: Context): ClauseReading | undefined {
  return choose(readAll(clause, context, 0).filter(({ lacks }) => !lacks));
}

/** What is done once, by the words for it. Whoever asks how things are looks something up instead. */
export function readOperation(clause: Clause, context: Context): ClauseReading | undefined {
  const read = readFrames(clause, context);
  return read?.kind === 'task' && /^(?:upgrade|collect-garbage|rollback)$/u.test(read.task)
    ? read
    : undefined;
}

/** The question about what a kind of wish needs and nobody said. */
export function askWhatLacks(clause: Clause, context: Context): ClauseReading | undefined {
  return choose(readAll(clause, context, 0).filter(({ lacks }) => lacks));
}

/** What a clause would mean if some of its words said nothing: worth asking about. The likelier first. */
export function nearFrames(clause: Clause, context: Context): readonly (readonly Edit[])[] {
  return readAll(clause, context, MOST_LEFT_OVER)
    .toSorted((left, right) => right.weight - right.left * 0.6 - (left.weight - left.left * 0.6))
    .flatMap(({ reading, weight, left }) =>
      reading.kind === 'edits' && weight > left ? [reading.edits] : [],
    )
    .slice(0, 3);
}

/** How many words may be left over in what is only offered. */
const MOST_LEFT_OVER = 4;

function readAll(clause: Clause, context: Context, leftOver: number): readonly FormReading[] {
  if (endsOpen(clause) || clause.some((token) => isOption(token, context))) return [];
  const said = new Set(clause.flatMap(({ kind, word }) => (kind === 'word' ? [stem(word), word] : [])));
  return entries().flatMap(({ frame, first, form, words }): readonly FormReading[] => {
    if (first.length > 0 && !first.some((one) => said.has(one))) return [];
    const read = readForm(form, words(), clause, context, leftOver);
    return read === undefined ? [] : [frame.loose === true ? { ...read, weight: 0 } : read];
  });
}

/** "Open port 8080 on": more was to come. */
function endsOpen(clause: Clause): boolean {
  const last = clause.at(-1)?.word ?? '';
  if (/^(?:for|to|from|with|of|as|at|by|than|via|using|the|a|an)$/u.test(last)) return true;
  return (
    last === 'on' &&
    !clause.some(({ word }) => /^(?:turn|switch|put|leave|keep|flip|is|are|be|should|must|log)$/u.test(word))
  );
}

/** What names an option in full is no kind of wish. */
function isOption({ kind, text }: Clause[number], { index }: Context): boolean {
  if (kind !== 'word' || !/^[a-z][\w-]*\.[\w"-]+/iu.test(text)) return false;
  const path = splitOptionPath(text);
  return index.find(path) !== undefined || (path.length > 2 && index.isPrefix(path.slice(0, 2)));
}

function choose(list: readonly FormReading[]): ClauseReading | undefined {
  const most = Math.max(0, ...list.map(({ weight }) => weight));
  const best = new Map(
    list
      .filter(({ weight }) => weight === most)
      .map(({ reading }) => [JSON.stringify(reading.kind === 'edits' ? reading.edits : reading), reading]),
  );
  const [only, ...more] = best.values();
  if (only === undefined || more.length === 0) return only;
  const choices = [...best.values()].flatMap((reading) =>
    reading.kind === 'edits' ? (sayEdits(reading.edits) ?? []) : [],
  );
  return choices.length > 1 ? askQuestion('That may mean one of these. Which one?', choices) : only;
}

interface Entry {
  readonly frame: WishFrame;
  readonly form: FrameForm;
  /** Words of its first group, one of which must be said. */
  readonly first: readonly string[];
  readonly words: () => FormWords;
}

/** A setting with a name of its own is a form like any other. */
function formOf({ names, options }: NamedSetting): FrameForm {
  return {
    says: [names],
    roles: { value: { type: 'value', of: options.join('|') } },
    edits: [{ put: options, to: '$value', items: ['$value'] }],
  };
}

let made: readonly Entry[] | undefined;

function entries(): readonly Entry[] {
  made ??= LANGUAGE.frames.flatMap((frame) =>
    [...frame.forms, ...(frame.settings ?? []).map(formOf)].map((form): Entry => {
      let words: FormWords | undefined;
      const first = form.says
        .slice(0, 1)
        .flatMap((group) => group.split('|'))
        .map((way) => stem(way.trim().split(/\s+/u)[0] ?? ''));
      return { frame, form, first, words: () => (words ??= formWords(frame, form)) };
    }),
  );
  return made;
}
