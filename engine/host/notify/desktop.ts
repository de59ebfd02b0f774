import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Letter } from '../../model/service/notice.ts';
import { startLasting } from '../process/lasting.ts';
import { searchPath } from '../process/search-path.ts';
import { NotTaken } from './post.ts';

const SESSIONS = '/run/user';
const TIMEOUT_MS = 10_000;

/** Shows a letter on the desktop of everybody who is logged in on one; each as themselves, and never as root. */
export async function showOnDesktops({ title, body }: Letter, sessions = SESSIONS): Promise<void> {
  const names = await readdir(sessions).catch(() => []);
  const shown = await Promise.all(names.map(async (name) => showOne(sessions, name, title, body)));
  const problems = shown.filter((one): one is string => typeof one === 'string' && one !== '');
  if (shown.some((one) => one === '')) return;
  throw new NotTaken(problems[0] ?? 'nobody is logged in to a desktop', false);
}

/** Empty when it was shown, else why not; undefined where there is no bus of a session. */
async function showOne(
  sessions: string,
  user: string,
  title: string,
  body: string,
): Promise<string | undefined> {
  const session = join(sessions, user);
  const bus = join(session, 'bus');
  const owner = await userOf(session, user);
  if (owner === undefined || !(await isSocketOf(bus, owner.uid))) return undefined;
  return new Promise((settle) => {
    const child = startLasting({
      argv: ['notify-send', '--app-name=nixos-ai', '--', title, asMarkup(body)],
      owner: { uid: owner.uid, gid: owner.gid },
      env: { PATH: searchPath(), DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}`, XDG_RUNTIME_DIR: session },
      life: { within: TIMEOUT_MS },
    });
    child.once('error', (error) => settle(`notify-send: ${error.message}`));
    child.once('exit', (code) => settle(code === 0 ? '' : `notify-send ended with ${String(code)}`));
  });
}

/** Who a session is of: its directory is named by their id, and theirs. What is in it they may exchange: it says nothing. */
async function userOf(
  session: string,
  name: string,
): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  if (!/^[1-9][0-9]{0,9}$/u.test(name)) return undefined;
  const found = await lstat(session).catch(() => undefined);
  if (found?.isDirectory() !== true || found.uid !== Number(name)) return undefined;
  // Nobody's own group is root's.
  return found.gid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

/** A link to a socket of somebody else is none. */
async function isSocketOf(bus: string, uid: number): Promise<boolean> {
  const found = await lstat(bus).catch(() => undefined);
  return found?.isSocket() === true && found.uid === uid;
}

/** A body is markup (Desktop Notifications Specification): a link or an image of a stranger stays the text that it is. */
function asMarkup(body: string): string {
  return body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
