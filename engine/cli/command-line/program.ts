import type { CommandFacts, ProgramFacts } from '../../report/help/facts.ts';
import { listedCommands } from '../../report/help/facts.ts';

/** What a file of commands/ gives: a command that can be run. */
export interface CommandModule {
  /** Reads what stood behind the command and does it. The exit code, once everything has been said. */
  readonly run: (argv: readonly string[], program: Program) => Promise<number>;
}

/** A row of the table: a command as it is declared, and where it is done. */
export interface CommandEntry extends CommandFacts {
  readonly load: () => Promise<CommandModule>;
  /** Its start is waited for: it is built into one file, and the command framework is not loaded for it. */
  readonly quick?: boolean;
}

/** The commands that there are, for a command that needs to know or to run another one. */
export interface Program {
  /** What people are told of. */
  readonly facts: ProgramFacts;
  /** Runs a command by its whole name, with what stands behind it. */
  readonly run: (name: string, argv: readonly string[]) => Promise<number>;
}

/**
 * The program of a table of commands.
 *
 * @example
 * await makeProgram(COMMANDS, TOPICS).run('runbook list', ['--json']) // 0
 */
export function makeProgram(commands: readonly CommandEntry[], topics: ProgramFacts['topics']): Program {
  const program: Program = {
    // When they are asked for: putting names in order loads what Node knows of languages.
    get facts() {
      return { commands: listedCommands(commands), topics };
    },
    run: async (name, argv) => {
      const command = commands.find((one) => one.name === name);
      if (command === undefined) throw new TypeError(`there is no command '${name}'`);
      return (await command.load()).run(argv, program);
    },
  };
  return program;
}
