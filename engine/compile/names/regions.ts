import { LANGUAGE } from '../language.ts';
import { localesNamed } from './languages.ts';

/** Words for keyboard layouts → the XKB code. */
export const KEYBOARDS: Readonly<Record<string, string>> = LANGUAGE.regions.keyboards;

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
export const LANGUAGES: Readonly<Record<string, readonly string[]>> = LANGUAGE.regions.languages;

/** Languages of one country → the locale; these leave no choice. */
export const VARIETIES: Readonly<Record<string, string>> = LANGUAGE.regions.varieties;
