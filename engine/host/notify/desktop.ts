import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Letter } from '../../model/service/notice.ts';
import { searchPath } from '../process/search-path.ts';
import { NotTaken } from './post.ts';

const SESSIONS = '/run/user';
const TIMEOUT_MS = 10_000;

/** Shows a letter on the desktop of everybody who is logged in on one; each as themselves. */
export async function showOnDesktops({ title, body }: Letter, sessions = SESSIONS): Promise<void> {
  const names = await readdir(sessions).catch(() => []);
  const shown = await Promise.all(names.map(async (name) => showOne(join(sessions, name), title, body)));
  const problems = shown.filter((one): one is string => typeof one === 'string' && one !== '');
  if (shown.some((one) => one === '')) return;
  throw new NotTaken(problems[0] ?? 'nobody is logged in on a desktop', false);
}

/** Empty when it was shown, else why not; undefined where there is no bus of a session. */
async function showOne(session: string, title: string, body: string): Promise<string | undefined> {
  const bus = join(session, 'bus');
  const owner = await stat(bus).catch(() => undefined);
  if (owner === undefined || !owner.isSocket()) return undefined;
  return new Promise((settle) => {
    const child = spawn('notify-send', ['--app-name=nixos-ai', '--', title, body], {
      uid: owner.uid,
      gid: owner.gid,
      cwd: '/',
      stdio: 'ignore',
      timeout: TIMEOUT_MS,
      env: { PATH: searchPath(), DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}`, XDG_RUNTIME_DIR: session },
    });
    child.once('error', (error) => settle(`notify-send: ${error.message}`));
    child.once('exit', (code) => settle(code === 0 ? '' : `notify-send ended with ${String(code)}`));
  });
}
