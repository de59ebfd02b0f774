import { localesNamed } from '../names/languages.ts';
import { KEYBOARDS, LANGUAGES, layoutNamed, VARIETIES } from '../names/regions.ts';
import { findTimeZone } from '../names/time-zones.ts';
import type { Clause } from '../grammar/clauses.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import { hasArticleBefore } from '../context.ts';
import { type FillRole, filled } from './role.ts';
import { isPlaced } from './roles-of-values.ts';

const textOf = (words: Clause): string =>
  words
    .map(({ text }) => text)
    .join(' ')
    .toLowerCase();

/** A zone by its name or a city of it. */
export const zone: FillRole = (_role, words) => {
  for (const run of words.spans(3)) {
    const zones = findTimeZone(textOf(run));
    const [only, ...more] = zones;
    if (only === undefined || run.every((token) => words.isVocabulary(token))) continue;
    return more.length === 0
      ? filled(run, only)
      : askQuestion(
          `Which time zone do you mean by '${textOf(run)}'?`,
          zones.map((one) => `set the timezone to ${one}`),
        );
  }
  const strange = words.strange;
  return strange.length === 0
    ? undefined
    : askQuestion(
        `There is no time zone '${textOf(strange).slice(0, 40)}' that I can identify. Which one do you mean?`,
      );
};

/** "no" is Norwegian only to who writes codes, and a negation to everybody else. */
function isCode(text: string): boolean {
  return LAYOUTS.has(text) && text !== 'no';
}

const LAYOUTS: ReadonlySet<string> = new Set(Object.values(KEYBOARDS));

export const layout: FillRole = ({ of }, words) => {
  for (const run of words.spans(2)) {
    const written = textOf(run);
    const code =
      layoutNamed(written) ??
      (isCode(written) && !run.every((token) => words.isVocabulary(token)) ? written : undefined);
    if (code !== undefined) return filled(run, code === 'gb' && of === 'console' ? 'uk' : code);
  }
  const strange = words.strange;
  return strange.length === 0
    ? undefined
    : askQuestion(
        `I do not know the keyboard layout '${textOf(strange).slice(0, 40)}'. Which one do you mean?`,
      );
};

/** Locales of which a bare language name may mean several. */
const OF_MANY: ReadonlySet<string> = new Set(['zh_CN', 'ar_EG', 'bn_BD', 'ur_PK', 'sw_TZ', 'ta_IN', 'ca_ES']);

export const locale: FillRole = (_role, words) => {
  for (const run of words.spans(3)) {
    const written = textOf(run);
    const [, language = '', country = ''] = /^([a-z]{2,3})_([a-z]{2})(?:\.utf-?8)?$/iu.exec(written) ?? [];
    if (language !== '') return filled(run, `${language.toLowerCase()}_${country.toUpperCase()}.UTF-8`);
    if (Object.hasOwn(VARIETIES, written)) return filled(run, `${VARIETIES[written] ?? ''}.UTF-8`);
    const named = localesNamed(written);
    const several = Object.hasOwn(LANGUAGES, written) ? LANGUAGES[written] : undefined;
    const [only, ...more] = several ?? named;
    if (only === undefined) continue;
    if (more.length === 0 && !OF_MANY.has(only)) return filled(run, `${only}.UTF-8`);
    return askQuestion(
      `Which locale do you mean by '${written}'?`,
      (several ?? []).map((code) => `set the locale to ${code}.UTF-8`),
    );
  }
  return undefined;
};

/** The language right before what is written so; of another one it is only said that texts stay as they are. */
export const localeBefore: FillRole = (_role, words, context) => {
  const at = words.clause.findIndex((token) => words.isTaken(token));
  for (let from = Math.max(0, at - 3); from < at; from += 1) {
    const run = words.clause.slice(from, at);
    const [only, ...more] = localesNamed(textOf(run));
    if (only === undefined || more.length > 0) continue;
    const others = words.free.filter((token) => !run.includes(token) && localesNamed(token.word).length > 0);
    const set = context.facts.value('i18n.defaultLocale');
    const current = typeof set === 'string' ? set : 'en_US.UTF-8';
    const stays = others.every(({ word }) =>
      localesNamed(word).some((one) => current.startsWith(one.slice(0, 2))),
    );
    return stays ? filled([...run, ...others], `${only}.UTF-8`) : undefined;
  }
  return undefined;
};

/** The only word that nothing else explains, as the name of a computer. */
export const hostName: FillRole = (role, words, context) => {
  const names = words.strange.filter((token) => isPlaced(role, words, token));
  const [name, ...more] = names;
  if (name === undefined || more.length > 0 || hasArticleBefore(name, context)) return undefined;
  const text = name.text.toLowerCase();
  return /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(text)
    ? filled([name], text)
    : refuseRequest(
        'invalid',
        `'${text.slice(0, 40)}' cannot be a host name: up to 63 letters, digits and '-' are allowed`,
      );
};

/** What the host is called now, as the request says; another name asks whether this is the host that is meant. */
export const ownName: FillRole = (role, words, { facts }) => {
  const [name, ...more] = words.strange.filter((token) => isPlaced(role, words, token));
  if (name === undefined || more.length > 0) return undefined;
  return name.word === facts.hostName.toLowerCase()
    ? filled([name], name.word)
    : askQuestion(
        `This host is called '${facts.hostName}', not '${name.text.slice(0, 40)}'. Is this the right host?`,
      );
};
