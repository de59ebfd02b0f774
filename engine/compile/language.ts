import { language } from '#language';
import type { WishFrame } from './frames/frame-data.ts';
import { stem } from './compose/stem.ts';

/** Verbs that `schemas/language/words/verbs.yaml` lists. */
export type SaidVerb =
  | 'on'
  | 'off'
  | 'not'
  | 'install'
  | 'remove'
  | 'unwant'
  | 'want'
  | 'set'
  | 'add'
  | 'join'
  | 'allow'
  | 'forbid';

/** What `schemas/language/` says, in files that are compiled into the program (`npm run language`). */
export interface LanguageData {
  readonly frames: readonly WishFrame[];
  readonly turning: Readonly<Record<'on' | 'off' | 'beside', string>>;
  /** Names of ports → their numbers. */
  readonly ports: Readonly<Record<string, readonly number[]>>;
  /** Packages → the name of their program, where that is another. */
  readonly programs: Readonly<Record<string, string>>;
  /** Verbs, and how something should be → what is to be done. */
  readonly verbs: Readonly<Record<SaidVerb, string>>;
  readonly states: Readonly<Record<'on' | 'off' | 'install' | 'remove' | 'unwant', string>>;
  /** What a thing is for, where saying so asks for nothing more than the thing. */
  readonly purposes: readonly string[];
  /** Words of kinds of wishes that say nothing of a host by themselves. */
  readonly common: readonly string[];
  readonly pleas: Readonly<Record<'anywhere' | 'first' | 'listing', string>>;
  readonly filler: Readonly<Record<'anywhere' | 'articles' | 'leading' | 'trailing', string>>;
  readonly grammar: Readonly<Record<'structure' | 'kinds' | 'starts', string>> & {
    readonly classes: Readonly<Record<string, string>>;
  };
  /** What people call things → their names. */
  readonly names: Readonly<
    Record<'modules' | 'packages' | 'categories', Readonly<Record<string, readonly string[]>>>
  >;
  readonly units: Readonly<Record<string, string>>;
  readonly regions: {
    readonly keyboards: Readonly<Record<string, string>>;
    readonly languages: Readonly<Record<string, readonly string[]>>;
    readonly varieties: Readonly<Record<string, string>>;
  };
  readonly alike: readonly string[];
  readonly talk: Readonly<
    Record<
      | 'hard'
      | 'empty'
      | 'aims'
      | 'people'
      | 'about'
      | 'plain'
      | 'noNames'
      | 'groups'
      | 'topics'
      | 'vague'
      | 'edges'
      | 'markers'
      | 'gerunds',
      string
    >
  >;
  /** Words that several forms have. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

export const LANGUAGE: LanguageData = language();

/** Phrases between commas, as stems, the longest first. */
export function phraseList(text: string): readonly (readonly string[])[] {
  return text
    .split(',')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
    .map((phrase) => phrase.split(/\s+/u).map(stem))
    .toSorted((left, right) => right.length - left.length);
}
