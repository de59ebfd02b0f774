import { readFileSync } from 'node:fs';
import { readManifest, type ProgramFacts } from '../../report/help/facts.ts';
import { assetPath } from './assets.ts';

/** What the built program says of its commands and topics; both files are written by its own build. */
export function readProgramFacts(): ProgramFacts {
  const commands = readManifest(read('oclif.manifest.json') as Parameters<typeof readManifest>[0]);
  const { oclif } = read('package.json') as {
    oclif: { topics: Readonly<Record<string, { readonly description: string }>> };
  };
  const topics = Object.entries(oclif.topics).map(([name, { description }]) => [name, description] as const);
  return { commands, topics: Object.fromEntries(topics) };
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(assetPath(file), 'utf8'));
}
