/**
 * Writes the documents that are made from the code: docs/RUNBOOKS.md from the schema and the shipped runbooks,
 * docs/COMMANDS.md from the commands. `node scripts/docs.ts`; a test holds the committed files to what this gives.
 */
import { writeFileSync } from 'node:fs';
import { generateDocuments } from './docs/sources.ts';

const root = new URL('..', import.meta.url).pathname;
for (const [file, text] of await generateDocuments()) {
  writeFileSync(`${root}${file}`, text);
  console.log(file);
}
