import type { SimpleGit, StatusResult } from 'simple-git';
import { withFaultPoints } from '../fault.ts';

/** Git in one place. Every call throws what git says when it fails. */
export interface Git {
  /** Any command, and what it prints: index and objects have no call of their own. */
  raw(args: readonly string[]): Promise<string>;
  /** What `git rev-parse` prints, without the newline at the end. */
  revParse(args: readonly string[]): Promise<string>;
  status(args: readonly string[]): Promise<StatusResult>;
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

/**
 * A git to run in one place. Hooks, prompts and pagers are off; in our own store no configuration but ours applies, so
 * that the bytes of a snapshot are the bytes of the tree whatever `core.autocrlf` or a filter says.
 *
 * @example
 * const git = gitIn({ directory: '/etc/nixos', userConfig: true });
 * await git.revParse(['HEAD']);
 */
export function gitIn(place: GitPlace): Git {
  const git: Record<string, string> = {
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
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
  const { PATH = '/usr/bin:/bin', HOME = '/' } = process.env;
  let opened: Promise<Opened> | undefined;
  const run = async <T>(verb: string, command: (opened: SimpleGit) => PromiseLike<T>): Promise<T> => {
    opened ??= open(place, { PATH, HOME, LC_ALL: 'C', ...git });
    const { commands } = await opened;
    return withFaultPoints(`git:${verb}`, async () => command(commands));
  };
  return {
    raw: async (args) => run(verbOf(args), (commands) => commands.raw([...args])),
    revParse: async (args) => run('rev-parse', (commands) => commands.revparse([...args])),
    status: async (args) => run('status', (commands) => commands.status([...args])),
    readConfig: async (key) => run('config', async (commands) => (await commands.getConfig(key)).value ?? ''),
  };
}

/** Options of git itself (-c name=value) stand before the verb. */
function verbOf(args: readonly string[]): string {
  return args.find((arg, index) => !arg.startsWith('-') && args[index - 1] !== '-c') ?? '';
}

/** Within an object: the commands are themselves something to wait for, and would be waited for. */
interface Opened {
  readonly commands: SimpleGit;
}

/** Loaded when git is needed: most previews need none. */
async function open(place: GitPlace, env: Record<string, string>): Promise<Opened> {
  const { simpleGit } = await import('simple-git');
  const commands = simpleGit({
    baseDir: place.directory,
    allowEnvironment: Object.keys(env),
    // The paths are ours (/dev/null); nothing of a request reaches them.
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeHooksPath: true },
    config: ['core.hooksPath=/dev/null', 'gc.auto=0', 'safe.directory=*'],
    // A command is over when its output is: no grace period on top.
    completion: { onClose: true, onExit: false },
    ...(place.owner === undefined ? {} : { spawnOptions: { uid: place.owner.uid, gid: place.owner.gid } }),
  }).env(env);
  return { commands };
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
