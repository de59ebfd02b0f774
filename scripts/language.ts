/**
 * Writes `schemas/language/compiled.ts`: the kinds of wishes and the words of `schemas/language/`, as the program holds them. It is kept in
 * the repository, so that sources and the built program read the same; a test holds it to what it is made of.
 */
import { writeFileSync } from 'node:fs';
import { compileLanguage } from './language/compile.ts';

process.chdir(new URL('..', import.meta.url).pathname);
writeFileSync('schemas/language/compiled.ts', compileLanguage());
