import type { Finding } from '../../model/finding.ts';
import { walkToSync, type Passed } from './walk.ts';

/**
 * Who else than root decides what a path holds, in words; undefined where nobody does, or where this process is not root's:
 * then it decides nothing for others. See {@link whoElseWrites}.
 *
 * @example
 * whoElseDecides('/etc/nixos-ai/policy.yaml') // '/etc/nixos-ai belongs to the user with the id 1000'
 */
export function whoElseDecides(path: string): string | undefined {
  return process.geteuid?.() === 0 ? whoElseWrites(path) : undefined;
}

/**
 * HOST009 where somebody else than root decides what root would go by. @param what - What it is, such as `the policy`.
 */
export function refuseOthers(what: string, path: string): Finding | undefined {
  const who = whoElseDecides(path);
  if (who === undefined) return undefined;
  return {
    code: 'HOST009',
    severity: 'error',
    message: `${what}, ${path}, is not used by root, because somebody else decides what it holds: ${who}`,
    fix: 'look at what it holds; then chown it to root and take the write permission of others away, for its directories and links too, or run this as its owner',
  };
}

/**
 * Who else than root and this user may write to what a path leads to, or exchange it: an owner, a group or everybody, of the
 * file, of a directory on the way or of a link (the rule of sshd for its keys). In a sticky directory only the owner of an
 * entry may exchange it. What is missing is judged by the directories that are there. With `shared`, the end may be written
 * to, as a socket is that a group may open.
 */
export function whoElseWrites(path: string, { shared = false } = {}): string | undefined {
  const doubts: string[] = [];
  const onPass = (passed: Passed): void => {
    const doubt = doubtAbout(passed, shared);
    if (doubt !== undefined) doubts.push(`${passed.path} ${doubt}`);
  };
  try {
    walkToSync(path, { onPass })?.leave();
    return doubts[0];
  } catch (error) {
    if (doubts[0] !== undefined) return doubts[0];
    return `${path} cannot be followed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function doubtAbout({ found: { uid, mode, gid }, last }: Passed, shared: boolean): string | undefined {
  if (uid !== 0 && uid !== process.geteuid?.()) return `belongs to the user with the id ${uid}`;
  const isLink = (mode & 0o170000) === 0o120000;
  const isSticky = (mode & 0o1000) !== 0;
  if (isLink || (last ? shared : isSticky)) return undefined;
  if ((mode & 0o002) !== 0) return `may be written to by everybody${moded(mode)}`;
  return (mode & 0o020) === 0 ? undefined : `may be written to by the group with the id ${gid}${moded(mode)}`;
}

function moded(mode: number): string {
  return ` (mode ${(mode & 0o7777).toString(8).padStart(4, '0')})`;
}
