/**
 * Writes what is made of the schemas and of the policy that ships: `schemas/validators/` and `schemas/default-policy.json`.
 * Both are kept in the repository, so that the sources and the built program read the same; a test holds them to what they
 * are made of.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { compilePolicy, compileValidators } from './schemas/compile.ts';

process.chdir(new URL('..', import.meta.url).pathname);
mkdirSync('schemas/validators', { recursive: true });
for (const [file, text] of await compileValidators()) writeFileSync(file, text);
// By the new validators.
writeFileSync('schemas/default-policy.json', compilePolicy());
