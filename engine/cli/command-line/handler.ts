import { EXIT_CODES } from '../../model/outcome.ts';
import { usageOf } from '../../report/help/command.ts';
import { BIN, type CommandFacts } from '../../report/help/facts.ts';
import { CommandContext, Ended } from '../context/command-context.ts';
import type { InputOf } from './input.ts';
import type { CommandModule, Program } from './program.ts';
import { readInput } from './read-input.ts';

/** What a command does with what was typed behind it. */
export type Handler<D extends CommandFacts, C extends CommandContext = CommandContext> = (
  context: C,
  input: InputOf<D>,
) => Promise<void> | void;

/**
 * A command that looks: its declaration, and what it does. What stands behind it is read here, for every command.
 *
 * @example
 * export const command = makeCommand(status, async (context, { flags }) => …);
 */
export function makeCommand<D extends CommandFacts>(declaration: D, handle: Handler<D>): CommandModule {
  return commandIn((json, program) => new CommandContext(json, program), declaration, handle);
}

/** The same in a context of another kind. */
export function commandIn<D extends CommandFacts, C extends CommandContext>(
  makeContext: (json: boolean, program: Program) => C,
  declaration: D,
  handle: Handler<D, C>,
): CommandModule {
  return {
    run: async (argv, program) => {
      const read = readInput(declaration, argv);
      if (!read.ok) return refuse(declaration, read.problems);
      const json = 'json' in read.input.flags && read.input.flags['json'] === true;
      const context = makeContext(json, program);
      try {
        await handle(context, read.input);
        return 0;
      } catch (error) {
        if (error instanceof Ended) return error.exitCode;
        throw context.hide(error);
      }
    },
  };
}

function refuse(declaration: CommandFacts, problems: readonly string[]): number {
  const name = `${BIN} ${declaration.name}`;
  const lines = [
    ...problems.map((problem) => `${name}: ${problem}`),
    `  usage: ${usageOf(declaration)}`,
    `  ${name} --help tells more.`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  return EXIT_CODES.usage;
}
