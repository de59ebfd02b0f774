import type { Finding } from '../../model/finding.ts';
import type { Exec } from '../../model/host/exec.ts';
import { farMounts, isBelowOrAt } from '../storage/mounts.ts';

/** Milliseconds in which a configuration is read by a server that is there. */
const ANSWER_MS = 20_000;
/** What is larger is refused for that, before it is read. */
const READ = '-129M';

/**
 * HOST011 where the directory of a configuration lies on a file system of a server or of a program, or has one in it or
 * behind a link, that does not answer. A child asks first, which can be ended: whoever waits for such a file system itself cannot, and a root
 * that hangs holds the host. Where nothing of the kind is mounted, nothing is started.
 *
 * @example
 * await refuseUnanswering('/etc/nixos', exec)   // undefined: it answers
 */
export async function refuseUnanswering(
  directory: string,
  exec: Exec,
  { far = farMounts(), limit = ANSWER_MS } = {},
): Promise<Finding | undefined> {
  if (far.length === 0) return undefined;
  const ask = async (...argv: readonly [string, ...string[]]) => exec({ argv }, { timeout: limit });
  const found = await ask('realpath', '-e', '--', directory);
  if (found.timedOut) return doesNotAnswer(directory, limit);
  // That there is none is said by who opens it.
  if (found.exitCode !== 0) return undefined;
  const real = found.stdout.replace(/\n$/u, '');
  const find = ['find', real, '-name', '.git', '-prune', '-o'] as const;
  const links = await ask(...find, '-type', 'l', '-exec', 'stat', '-L', '--', '{}', '+');
  if (links.timedOut) return doesNotAnswer(`what a link in ${real} leads to`, limit);
  if (!far.some((mount) => isBelowOrAt(real, mount) || isBelowOrAt(mount, real))) return undefined;
  const read = await ask(...find, '-type', 'f', '-size', READ, '-exec', 'cksum', '--', '{}', '+');
  return read.timedOut ? doesNotAnswer(real, limit) : undefined;
}

function doesNotAnswer(directory: string, limit: number): Finding {
  return {
    code: 'HOST011',
    severity: 'error',
    message: `${directory} lies on a mounted file system that gave no answer within ${limit / 1000} s; nothing was changed`,
    fix: 'look after the mount (`findmnt`): unmount it, or restart what serves it, and ask again',
  };
}
