import { isatty } from 'node:tty';
import { EXIT_CODES } from '../model/outcome.ts';
import { readCommandLine, takePlain } from './command-line/arguments.ts';
import { COMMANDS, PROGRAM } from './command-line/table.ts';
import { PLAIN } from './screen/plain.ts';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

/** One start of the program, by what was typed. */
export async function main(): Promise<void> {
  const typed = takePlain(process.argv.slice(2));
  if (typed.plain) process.env[PLAIN] = '1';
  const read = readCommandLine(typed.argv, isatty(0) && isatty(1), COMMANDS);
  if (read.kind === 'unknown') {
    const hint = read.nearest === undefined ? '' : ` Did you mean '${read.nearest}'?`;
    process.stderr.write(
      `nixos-ai: there is no ${read.word.startsWith('-') ? 'flag' : 'command'} '${read.word}'.${hint}\n` +
        '  Say what you want in a sentence: nixos-ai "install docker and enable it"\n  nixos-ai --help lists the commands.\n',
    );
    process.exitCode = EXIT_CODES.usage;
    return;
  }
  if (read.kind === 'help')
    return (await import('./command-line/help.ts')).printHelp(read.words, PROGRAM.facts);
  const { command, argv } = read;
  if (command.quick !== true) return (await import('./oclif.ts')).runCommand(command.name, argv);
  try {
    const exitCode = await (await command.load()).run(argv, PROGRAM);
    if (exitCode !== 0) process.exitCode = exitCode;
  } catch (error) {
    await (await import('./oclif.ts')).failUnexpectedly(error);
  }
}
