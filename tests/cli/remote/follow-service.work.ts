import { setgid, setgroups, setuid } from 'node:process';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { makeOutput } from '../../../engine/cli/screen/output.ts';
import { followRemote } from '../../../engine/cli/remote/follow-service.ts';

/** Follows the events of a service as a member of a group: UID, GID, the directory of the host. */
const [uid = '', gid = '', host = ''] = process.argv.slice(2);
setgroups?.([Number(gid)]);
setgid?.(Number(gid));
setuid?.(Number(uid));

const output = makeOutput(true);
const refuse = (findings: readonly { readonly code: string }[]): never => {
  process.stdout.write(`${JSON.stringify({ refused: findings.map(({ code }) => code) })}\n`);
  process.exit(1);
};
const place = { ...defaultHostSettings('channel').place, root: host, state: host, system: host };
await followRemote(
  { output, refuse },
  place,
  { v: 1, op: 'events', follow: true, limit: 10 },
  () => undefined,
);
