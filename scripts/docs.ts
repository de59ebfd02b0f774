/**
 * Writes what is made from the code: schemas/runbook.schema.json from the kinds of steps and checks, docs/RUNBOOKS.md from
 * the schema and the shipped runbooks, docs/COMMANDS.md from the commands, docs/FINDINGS.md from the codes of
 * findings, docs/EFFECTS.md from what the code does by path and which processes it starts, docs/OPTION-CLASSES.md from the
 * policy that ships and the options of two releases, nix/library.json from the shipped runbooks, and from that and the
 * NixOS module docs/options.md.
 * `node scripts/docs.ts`; tests hold the committed files to what this gives.
 */
import { writeFileSync } from 'node:fs';
import { HOSTILE } from '../tests/check/policy/given-text.ts';
import { SHIPPED_POLICY } from '../tests/lib/policy.ts';
import { classifiedReleases } from './docs/option-classes/releases.ts';
import { OPTION_CLASSES, renderOptionClasses } from './docs/option-classes/render.ts';
import { OPTIONS, readOptions, renderOptions } from './docs/options.ts';
import { generateDocuments } from './docs/sources.ts';
import { EFFECTS, renderEffects } from './effects/render.ts';
import { findEffects } from './effects/search.ts';

const root = new URL('..', import.meta.url).pathname;
const write = (file: string, text: string): void => {
  writeFileSync(`${root}${file}`, text);
  console.log(file);
};

for (const [file, text] of await generateDocuments()) write(file, text);
write(EFFECTS, renderEffects(findEffects(root)));
write(OPTION_CLASSES, renderOptionClasses(SHIPPED_POLICY, classifiedReleases(SHIPPED_POLICY, HOSTILE)));
// Nix reads nix/library.json, which is new by now.
write(OPTIONS, renderOptions(readOptions()));
