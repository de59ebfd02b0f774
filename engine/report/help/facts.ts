/** What a command says of itself: the one source of its help, its manual page and its part of docs/COMMANDS.md. */
export interface CommandFacts {
  /** Words after the program's name: `runbook list`. */
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  readonly examples: readonly string[];
  readonly args: Readonly<Record<string, ArgumentFacts>>;
  readonly flags: Readonly<Record<string, FlagFacts>>;
  /** False when the last argument may be repeated. */
  readonly strict: boolean;
}

export interface ArgumentFacts {
  readonly description?: string | undefined;
  readonly required?: boolean | undefined;
}

export interface FlagFacts {
  readonly char?: string | undefined;
  readonly description?: string | undefined;
  readonly helpValue?: string | readonly string[] | undefined;
  readonly type: 'boolean' | 'option';
  readonly default?: unknown;
  readonly hidden?: boolean | undefined;
  readonly multiple?: boolean | undefined;
  /** Whether `--no-…` is said of it as well. */
  readonly allowNo?: boolean | undefined;
  /** The values it may have. */
  readonly options?: readonly string[] | undefined;
}

/** Every command of the program, and what the words before them stand for. */
export interface ProgramFacts {
  readonly commands: readonly CommandFacts[];
  /** `audit` → what the commands below it are about. */
  readonly topics: Readonly<Record<string, string>>;
}

export const BIN = 'nixos-ai';

/** As oclif writes it, the part that is read. */
interface ManifestCommand extends Omit<CommandFacts, 'name' | 'examples' | 'args' | 'flags'> {
  readonly id: string;
  readonly hidden?: boolean;
  readonly examples?: readonly (string | { readonly command: string })[];
  readonly args?: CommandFacts['args'];
  readonly flags?: CommandFacts['flags'];
}

/** The commands of `oclif.manifest.json`, those without a topic first, then by name. Hidden ones are left out. */
export function readManifest(manifest: {
  readonly commands: Readonly<Record<string, ManifestCommand>>;
}): readonly CommandFacts[] {
  return Object.values(manifest.commands)
    .filter(({ hidden }) => hidden !== true)
    .map((command) => ({
      ...command,
      name: command.id.replaceAll(':', ' '),
      examples: (command.examples ?? []).map((example) => plainExample(example)),
      args: command.args ?? {},
      flags: command.flags ?? {},
    }))
    .sort((a, b) => depthOf(a) - depthOf(b) || a.name.localeCompare(b.name, 'en'));
}

/** An example as one types it. */
export function plainExample(example: string | { readonly command: string }): string {
  return (typeof example === 'string' ? example : example.command).replaceAll('<%= config.bin %>', BIN);
}

/** Flags as they are shown, in the order of their names; short ones are found by their long name. */
export function visibleFlags(flags: CommandFacts['flags']): readonly (readonly [string, FlagFacts])[] {
  return Object.entries(flags).filter(([, { hidden }]) => hidden !== true);
}

/** `--host DIR`, `--[no-]cache`. */
export function spellFlag(name: string, { type, helpValue, allowNo }: FlagFacts): string {
  if (type === 'boolean') return allowNo === true ? `--[no-]${name}` : `--${name}`;
  return `--${name} ${typeof helpValue === 'string' ? helpValue : 'VALUE'}`;
}

/** The arguments of a command as its usage line shows them: `RUNBOOK`, `[RUN]`, `FILE...`. */
export function spellArguments({ args, strict }: Pick<CommandFacts, 'args' | 'strict'>): readonly string[] {
  return Object.entries(args).map(([argument, { required }], at, all) => {
    const word = `${argument.toUpperCase()}${!strict && at === all.length - 1 ? '...' : ''}`;
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
