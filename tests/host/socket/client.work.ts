import { setgid, setgroups, setuid } from 'node:process';
import { askService } from '../../../engine/host/socket/client.ts';

/** Asks as another user and prints what came of it: UID, GID, the runtime directory. */
const [uid = '', gid = '', runtime = ''] = process.argv.slice(2);
setgroups?.([Number(gid)]);
setgid?.(Number(gid));
setuid?.(Number(uid));
const answer = await askService(runtime, { v: 1, op: 'approve', run: 'run' }, 'operate', () => undefined);
process.stdout.write(JSON.stringify(answer));
