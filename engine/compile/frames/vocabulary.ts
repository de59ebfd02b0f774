import { stem } from '../compose/stem.ts';
import { LANGUAGE } from '../language.ts';

/** Whether some kind of wish is said with a word. */
export function isPatternWord(word: string): boolean {
  known ??= allWords();
  return known.has(word);
}

/** Whether a request may begin with a word: any verb that wants something done. */
export function beginsChange(word: string): boolean {
  verbs ??= new Set(
    Object.values(LANGUAGE.verbs).flatMap((text) =>
      text.split(',').map((phrase) => phrase.trim().split(/\s/u)[0] ?? ''),
    ),
  );
  return verbs.has(word) && !/^(?:i|we|may|can|could|would|let)$/u.test(word);
}

/** Whether some kind of wish is about a word. */
export function isSubject(word: string): boolean {
  subjects ??= new Set(
    LANGUAGE.frames
      .filter(({ loose }) => loose !== true)
      .flatMap(({ forms, settings = [] }) => [
        ...forms.flatMap(({ says }) => says),
        ...settings.map(({ names }) => names),
      ])
      .flatMap((text) => text.split(/[\s|]+/u))
      .filter((one) => one.length > 3 && !LANGUAGE.common.includes(one))
      .map(stem),
  );
  return subjects.has(stem(word));
}

let verbs: ReadonlySet<string> | undefined;
let subjects: ReadonlySet<string> | undefined;
let known: ReadonlySet<string> | undefined;

function allWords(): ReadonlySet<string> {
  const { frames, lists, turning } = LANGUAGE;
  const texts = frames.flatMap(({ may = '', forms, settings = [] }) => [
    may,
    ...settings.map(({ names }) => names),
    ...forms.flatMap(({ says, may: more = '', on = '', off = '' }) => [...says, more, on, off]),
  ]);
  const all = [...texts, ...Object.values(lists).flat(), ...Object.values(turning)];
  return new Set(all.flatMap((text) => text.split(/[\s|,]+/u)).filter((word) => word !== ''));
}
