import { Args, Command, Flags } from '@oclif/core';
import type { ArgumentFacts, CommandFacts, FlagFacts } from '../../report/help/facts.ts';
import type { Program } from './program.ts';

/** The commands of the table as the framework wants them, so that its plugins find and describe them. */
export function frameworkCommands(
  commands: readonly CommandFacts[],
  program: Program,
): Readonly<Record<string, Command.Class>> {
  return Object.fromEntries(
    commands.map((command) => [command.name.replaceAll(' ', ':'), frameworkCommand(command, program)]),
  );
}

function frameworkCommand(declared: CommandFacts, program: Program): Command.Class {
  return class extends Command {
    static override readonly summary = declared.summary ?? '';
    static override readonly description = declared.description;
    static override readonly examples = [...declared.examples];
    static override readonly hidden = declared.hidden === true;
    static override readonly strict = !Object.values(declared.args).some(({ multiple }) => multiple === true);
    static override readonly args = mapValues(declared.args, argumentOf);
    static override readonly flags = mapValues(declared.flags, flagOf);

    /** The exit code. What was typed is handed on as it is: the command reads it by its declaration. */
    async run(): Promise<number> {
      this.parsed = true;
      return program.run(declared.name, this.argv);
    }
  };
}

function argumentOf({ description, required, default: standard, options }: ArgumentFacts) {
  return Args.string({
    required: required === true,
    ...(description === undefined ? {} : { description }),
    ...(standard === undefined ? {} : { default: standard }),
    ...(options === undefined ? {} : { options: [...options] }),
  });
}

function flagOf(facts: FlagFacts) {
  const { type, char, description, helpValue, hidden, required, options } = facts;
  const shared = {
    required: required === true,
    hidden: hidden === true,
    ...(char === undefined ? {} : { char }),
    ...(description === undefined ? {} : { description }),
  };
  if (type === 'boolean') return Flags.boolean({ ...shared, allowNo: facts.allowNo === true });
  const valued = {
    ...shared,
    ...(helpValue === undefined ? {} : { helpValue }),
    ...(options === undefined ? {} : { options: [...options] }),
  };
  return facts.multiple === true ? Flags.string({ ...valued, multiple: true }) : Flags.string(valued);
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  make: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, make(value)]));
}
