import { Flags } from '@oclif/core';
import { readProgramFacts } from '../../host/program/program-facts.ts';
import { BaseCommand } from '../base-command.ts';
import { knownOf } from '../completion/known.ts';
import { offersFor, type Offers } from '../completion/offers.ts';
import { splitLine } from '../completion/split.ts';

/** For shells, not for people: see `completion`. */
export default class Complete extends BaseCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Say what may stand at the end of a command line.';
  static override readonly flags = { line: Flags.string({ required: true }) };

  async run(): Promise<void> {
    const { flags } = await this.parse(Complete);
    const line = splitLine(flags.line);
    const at = line.before.indexOf('--host');
    const known = knownOf(at === -1 ? undefined : line.before[at + 1]);
    process.stdout.write(spell(await offersFor(line, readProgramFacts(), known)));
  }
}

/** A line for each offer, its meaning behind a tab; or what the shell is to offer itself. */
function spell(found: Offers): string {
  if (found.kind !== 'words') return `:${found.kind}\n`;
  return found.offers
    .map(({ word, meaning }) => `${meaning === undefined ? word : `${word}\t${meaning}`}\n`)
    .join('');
}
