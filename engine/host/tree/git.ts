import { randomUUID } from 'node:crypto';
import type { SimpleGit } from 'simple-git';
import { systemClock } from '../clock.ts';
import { withFaultPoints } from '../fault.ts';
import { MARK } from '../process/child.ts';
import { endMarked } from '../process/left-behind.ts';
import { searchPath } from '../process/search-path.ts';
import { gitEnvironment } from './git-environment.ts';

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

/** A path that differs from HEAD, relative to the root; `?` in both columns where git does not track it. */
export interface ChangedPath {
  readonly path: string;
  readonly index: string;
  readonly workTree: string;
}

export interface GitPlace {
  /** Directory the commands run in. */
  readonly directory: string;
  readonly gitDir?: string;
  readonly workTree?: string;
  readonly indexFile?: string;
  /** Run as this user: what we add to somebody's repository must stay theirs. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Milliseconds that a command may take; two minutes where it is not said. */
  readonly limit?: number;
  /** Whether the configuration of the user and of the system applies: yes in a user's repository, no in our store. */
  readonly userConfig: boolean;
}

const IDENTITY = { name: 'nixos-ai', email: 'nixos-ai@localhost' };
/** Minutes of hashing mean that a disk is stuck, or that somebody's filter does not want it to end. */
const LIMIT_MS = 120_000;
/** The owner of a repository may stop a git that runs as them: then nobody waits for it any longer, and it is killed. */
const GIVEN_UP_MS = 4_000;
/** A command is over when git has ended: what it left behind may hold the pipes for ever. */
const DRAIN_MS = 500;

/**
 * A git to run in one place. Hooks, prompts, pagers and helpers that stay are off; in our own store no configuration but
 * ours applies, so that the bytes of a snapshot are the bytes of the tree whatever `core.autocrlf` or a filter says. Git
 * has a session of its own: what a repository's owner makes it start has no terminal to write to, nor to type into.
 *
 * @example
 * const git = gitIn({ directory: '/etc/nixos', userConfig: true });
 * await git.revParse(['HEAD']);
 */
export function gitIn(place: GitPlace): Git {
  const run = async <T>(
    verb: string,
    command: (git: SimpleGit) => PromiseLike<T>,
    input?: string,
  ): Promise<T> =>
    withFaultPoints(`git:${verb}`, async () => {
      const stop = new AbortController();
      const mark = randomUUID();
      const { commands } = await open(place, { abort: stop.signal, input, mark });
      const limit = place.limit ?? LIMIT_MS;
      return ended(command(commands), { verb, limit, mark }, stop);
    });
  return {
    raw: async (args, input) => run(verbOf(args), (git) => git.raw([...args]), input),
    revParse: async (args) => run('rev-parse', (git) => git.revparse([...args])),
    status: async (args) => {
      const { files } = await run('status', (git) => git.status([...args]));
      return files.map(({ path, index, working_dir: workTree }) => ({ path, index, workTree }));
    },
    readConfig: async (key) => run('config', async (git) => (await git.getConfig(key)).value ?? ''),
  };
}

/**
 * What a command gives, within its limit whatever it prints meanwhile: it is interrupted then, and killed with all that it
 * has started where that does not end it.
 */
async function ended<T>(
  command: PromiseLike<T>,
  { verb, limit, mark }: { readonly verb: string; readonly limit: number; readonly mark: string },
  stop: AbortController,
): Promise<T> {
  const late = `git ${verb}: no answer within ${limit / 1000} s`;
  const timers = [systemClock.after(limit, () => stop.abort())];
  const givenUp = new Promise<never>((_, fail) => {
    timers.push(systemClock.after(limit + GIVEN_UP_MS, () => fail(new Error(late))));
  });
  try {
    return await Promise.race([command, givenUp]);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    await endMarked(mark);
    throw new Error(late, { cause: error });
  } finally {
    for (const timer of timers) timer.cancel();
  }
}

/** Within an object: the commands are themselves something to wait for, and would be waited for. */
interface Opened {
  readonly commands: SimpleGit;
}

/** For one command. Loaded when git is needed: most previews need none. */
async function open(
  place: GitPlace,
  {
    abort,
    input,
    mark,
  }: { readonly abort: AbortSignal; readonly input?: string | undefined; readonly mark: string },
): Promise<Opened> {
  const { simpleGit } = await import('simple-git');
  const env = { ...environmentOf(place), [MARK]: mark };
  const commands = simpleGit({
    baseDir: place.directory,
    // setsid(1) becomes git: no process more.
    binary: ['setsid', 'git'],
    allowEnvironment: Object.keys(env),
    // All of it is ours, /dev/null and false; nothing of a request or a repository reaches it.
    unsafe: {
      allowUnsafeConfigPaths: true,
      allowUnsafeConfigEnvCount: true,
      allowUnsafeHooksPath: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeCredentialHelper: true,
    },
    completion: { onClose: true, onExit: DRAIN_MS },
    abort,
    ...(input === undefined ? {} : { input: () => Buffer.from(input) }),
    ...(place.owner === undefined ? {} : { spawnOptions: { uid: place.owner.uid, gid: place.owner.gid } }),
  }).env(env);
  return { commands };
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
