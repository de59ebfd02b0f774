import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { goByOwnEnvironment } from '../../../engine/host/program/own-environment.ts';
import { nixosAi } from '../../lib/cli.ts';
import { EVE } from '../../lib/raced.ts';
import { ifSo, inScratch, type Try } from './try.ts';

const OWN = 'root goes by what is its own';
const CLEANED =
  'what somebody else decides is taken out of the environment of root before anything is read or started';

interface Ground {
  readonly dir: string;
  readonly eve: string;
}

/** A variable that an environment was kept with, and what it has to be then. */
const VARIABLES: readonly (readonly [
  name: string,
  value: (ground: Ground) => string,
  own: (ground: Ground) => string | undefined,
  what: string,
])[] = [
  ['HOME', ({ eve }) => eve, () => userInfo().homedir, 'a home of another user'],
  [
    'HOME',
    ({ eve }) => join(eve, 'later'),
    () => userInfo().homedir,
    'a home that another user has still to make',
  ],
  ['HOME', () => 'home', () => userInfo().homedir, 'a home that is where the caller stands'],
  [
    'HOME',
    ({ dir }) => join(dir, 'link'),
    () => userInfo().homedir,
    'a home that a link of another user leads to',
  ],
  ['XDG_CONFIG_HOME', ({ eve }) => eve, () => undefined, 'nix.conf, and so plugins and hooks'],
  ['XDG_DATA_HOME', ({ eve }) => eve, () => undefined, 'plugins of the program itself'],
  ['XDG_CACHE_HOME', ({ eve }) => eve, () => undefined, 'what was evaluated before'],
  ['NIXOS_AI_DATA_DIR', ({ eve }) => eve, () => undefined, 'plugins of the program itself'],
  ['NIX_CONF_DIR', ({ eve }) => eve, () => undefined, 'nix.conf, and so plugins and hooks'],
  ['NIX_USER_CONF_FILES', ({ eve }) => `${eve}/a:/etc/hosts`, () => '/etc/hosts', 'one of several nix.conf'],
  ['XDG_CONFIG_DIRS', ({ eve }) => `/etc:${eve}`, () => '/etc', 'nix.conf, and so plugins and hooks'],
  ['GIT_CONFIG_GLOBAL', ({ eve }) => join(eve, 'config'), () => undefined, 'filters of git'],
  ['GIT_EXEC_PATH', ({ eve }) => eve, () => undefined, 'programs of git'],
  ['GIT_TEMPLATE_DIR', ({ eve }) => eve, () => undefined, 'hooks of git'],
  ['GNUPGHOME', ({ eve }) => eve, () => undefined, 'keys that are trusted'],
  ['BASH_ENV', ({ eve }) => join(eve, 'rc'), () => undefined, 'what every bash reads first'],
  ['PYTHONPATH', ({ eve }) => eve, () => undefined, 'modules of python'],
  ['TMPDIR', ({ eve }) => eve, () => undefined, 'files that are exchanged'],
  ['PATH', ({ eve }) => `${eve}:/usr/bin`, () => '/usr/bin', 'programs by their names'],
  ['PATH', () => '.:/usr/bin', () => '/usr/bin', 'programs where the caller stands'],
  ['PATH', () => ':/usr/bin:', () => '/usr/bin', 'the same, by an empty name'],
];

const variables = VARIABLES.map(([name, value, own, what]): Try => ({
  kind: 'environment',
  tried: `${name} for root: ${what} (${shown(value)})`,
  expected: OWN,
  mended: CLEANED,
  play: async () =>
    onGround((ground) => {
      const env: Record<string, string | undefined> = { PATH: '/usr/bin', [name]: value(ground) };
      goByOwnEnvironment(env);
      return ifSo(env[name] === own(ground), OWN, env[name]);
    }),
}));

/** Without the name of the scratch directory. */
function shown(value: (ground: Ground) => string): string {
  return value({ dir: '…', eve: '…/eve' });
}

async function onGround<T>(act: (ground: Ground) => Promise<T> | T): Promise<T> {
  return inScratch(async (dir) => {
    const eve = join(dir, 'eve');
    mkdirSync(eve);
    chownSync(eve, EVE, EVE);
    symlinkSync('eve', join(dir, 'link'));
    return act({ dir, eve });
  });
}

const NOT_RUN = 'nothing of theirs runs';

/** A plugin of the framework in the data directory of another user. */
const PLUGINS: readonly (readonly [what: string, env: (ground: Ground) => Record<string, string>])[] = [
  ['the home that sudo has kept', ({ eve }) => ({ HOME: eve })],
  ['XDG_DATA_HOME', ({ eve }) => ({ XDG_DATA_HOME: join(eve, '.local/share') })],
  ['NIXOS_AI_DATA_DIR', ({ eve }) => ({ NIXOS_AI_DATA_DIR: join(eve, '.local/share/nixos-ai') })],
];

const plugins = PLUGINS.map(([what, env]): Try => ({
  kind: 'environment',
  tried: `a plugin of the program in the data directory of another user, by ${what}`,
  expected: NOT_RUN,
  mended: 'the program loads no plugin of a home, whoever it is of',
  play: async () =>
    onGround(async (ground) => {
      const { dir, eve } = ground;
      const data = join(eve, '.local/share/nixos-ai');
      const plugin = join(eve, 'plugin');
      mkdirSync(data, { recursive: true });
      mkdirSync(plugin);
      const named = { name: 'evil', type: 'link', root: plugin };
      writeFileSync(join(data, 'package.json'), JSON.stringify({ oclif: { schema: 1, plugins: [named] } }));
      const hooks = { init: './evil.js' };
      writeFileSync(
        join(plugin, 'package.json'),
        JSON.stringify({ name: 'evil', version: '1.0.0', oclif: { hooks, commands: './commands' } }),
      );
      const ran = join(dir, 'ran');
      writeFileSync(join(plugin, 'evil.js'), `require('fs').writeFileSync(${JSON.stringify(ran)}, '');`);
      execFileSync('chown', ['-R', `${EVE}:${EVE}`, eve]);
      await nixosAi(['runbook', 'list'], { env: env(ground) });
      return ifSo(!existsSync(ran), NOT_RUN, 'it ran');
    }),
}));

const SAID = 'it says what is wrong, or does its work';

/** A process that is started in a way that nobody would. */
const STARTS: readonly (readonly [what: string, script: string])[] = [
  ['a directory that is gone', 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'],
  ['no standard streams', 'exec "$@" <&- 2>&-'],
  ['no file that it may write', 'ulimit -f 0 && exec "$@"'],
  ['thirty files that it may open', 'ulimit -n 30 && exec "$@"'],
  ['a umask that forbids all', 'umask 0777 && exec "$@"'],
  ['no environment at all', 'exec env -i "$@"'],
];

const starts = STARTS.map(([what, script]): Try => ({
  kind: 'environment',
  tried: `a start with ${what}`,
  expected: SAID,
  play: async () =>
    onGround(({ dir }) => {
      const bin = new URL('../../../dist/cli/bin.cjs', import.meta.url).pathname;
      const args = ['-c', script, 'sh', process.execPath, bin, 'runbook', 'show', 'add-user'];
      const said = run(args, dir);
      return ifSo(!/\n\s+at |node:internal/u.test(said), SAID, said.slice(0, 300));
    }),
}));

function run(args: readonly string[], cwd: string): string {
  try {
    return execFileSync('sh', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`;
  }
}

export const ENVIRONMENT: readonly Try[] = [...variables, ...plugins, ...starts];
