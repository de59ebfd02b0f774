import { LANGUAGE, phraseList } from '../language.ts';
import { stem } from '../compose/stem.ts';
import type { FrameForm, WishFrame } from './frame-data.ts';

/** The words of a form, as stems. */
export interface FormWords {
  /** Of each group the ways to say it. */
  readonly groups: readonly (readonly (readonly string[])[])[];
  readonly words: ReadonlySet<string>;
  readonly on: readonly (readonly string[])[];
  readonly off: readonly (readonly string[])[];
  readonly consumes: readonly (readonly string[])[];
  readonly needs: readonly (readonly string[])[];
  readonly unlessSaid: readonly (readonly string[])[];
}

/** Made when a clause first comes that the form may be about. */
export function formWords(frame: WishFrame, form: FrameForm): FormWords {
  const groups = form.says.map((group) => group.split('|').map((way) => stems(way)));
  const lists = (form.with ?? '').split(/\s+/u).flatMap((name) => LANGUAGE.lists[name] ?? []);
  // Of a phrase the words that could turn a meaning round belong to it only as a whole.
  const said = groups
    .flat()
    .flatMap((way) => (way.length === 1 ? way : way.filter((word) => !TURNING.has(word))));
  const words = [...said, ...stems(form.may ?? ''), ...stems(frame.may ?? ''), ...lists.flatMap(stems)];
  return {
    groups,
    words: new Set(words),
    on: phraseList(form.on ?? ''),
    off: phraseList(form.off ?? ''),
    consumes: phraseList(form.consumes ?? ''),
    needs: phraseList((form.needs ?? '').replaceAll('|', ',')),
    unlessSaid: phraseList((form.unlessSaid ?? '').replaceAll('|', ',')),
  };
}

const TURNING: ReadonlySet<string> = new Set(['not', 'no', 'never', 'without'].map(stem));

function stems(text: string): readonly string[] {
  return text
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map(stem);
}
