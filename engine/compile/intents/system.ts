import type { NixValue } from '../../model/options/value.ts';
import {
  type ClauseReading,
  type Context,
  edits,
  firstOption,
  hasArticle,
  type Intent,
  isPhrase,
  slotText,
  slotWord,
} from '../context.ts';
import type { Slots } from '../grammar/pattern.ts';
import { KEYBOARDS, LANGUAGES, layoutNamed, VARIETIES } from '../names/regions.ts';
import { localesNamed } from '../names/languages.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import { findTimeZone } from '../names/time-zones.ts';

const HOST =
  "(hostname|host name|computer name|machine name|system name|name of computer|name of machine|name of host|name of system|computer 's name|machine 's name)";
const ZONE = '[system] (timezone|time zone|clock|system clock|local time|tz|time)';
const KEYBOARD = '(keyboard layout|keyboard|keyboard map|keymap|key map|xkb layout|keys layout)';
const LOCALE = '[(system|default)] (locale|language)';

/** Names, places and the keyboard of a host. */
export const system: Intent = {
  name: 'system',
  independent: true,
  rules: [
    {
      patterns: [
        `@set ${HOST} [(to|=|as)] <name>`,
        `${HOST} (should be|=|is) <name>`,
        `@set ${HOST} from <old> to <name>`,
        `@set <name> as ${HOST}`,
        'rename [this] (computer|machine|host|system|server) [to] <name>',
        '(computer|machine|host|system|server) should be (called|named) <name>',
        'call [this] (computer|machine|host|system|server) <name>',
        '(name|rename) [this] (computer|machine|host|system|server) [to] <name>',
      ],
      read: (slots, context) => setHostName(slots, context),
    },
    {
      // Without any verb it may be a complaint ("hostname wrong"); what holds a digit is a name.
      patterns: [`${HOST} <name>`],
      read: (slots, context) =>
        /\d/u.test(slotWord(slots, 'name') ?? '') ? setHostName(slots, context) : undefined,
    },
    {
      patterns: [
        `[@set] ${ZONE} [(to|=|for|is|should be)] <zone+>`,
        `@set <zone+> (as|for) ${ZONE}`,
        `@set <zone+> (timezone|time zone|time)`,
        '(timezone|time zone) <zone+>',
        `${ZONE} (should|must|shall|has to|needs to|ought to) (be|be in|be on|be set to|run in|run on|show|follow) <zone+>`,
        `@set ${ZONE} (on|in) <zone+>`,
      ],
      read: (slots, context) => setTimeZone(slots, context),
    },
    {
      patterns: [
        '@set (console|tty|terminal) (keymap|keyboard|keyboard layout|key map) [(to|=)] <layout+>',
        '@set <layout+> (keymap|keyboard|keyboard layout|key map) (on|in|for) (console|tty|terminal)',
        '@set (keymap|keyboard|keyboard layout|key map) (on|in|of|for) (console|tty|terminal) to <layout+>',
      ],
      read: (slots, context) => setKeyboard(slots, context, true),
    },
    {
      patterns: [
        `[@set] ${KEYBOARD} [(to|=)] <layout+>`,
        '@set layout to <layout+>',
        `@set <layout+> ${KEYBOARD}`,
        `@set ${KEYBOARD} on <layout+>`,
        `${KEYBOARD} (should|must|shall|has to|needs to|ought to) be [in] <layout+>`,
        `@set <layout+> as ${KEYBOARD}`,
      ],
      read: (slots, context) => setKeyboard(slots, context),
    },
    {
      patterns: [
        `@set ${LOCALE} [(to|=|on)] <locale+>`,
        `@set <locale+> as ${LOCALE}`,
        `@set <locale+> ${LOCALE}`,
      ],
      read: (slots, context) => setLocale(slots, context),
    },
    {
      patterns: [
        '@allow (unfree|nonfree|non-free|proprietary) [(packages|software|licenses)]',
        '@install (unfree|proprietary) packages',
      ],
      read: () => edits({ op: 'set', path: ['nixpkgs', 'config', 'allowUnfree'], value: true }),
    },
    {
      patterns: ['@forbid (unfree|nonfree|non-free|proprietary) [(packages|software|licenses)]'],
      read: () => edits({ op: 'set', path: ['nixpkgs', 'config', 'allowUnfree'], value: false }),
    },
  ],
};

function setHostName(slots: Slots, context: Context): ClauseReading | undefined {
  if (hasArticle(slots, 'name', context)) {
    return undefined;
  }
  const name = slotWord(slots, 'name') ?? '';
  const old = slotWord(slots, 'old');
  if (old !== undefined && old !== context.facts.hostName.toLowerCase()) {
    return askQuestion(
      `This host is called '${context.facts.hostName}', not '${old.slice(0, 40)}'. Is this the right host?`,
    );
  }
  return /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(name)
    ? setOne(context, name, 'networking.hostName')
    : refuseRequest(
        'invalid',
        `'${name.slice(0, 40)}' cannot be a host name: up to 63 letters, digits and '-' are allowed`,
      );
}

function setTimeZone(slots: Slots, context: Context): ClauseReading | undefined {
  if (!isPhrase(slots, 'zone')) {
    return undefined;
  }
  const written = slotText(slots, 'zone');
  const zones = findTimeZone(written.replace(/ (?:time|timezone|time zone)$/iu, ''));
  const [zone] = zones;
  return zone !== undefined && zones.length === 1
    ? setOne(context, zone, 'time.timeZone')
    : askQuestion(
        `There is no time zone '${written.slice(0, 40)}' that I can identify. Which one do you mean?`,
        zones.map((one) => `set the timezone to ${one}`),
      );
}

/** A console-only host has its keyboard in console.keyMap; with a graphical one the X server's layout is meant. */
function setKeyboard(slots: Slots, context: Context, console = false): ClauseReading | undefined {
  if (!isPhrase(slots, 'layout')) {
    return undefined;
  }
  const written = slotText(slots, 'layout')
    .toLowerCase()
    .replace(/ (?:keyboard|layout)$/u, '');
  const layout = layoutNamed(written);
  const layouts = new Set(Object.values(KEYBOARDS));
  const code = layout ?? (layouts.has(written) ? written : undefined);
  if (code === undefined) {
    return askQuestion(`I do not know the keyboard layout '${written.slice(0, 40)}'. Which one do you mean?`);
  }
  if (console || context.facts.value('services.xserver.enable') !== true) {
    return setOne(context, code === 'gb' ? 'uk' : code, 'console.keyMap');
  }
  return setOne(context, code, 'services.xserver.xkb.layout', 'services.xserver.layout');
}

function setLocale(slots: Slots, context: Context): ClauseReading | undefined {
  if (!isPhrase(slots, 'locale')) {
    return undefined;
  }
  const written = slotText(slots, 'locale');
  const match = /^([a-z]{2,3})_([a-z]{2})(?:\.utf-?8)?$/iu.exec(written);
  if (match !== null) {
    const [, language = '', country = ''] = match;
    return setOne(context, `${language.toLowerCase()}_${country.toUpperCase()}.UTF-8`, 'i18n.defaultLocale');
  }
  const variety = Object.hasOwn(VARIETIES, written.toLowerCase())
    ? VARIETIES[written.toLowerCase()]
    : onlyLocale(written);
  if (variety !== undefined) return setOne(context, `${variety}.UTF-8`, 'i18n.defaultLocale');
  const codes = Object.hasOwn(LANGUAGES, written.toLowerCase())
    ? LANGUAGES[written.toLowerCase()]
    : undefined;
  return askQuestion(
    `Which locale do you mean by '${written.slice(0, 40)}'?`,
    (codes ?? []).map((code) => `set the locale to ${code}.UTF-8`),
  );
}

/** A language that one country speaks leaves no choice. */
function onlyLocale(written: string): string | undefined {
  const [locale, ...more] = Object.hasOwn(LANGUAGES, written.toLowerCase()) ? [] : localesNamed(written);
  return locale === undefined || more.length > 0 || OF_MANY.has(locale) ? undefined : locale;
}

const OF_MANY: ReadonlySet<string> = new Set(['zh_CN', 'ar_EG', 'bn_BD', 'ur_PK', 'sw_TZ', 'ta_IN', 'ca_ES']);

function setOne(context: Context, value: NixValue, ...names: readonly string[]): ClauseReading {
  const path = firstOption(context, ...names);
  return path === undefined
    ? refuseRequest('unknown', `this host has no option '${names[0]}'`)
    : edits({ op: 'set', path, value });
}
