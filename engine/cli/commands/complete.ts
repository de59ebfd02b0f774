import { completeCommand } from '../command-line/declarations/completion.ts';
import { makeCommand } from '../command-line/handler.ts';
import { knownOf } from '../completion/known.ts';
import { offersFor, type Offers } from '../completion/offers.ts';
import { isHarmless, spellOffer } from '../completion/spell.ts';
import { splitLine } from '../completion/split.ts';

export const command = makeCommand(completeCommand, async (context, { flags }) => {
  const line = splitLine(flags.line);
  const at = line.before.indexOf('--host');
  const known = knownOf(at === -1 ? undefined : line.before[at + 1]);
  process.stdout.write(spell(await offersFor(line, context.program.facts, known)));
});

/** A line for each offer, its meaning behind a tab; or what the shell is to offer itself. */
function spell(found: Offers): string {
  if (found.kind !== 'words') return `:${found.kind}\n`;
  return found.offers.filter(isHarmless).map(spellOffer).join('');
}
