import { isatty } from 'node:tty';
import { EXIT_CODES } from '../model/outcome.ts';
import { asksForHelp, readArguments, takePlain } from './arguments.ts';
import { readDirect, type Direct } from './direct.ts';
import type { HistoryFlags } from './history.ts';
import type { Look } from './look.ts';
import { PLAIN } from './plain.ts';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

const typed = takePlain(process.argv.slice(2));
if (typed.plain) process.env[PLAIN] = '1';
const read = readArguments(typed.argv, isatty(0) && isatty(1));
if (read.kind === 'unknown') {
  const hint = read.nearest === undefined ? '' : ` Did you mean '${read.nearest}'?`;
  process.stderr.write(
    `nixos-ai: there is no command '${read.word}'.${hint}\n` +
      '  A sentence says what you want: nixos-ai "install docker and enable it"\n  nixos-ai --help lists the commands.\n',
  );
  process.exitCode = EXIT_CODES.usage;
} else if (asksForHelp(read.argv)) {
  (await import('./help.ts')).printHelp(read.argv);
} else {
  const direct = readDirect(read.argv);
  if (read.argv[0] === 'daemon') await startDaemon(read.argv);
  else if (direct === undefined) await (await import('./oclif.ts')).runCommand(read.argv);
  else await runDirect(direct);
}

type DirectSentence = Exclude<Direct, { command: 'history' }>;

/** A sentence goes its way without the command framework being loaded; to look at runs, less is. */
async function runDirect(direct: Direct): Promise<void> {
  await (direct.command === 'history' ? lookAtHistory(direct.flags) : sayOrDo(direct));
}

async function lookAtHistory(flags: HistoryFlags): Promise<void> {
  const { Look } = await import('./look.ts');
  const { runHistory } = await import('./history.ts');
  const look = new Look();
  await ending(look, async () => runHistory(look, flags));
}

async function sayOrDo({ command, sentence, flags }: DirectSentence): Promise<void> {
  const { Door } = await import('./door.ts');
  const { runAsk, runPlan } = await import('./sentence.ts');
  const door = new Door();
  await ending(door, async () =>
    command === 'ask' ? runAsk(door, sentence, flags) : runPlan(door, sentence, flags),
  );
}

/** Takes the exit code of what ended with one; what nobody expected is told without its secrets. */
async function ending(look: Look, act: () => Promise<void>): Promise<void> {
  const { Ended } = await import('./look.ts');
  try {
    await act();
  } catch (error) {
    if (error instanceof Ended) process.exitCode = error.exitCode;
    else await (await import('./oclif.ts')).failUnexpectedly(look.hide(error));
  }
}

async function startDaemon(argv: readonly string[]): Promise<void> {
  const { readDaemon, runDaemon } = await import('./run-daemon.ts');
  const given = readDaemon(argv);
  if (given === undefined) await (await import('./oclif.ts')).runCommand(argv);
  else await runDaemon(given.host);
}
