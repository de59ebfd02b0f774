import { type Context, firstOption } from '../../context.ts';
import type { Clause } from '../../grammar/clauses.ts';
import { findTimeZone } from '../../names/time-zones.ts';
import { layoutNamed } from '../../names/regions.ts';
import { localesNamed } from '../../names/languages.ts';
import type { Frame, Spotted } from './frame.ts';

/** Words for what is written in the way of a country → the category of the C library. */
const CATEGORIES: Readonly<Record<string, string>> = {
  date: 'LC_TIME',
  dates: 'LC_TIME',
  time: 'LC_TIME',
  times: 'LC_TIME',
  number: 'LC_NUMERIC',
  numbers: 'LC_NUMERIC',
  currency: 'LC_MONETARY',
  money: 'LC_MONETARY',
  paper: 'LC_PAPER',
  measurement: 'LC_MEASUREMENT',
  measurements: 'LC_MEASUREMENT',
  units: 'LC_MEASUREMENT',
  address: 'LC_ADDRESS',
  telephone: 'LC_TELEPHONE',
  sorting: 'LC_COLLATE',
};

const LAYOUT = /^(?:keyboard|layout|keymap|keyboards)$/u;

export const LOCALE_FRAMES: readonly Frame[] = [
  {
    name: 'how dates, numbers or paper are written',
    says: [Object.keys(CATEGORIES).join('|'), 'format|formats|formatting|size|sizes|notation|style'],
    may: 'text texts language locale interface message messages system display show write written way have menus english',
    build: (spotted, context) => {
      const category = spotted
        .all(({ word }) => Object.hasOwn(CATEGORIES, word))
        .map(({ word }) => CATEGORIES[word])[0];
      const locale = languageBefore(spotted, context);
      if (category === undefined || locale === undefined) return undefined;
      return [{ op: 'set', path: ['i18n', 'extraLocaleSettings', category], value: `${locale}.UTF-8` }];
    },
  },
  {
    name: 'the keyboard of a country',
    says: ['keyboard|layout|keymap'],
    may: 'keyboard layout keymap map keys set use switch change have want need type typing on console tty terminal text as with make',
    build: (spotted, context) => {
      const code = layoutIn(spotted);
      const console = spotted.clause.some(({ word }) => /^(?:console|tty|terminal)$/u.test(word));
      const graphical = !console && context.facts.value('services.xserver.enable') === true;
      const path = graphical
        ? firstOption(context, 'services.xserver.xkb.layout', 'services.xserver.layout')
        : firstOption(context, 'console.keyMap');
      if (code === undefined || path === undefined) return undefined;
      return [{ op: 'set', path, value: code === 'gb' && !graphical ? 'uk' : code }];
    },
  },
  {
    name: 'the clock of a place',
    says: ['clock|time|timezone|zone'],
    may: 'clock time timezone zone local system run runs run show adjust follow correct in on the machine',
    build: (spotted, context) => {
      const zone = zoneIn(spotted);
      return zone === undefined || context.index.find(['time', 'timeZone']) === undefined
        ? undefined
        : [{ op: 'set', path: ['time', 'timeZone'], value: zone }];
    },
  },
];

/** The language right before what is written so; another one may be named, and stay as it is. */
function languageBefore(spotted: Spotted, context: Context): string | undefined {
  const { clause } = spotted;
  const at = clause.findIndex(({ word }) => Object.hasOwn(CATEGORIES, word));
  for (let from = Math.max(0, at - 3); from < at; from += 1) {
    const words = clause.slice(from, at);
    const [locale, ...more] = localesNamed(textOf(words));
    if (locale === undefined || more.length > 0) continue;
    spotted.take(words);
    // What is said of texts must hold already.
    const others = spotted.all(({ word }) => localesNamed(word).length > 0);
    const set = context.facts.value('i18n.defaultLocale');
    const current = typeof set === 'string' ? set : 'en_US.UTF-8';
    return others.every(({ word }) => localesNamed(word).some((one) => current.startsWith(one.slice(0, 2))))
      ? locale
      : undefined;
  }
  return undefined;
}

/** The country of the only language that is named, right beside the word for the keyboard. */
function layoutIn(spotted: Spotted): string | undefined {
  const { clause } = spotted;
  const at = clause.findIndex(({ word }) => LAYOUT.test(word));
  for (let from = Math.max(0, at - 3); from < at; from += 1) {
    const words = clause.slice(from, at);
    const code = words.every(({ kind }) => kind === 'word') ? layoutNamed(textOf(words)) : undefined;
    if (code === undefined) continue;
    spotted.take(words);
    return code;
  }
  return undefined;
}

function zoneIn(spotted: Spotted): string | undefined {
  const { clause } = spotted;
  for (let length = 3; length > 0; length -= 1) {
    for (let at = 0; at + length <= clause.length; at += 1) {
      const words = clause.slice(at, at + length);
      const zones = words.every(({ kind }) => kind === 'word') ? findTimeZone(textOf(words)) : [];
      const [zone, ...more] = zones;
      if (zone === undefined || more.length > 0) continue;
      spotted.take(words);
      return zone;
    }
  }
  return undefined;
}

function textOf(words: Clause): string {
  return words.map(({ word }) => word).join(' ');
}
