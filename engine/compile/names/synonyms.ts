import { LANGUAGE } from '../language.ts';

type Named = Readonly<Record<string, readonly string[]>>;

/**
 * What people call a thing → the names its module may have, as components below `services`, `programs` and the other
 * families, or as a dotted prefix. Several names are the names of different releases: the one that exists is meant.
 */
export const MODULE_SYNONYMS: Named = LANGUAGE.names.modules;

/** What people call a program → the attributes it may have. */
export const PACKAGE_SYNONYMS: Named = LANGUAGE.names.packages;

/** Words for a kind of thing: there are several, so they lead to a question. */
export const CATEGORIES: Named = LANGUAGE.names.categories;
