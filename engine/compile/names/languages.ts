/**
 * Locales by the name of their language in English, `Brazilian Portuguese` as well as `german`: from the names that the
 * JavaScript engine has for them. A language of several countries gives its usual country first.
 *
 * @example
 * localesNamed('brazilian portuguese')   // ['pt_BR']
 */
export function localesNamed(text: string): readonly string[] {
  table ??= makeTable();
  return table.get(text.toLowerCase()) ?? [];
}

let table: ReadonlyMap<string, readonly string[]> | undefined;

/** Languages that the C library has locales for, with the country that is meant where none is named. */
const LANGUAGES =
  'af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko lt lv mk ml mn mr ms mt nb nl nn pa pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur uz vi zh'.split(
    ' ',
  );

/** Varieties with a name of their own in English. */
const VARIETIES =
  'de-AT de-CH en-AU en-CA en-GB en-US es-MX fr-CA fr-CH pt-BR pt-PT en-IE en-NZ en-IN en-ZA fr-BE nl-BE es-AR it-CH'.split(
    ' ',
  );

/** Adjectives of countries, where the engine has only the country's name in brackets. */
const ADJECTIVES: Readonly<Record<string, readonly string[]>> = {
  AT: ['austrian'],
  CH: ['swiss'],
  AU: ['australian'],
  CA: ['canadian'],
  GB: ['british', 'uk'],
  US: ['american', 'us'],
  MX: ['mexican'],
  BR: ['brazilian'],
  PT: ['european'],
  IE: ['irish'],
  NZ: ['new zealand'],
  IN: ['indian'],
  ZA: ['south african'],
  BE: ['belgian'],
  AR: ['argentinian'],
};

function makeTable(): ReadonlyMap<string, readonly string[]> {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const made = new Map<string, readonly string[]>();
  for (const language of LANGUAGES) {
    const region = new Intl.Locale(language).maximize().region ?? '';
    made.set((names.of(language) ?? '').toLowerCase(), [`${language}_${region}`]);
  }
  for (const variety of VARIETIES) {
    const [language = '', region = ''] = variety.split('-');
    const plain = (names.of(language) ?? '').toLowerCase();
    const own = (names.of(variety) ?? '').toLowerCase();
    for (const name of [own, ...(ADJECTIVES[region] ?? []).map((adjective) => `${adjective} ${plain}`)]) {
      made.set(name, [`${language}_${region}`]);
    }
  }
  return made;
}
