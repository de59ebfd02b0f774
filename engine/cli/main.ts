import { isatty } from 'node:tty';
import { EXIT_CODES } from '../model/outcome.ts';
import { asksForHelp, readArguments, takePlain } from './arguments.ts';
import { readDirect, type Direct } from './direct.ts';
import { PLAIN } from './plain.ts';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

/** One start of the program, by what was typed. */
export async function main(): Promise<void> {
  const typed = takePlain(process.argv.slice(2));
  if (typed.plain) process.env[PLAIN] = '1';
  const read = readArguments(typed.argv, isatty(0) && isatty(1));
  if (read.kind === 'unknown') {
    const hint = read.nearest === undefined ? '' : ` Did you mean '${read.nearest}'?`;
    process.stderr.write(
      `nixos-ai: there is no ${read.word.startsWith('-') ? 'flag' : 'command'} '${read.word}'.${hint}\n` +
        '  A sentence says what you want: nixos-ai "install docker and enable it"\n  nixos-ai --help lists the commands.\n',
    );
    process.exitCode = EXIT_CODES.usage;
  } else if (asksForHelp(read.argv)) {
    (await import('./help.ts')).printHelp(read.argv);
  } else {
    const direct = readDirect(read.argv);
    if (direct === undefined) await (await import('./oclif.ts')).runCommand(read.argv);
    else await runDirect(direct);
  }
}

/** What needs no command framework; each a file that holds everything it loads. */
async function runDirect(direct: Direct): Promise<void> {
  switch (direct.command) {
    case 'history':
      return (await import('./entries/history.ts')).lookAtHistory(direct.flags);
    case 'daemon':
      return (await import('./entries/daemon.ts')).runDaemon(direct.host);
    case 'ask':
    case 'plan':
      return (await import('./entries/sentence.ts')).runSentenceDirectly(direct);
  }
}
