import { connect } from 'node:net';
import { setgid, setgroups, setuid } from 'node:process';
import { askService } from '../../engine/host/socket/client.ts';
import type { ServiceRequest } from '../../engine/model/service/request.ts';

/** A member of a group beside others: UID, GID, the runtime directory, what to do. */
const [uid = '', gid = '', runtime = '', what = ''] = process.argv.slice(2);
setgroups?.([Number(gid)]);
setgid?.(Number(gid));
setuid?.(Number(uid));

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const FOLLOW: ServiceRequest = { v: 1, op: 'events', follow: true, limit: 1 };

if (what === 'flood') {
  const path = `${runtime}/view/users.sock`;
  // Says nothing, for ever: a connection that is closed is opened again.
  const silent = (): void => {
    const socket = connect(path);
    socket.on('error', () => undefined);
    socket.once('close', () => setTimeout(silent, 5));
  };
  for (let at = 0; at < 700; at += 1) silent();
  // Follows without a word of who it is.
  const anonymous = (): void => {
    const socket = connect(path, () => socket.write(`${JSON.stringify(FOLLOW)}\n`));
    socket.on('error', () => undefined);
    socket.once('close', () => setTimeout(anonymous, 50));
    socket.resume();
  };
  for (let at = 0; at < 40; at += 1) anonymous();
  let refused = 0;
  const proven = async (): Promise<void> => {
    const answer = await askService(runtime, FOLLOW, 'view', () => undefined);
    refused +=
      typeof answer === 'object' && 'message' in answer && /open already/u.test(answer.message) ? 1 : 0;
    if (refused === 20) say('flooded');
  };
  for (let at = 0; at < 40; at += 1) void proven();
} else {
  const request: ServiceRequest = what === 'follow' ? FOLLOW : { v: 1, op: 'status' };
  say(JSON.stringify(await askService(runtime, request, 'view', say)));
}
