import { userInfo } from 'node:os';
import { whoElseDecides } from '../tree/who-decides.ts';

/** Variables that name a directory or a file from which a program takes settings or code. */
const PLACES =
  'XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME NIXOS_AI_CONFIG_DIR NIXOS_AI_DATA_DIR NIXOS_AI_CACHE_DIR ' +
  'NIX_CONF_DIR GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM GIT_EXEC_PATH GIT_TEMPLATE_DIR GNUPGHOME CURL_HOME BASH_ENV ENV ' +
  'TERMINFO';

/** The same for several, with colons between them. */
const LISTS = 'XDG_CONFIG_DIRS XDG_DATA_DIRS NIX_USER_CONF_FILES TERMINFO_DIRS PERL5LIB PYTHONPATH';

/**
 * Takes from the environment of root, in place, what somebody else decides: a home that `sudo -E` or `su -m` has kept is
 * root's own from then on, and a place or a directory of programs that another user may write to is named no more. Git,
 * Nix and whatever else is started would take settings from there, and run what these name. Others keep their environment.
 *
 * @example
 * goByOwnEnvironment(process.env); // HOME=/home/eve becomes HOME=/root
 */
export function goByOwnEnvironment(env: Record<string, string | undefined>): void {
  if (process.geteuid?.() !== 0) return;
  if (env['HOME'] !== undefined && !isOwn(env['HOME'])) env['HOME'] = ownHome();
  for (const name of PLACES.split(' ')) if (env[name] !== undefined && !isOwn(env[name])) delete env[name];
  for (const name of LISTS.split(' ')) keepOwn(env, name);
  // In a sticky directory, which everybody may write to, only its owner may exchange an entry.
  if (env['TMPDIR'] !== undefined && !isOwn(`${env['TMPDIR']}/.nixos-ai`)) delete env['TMPDIR'];
  // Where all of it is of others, as in a namespace that knows no root, there is nothing better.
  const programs = ownOf(env['PATH'] ?? '');
  if (programs !== '') env['PATH'] = programs;
}

function ownHome(): string {
  try {
    return userInfo().homedir;
  } catch {
    // A computer whose user database does not know root.
    return '/root';
  }
}

function keepOwn(env: Record<string, string | undefined>, name: string): void {
  const own = ownOf(env[name] ?? '');
  if (own === '') delete env[name];
  else env[name] = own;
}

function ownOf(list: string): string {
  return list
    .split(':')
    .filter((each) => each !== '' && isOwn(each))
    .join(':');
}

/** A path that is not absolute leads to where the caller happens to stand. */
function isOwn(path: string): boolean {
  return path === '' || (path.startsWith('/') && whoElseDecides(path) === undefined);
}
