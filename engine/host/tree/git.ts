import { gitEnvironment } from './git-environment.ts';
import { parseStatus, type ChangedPath } from './git-status.ts';
import { withFaultPoints } from '../fault.ts';
import { execWithoutFaults } from '../process/exec.ts';
import { searchPath } from '../process/search-path.ts';

/** Git in one place. Every call throws what git says when it fails. */
export interface Git {
  /** Any command, and what it prints: index and objects have no call of their own. */
  raw(args: readonly string[], input?: string): Promise<string>;
  /** What `git rev-parse` prints, without the newline at the end. */
  revParse(args: readonly string[]): Promise<string>;
  /** What differs from HEAD; nothing where the work tree is clean. */
  status(args: readonly string[]): Promise<readonly ChangedPath[]>;
  /** A value of the configuration; '' where it is not set. */
  readConfig(key: string): Promise<string>;
}

export interface GitPlace {
  /** Directory the commands run in. */
  readonly directory: string;
  readonly gitDir?: string;
  readonly workTree?: string;
  readonly indexFile?: string;
  /** Run as this user: what we add to somebody's repository must stay theirs. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Whether the configuration of the user and of the system applies: yes in a user's repository, no in our store. */
  readonly userConfig: boolean;
}

const IDENTITY = { name: 'nixos-ai', email: 'nixos-ai@localhost' };
/** Minutes of hashing mean that a disk is stuck. */
const LIMIT_MS = 120_000;

/**
 * A git to run in one place. Hooks, prompts, pagers and helpers that stay are off; in our own store no configuration but
 * ours applies, so that the bytes of a snapshot are the bytes of the tree whatever `core.autocrlf` or a filter says.
 *
 * @example
 * const git = gitIn({ directory: '/etc/nixos', userConfig: true });
 * await git.revParse(['HEAD']);
 */
export function gitIn(place: GitPlace): Git {
  const env = environmentOf(place);
  const raw = async (args: readonly string[], input?: string): Promise<string> =>
    withFaultPoints(`git:${verbOf(args)}`, async () => {
      const result = await execWithoutFaults(
        { argv: ['git', ...args], env, cwd: place.directory },
        {
          timeout: LIMIT_MS,
          onlyOwnEnvironment: true,
          ...(input === undefined ? {} : { input }),
          ...(place.owner === undefined ? {} : { owner: place.owner }),
        },
      );
      if (result.exitCode === 0) return result.stdout;
      throw new GitFailed(verbOf(args), result);
    });
  return {
    raw,
    revParse: async (args) => (await raw(['rev-parse', ...args])).trimEnd(),
    status: async (args) => parseStatus(await raw(['status', '--porcelain=v1', '-z', ...args])),
    readConfig: async (key) => {
      try {
        return (await raw(['config', '--get', key])).trimEnd();
      } catch (error) {
        // Exit 1: it is not set.
        if (error instanceof GitFailed && error.exitCode === 1) return '';
        throw error;
      }
    },
  };
}

/** A command of git failed, or was not there. */
export class GitFailed extends Error {
  override readonly name = 'GitFailed';
  readonly exitCode: number | undefined;
  /** Why git could not be started at all. */
  readonly spawnError: string | undefined;

  constructor(verb: string, result: Parameters<typeof whyOf>[0]) {
    super(`git ${verb}: ${whyOf(result)}`);
    this.exitCode = result.exitCode;
    this.spawnError = result.spawnError;
  }
}

function whyOf(result: {
  readonly exitCode: number | undefined;
  readonly spawnError?: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}): string {
  if (result.spawnError !== undefined) return result.spawnError;
  if (result.timedOut) return `no answer within ${LIMIT_MS / 1000} s`;
  return result.stderr.trim() || `exit ${result.exitCode ?? 'by a signal'}`;
}

function environmentOf(place: GitPlace): Record<string, string> {
  const { HOME = '/' } = process.env;
  return {
    PATH: searchPath(),
    HOME,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    ...gitEnvironment('*'),
    ...(place.gitDir === undefined ? {} : { GIT_DIR: place.gitDir }),
    ...(place.workTree === undefined ? {} : { GIT_WORK_TREE: place.workTree }),
    ...(place.indexFile === undefined ? {} : { GIT_INDEX_FILE: place.indexFile }),
    ...(place.userConfig
      ? {}
      : {
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_ATTR_NOSYSTEM: '1',
          GIT_AUTHOR_NAME: IDENTITY.name,
          GIT_AUTHOR_EMAIL: IDENTITY.email,
          GIT_COMMITTER_NAME: IDENTITY.name,
          GIT_COMMITTER_EMAIL: IDENTITY.email,
        }),
  };
}

/** Options of git itself (-c name=value) stand before the verb. */
function verbOf(args: readonly string[]): string {
  return args.find((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-c') ?? '';
}

/** Who commits where the user has not said: git refuses to commit without. */
export function identityArguments(name: string, email: string): string[] {
  return [
    '-c',
    `user.name=${name === '' ? IDENTITY.name : name}`,
    '-c',
    `user.email=${email === '' ? IDENTITY.email : email}`,
  ];
}
