import { EXIT_CODES } from '../../model/outcome.ts';
import { nearestWords } from '../../nix/spelling.ts';
import { renderCommandHelp, type HelpStyle } from '../../report/help/command.ts';
import { BIN, type ProgramFacts } from '../../report/help/facts.ts';
import { renderProgramHelp, renderTopicHelp } from '../../report/help/program.ts';
import { readingStyle } from '../screen/style.ts';
import { isVersion, versionLine } from '../version.ts';
import { findCommand } from './arguments.ts';

/** Says the version, the help of what is named, or that there is no such thing. */
export function printHelp(argv: readonly string[], program: ProgramFacts): void {
  if (argv.length === 1 && isVersion(argv[0] ?? '')) {
    process.stdout.write(versionLine());
    return;
  }
  const words = argv.filter((word) => !word.startsWith('-'));
  if (words[0] === 'help') words.shift();
  const text = helpOn(words, program, readingStyle());
  if (text !== undefined) process.stdout.write(`${text}\n`);
  else refuseUnknown(words, program);
}

/** Of the longest beginning of the words that is a command; else of a topic. */
function helpOn(words: readonly string[], program: ProgramFacts, style: HelpStyle): string | undefined {
  if (words.length === 0) return renderProgramHelp(program, style);
  const [first = '', second] = words;
  const command = findCommand(words, program.commands)?.command;
  const topic = first in program.topics && (second === undefined || command === undefined);
  if (topic) return second === undefined ? renderTopicHelp(first, program, style) : undefined;
  return command === undefined ? undefined : renderCommandHelp(command, style);
}

function refuseUnknown(words: readonly string[], program: ProgramFacts): void {
  const known = program.commands.map(({ name }) => name);
  const [nearest] = nearestWords(words.join(' '), known, 1);
  const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
  process.stderr.write(
    `${BIN}: there is no command '${words.join(' ')}'.${hint}\n  ${BIN} --help lists the commands.\n`,
  );
  process.exitCode = EXIT_CODES.usage;
}
