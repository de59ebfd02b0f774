import { localesNamed } from './languages.ts';

/** Words for keyboard layouts → the XKB code. */
export const KEYBOARDS: Readonly<Record<string, string>> = {
  german: 'de',
  germany: 'de',
  qwertz: 'de',
  french: 'fr',
  azerty: 'fr',
  american: 'us',
  'us english': 'us',
  'american english': 'us',
  british: 'gb',
  uk: 'gb',
  'british english': 'gb',
  spanish: 'es',
  italian: 'it',
  portuguese: 'pt',
  brazilian: 'br',
  dutch: 'nl',
  belgian: 'be',
  swiss: 'ch',
  austrian: 'at',
  swedish: 'se',
  norwegian: 'no',
  danish: 'dk',
  finnish: 'fi',
  polish: 'pl',
  czech: 'cz',
  slovak: 'sk',
  hungarian: 'hu',
  romanian: 'ro',
  russian: 'ru',
  ukrainian: 'ua',
  greek: 'gr',
  turkish: 'tr',
  japanese: 'jp',
  hebrew: 'il',
  icelandic: 'is',
  estonian: 'ee',
  latvian: 'lv',
  lithuanian: 'lt',
  croatian: 'hr',
  slovenian: 'si',
  bulgarian: 'bg',
};

/**
 * The XKB code of a keyboard by the words for it: `german`, `uk english`, `canadian french`.
 *
 * @example
 * layoutNamed('uk english')   // 'gb'
 */
export function layoutNamed(words: string): string | undefined {
  if (Object.hasOwn(KEYBOARDS, words)) return KEYBOARDS[words];
  const [locale, ...more] = localesNamed(words);
  const country = locale?.split('_')[1];
  // Swiss, Belgian and Canadian keyboards have a variant for each language.
  return country === undefined || more.length > 0 || /^(?:CH|BE|CA)$/u.test(country)
    ? undefined
    : country.toLowerCase();
}

/** Words for languages → the locales they may mean; a language alone is never enough to choose. */
export const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  english: ['en_US', 'en_GB'],
  german: ['de_DE', 'de_AT', 'de_CH'],
  french: ['fr_FR', 'fr_BE', 'fr_CH', 'fr_CA'],
  spanish: ['es_ES', 'es_MX'],
  italian: ['it_IT', 'it_CH'],
  portuguese: ['pt_PT', 'pt_BR'],
  dutch: ['nl_NL', 'nl_BE'],
  polish: ['pl_PL'],
  swedish: ['sv_SE'],
  russian: ['ru_RU'],
  japanese: ['ja_JP'],
};

/** Languages of one country → the locale; these leave no choice. */
export const VARIETIES: Readonly<Record<string, string>> = {
  'american english': 'en_US',
  'us english': 'en_US',
  'english us': 'en_US',
  'british english': 'en_GB',
  'uk english': 'en_GB',
  'canadian english': 'en_CA',
  'australian english': 'en_AU',
  'irish english': 'en_IE',
  'austrian german': 'de_AT',
  'swiss german': 'de_CH',
  'canadian french': 'fr_CA',
  'swiss french': 'fr_CH',
  'belgian french': 'fr_BE',
  'brazilian portuguese': 'pt_BR',
  'european portuguese': 'pt_PT',
  'mexican spanish': 'es_MX',
};
