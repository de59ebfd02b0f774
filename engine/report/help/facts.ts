/**
 * A command as it is declared: the one source from which its line is read and completed, and its help, its manual page and
 * its part of docs/COMMANDS.md are made.
 */
export interface CommandFacts {
  /** Words after the program's name: `runbook list`. */
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  /** Whole lines, as one types them. */
  readonly examples: readonly string[];
  /** By name, in the order in which they are typed. */
  readonly args: Readonly<Record<string, ArgumentFacts>>;
  readonly flags: Readonly<Record<string, FlagFacts>>;
  /** For programs, not for people: it works, and nothing lists it. */
  readonly hidden?: boolean;
}

export interface ArgumentFacts {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: string;
  /** The last argument may be so: it takes every word that is left. */
  readonly multiple?: boolean;
  /** The values it may have. */
  readonly options?: readonly string[];
  readonly completes?: Completes;
}

export interface FlagFacts {
  /** An `option` and an `integer` take a value. */
  readonly type: 'boolean' | 'option' | 'integer';
  readonly char?: Letter;
  readonly description?: string;
  /** What its value is called: `DIR`. */
  readonly helpValue?: string;
  readonly required?: boolean;
  readonly default?: boolean | number | string | readonly string[];
  readonly hidden?: boolean;
  readonly multiple?: boolean;
  /** Whether `--no-…` is said of it as well. */
  readonly allowNo?: boolean;
  /** The values it may have. */
  readonly options?: readonly string[];
  /** Least and greatest value of an integer. */
  readonly min?: number;
  readonly max?: number;
  /** Flags without which it means nothing. */
  readonly dependsOn?: readonly string[];
  /** Flags that contradict it. */
  readonly exclusive?: readonly string[];
  readonly completes?: Completes;
}

// prettier-ignore
type Letter = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'o' | 'p' | 'q' | 'r' | 's' | 't' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z';

/** Where the values come from that a shell offers; without it the text is free. */
export type Completes =
  | 'codes'
  | 'directories'
  | 'files'
  | 'options'
  | 'parameters'
  | 'providers'
  | 'runbooks'
  | 'runs'
  | 'sentence';

/** Every command of the program, and what the words before them stand for. */
export interface ProgramFacts {
  readonly commands: readonly CommandFacts[];
  /** `audit` → what the commands below it are about. */
  readonly topics: Readonly<Record<string, string>>;
}

export const BIN = 'nixos-ai';

/** The commands that people are told of: those of no topic first, then by name. */
export function listedCommands(commands: readonly CommandFacts[]): readonly CommandFacts[] {
  return commands
    .filter(({ hidden }) => hidden !== true)
    .sort((a, b) => depthOf(a) - depthOf(b) || a.name.localeCompare(b.name, 'en'));
}

/** Flags as they are shown. */
export function visibleFlags(flags: CommandFacts['flags']): readonly (readonly [string, FlagFacts])[] {
  return Object.entries(flags).filter(([, { hidden }]) => hidden !== true);
}

/** `--host DIR`, `--[no-]cache`. */
export function spellFlag(name: string, { type, helpValue, allowNo }: FlagFacts): string {
  if (type === 'boolean') return allowNo === true ? `--[no-]${name}` : `--${name}`;
  return `--${name} ${helpValue ?? 'VALUE'}`;
}

/** The arguments of a command as its usage line shows them: `RUNBOOK`, `[RUN]`, `FILE...`. */
export function spellArguments({ args }: Pick<CommandFacts, 'args'>): readonly string[] {
  return Object.entries(args).map(([argument, { required, multiple }]) => {
    const word = `${argument.toUpperCase()}${multiple === true ? '...' : ''}`;
    return required === true ? word : `[${word}]`;
  });
}

/** A default that is worth saying. */
export function defaultOf({ default: value }: FlagFacts): string | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;
}

function depthOf({ name }: CommandFacts): number {
  return name.split(' ').length;
}
