import type { FailedBuild, NixTask } from './nix-progress.ts';

/**
 * A command as a value: shown by `--dry-run`, written to the journal, run in one place (host/process/exec.ts). Never a shell
 * string; data never becomes `argv[0]`.
 *
 * @example
 * { argv: ['nix-env', '--profile', '/nix/var/nix/profiles/system', '--set', '/nix/store/…-nixos-system-atlas'] }
 */
export interface Command {
  readonly argv: readonly [string, ...string[]];
  /** Added to the engine's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /**
   * What a Nix command is run for that is given `--log-format internal-json`. Its result has the standard error that
   * Nix prints without it.
   */
  readonly nix?: NixTask;
}

/** What a command left behind. `exitCode` is undefined when it was killed or never started. */
export interface CommandResult {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly aborted: boolean;
  /** Why it never ran (`ENOENT`, `EACCES`). */
  readonly spawnError?: string;
  /** Of a Nix command: what did not build, in the order it failed. */
  readonly failedBuilds?: readonly FailedBuild[];
  /** What still ran when the command was over: it was not waited for. Absent where nothing did. */
  readonly leftBehind?: readonly LeftProcess[];
}

/**
 * A process that outlives the command that started it. `pid` is undefined where only its hold on the output was seen;
 * `holdsOutput`: it has the pipe that the command printed to.
 */
export interface LeftProcess {
  readonly pid: number | undefined;
  readonly command: string;
  readonly holdsOutput: boolean;
}

/** A command as a person would type it: arguments with spaces or metacharacters are quoted for display only. */
export function showCommand({ argv }: Pick<Command, 'argv'>): string {
  return quoteWords(argv);
}

/**
 * Words as a person would type them, on one line whatever is in them.
 *
 * @example
 * quoteWords(['echo', 'a b', 'c\nd']) // `echo 'a b' $'c\\nd'`
 */
export function quoteWords(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/u.test(word)) return word;
  if (!/[\n\r\t\u2028\u2029]/u.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = word
    .replaceAll(/[\\']/gu, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `$'${escaped}'`;
}
