import { readFileSync } from 'node:fs';

/**
 * File systems whose answers come from a server or from a program, and so may never come: whoever asks then waits in the
 * kernel, and nothing that they could do ends it.
 */
const FAR =
  /^(?:nfs4?|cifs|smb3|smbfs|9p|virtiofs|fuse(?:blk)?(?:\..+)?|ceph|glusterfs|afs|lustre|beegfs|ocfs2|gfs2|orangefs|coda|vboxsf|vmhgfs|autofs)$/u;

/** Where such file systems are mounted. Nothing is asked of them: the kernel has the list. */
export function farMounts(): readonly string[] {
  return parseFarMounts(readMounts());
}

/**
 * The same from the text of the kernel's list (proc_pid_mountinfo(5)).
 *
 * @example
 * parseFarMounts('9 1 0:44 / /srv/x\\040y rw - nfs4 server:/x rw\n') // ['/srv/x y']
 */
export function parseFarMounts(mountinfo: string): readonly string[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [front = '', behind = ''] = line.split(' - ', 2);
    const [type = ''] = behind.split(' ', 1);
    const place = front.split(' ')[4];
    return place === undefined || !FAR.test(type) ? [] : [unescaped(place)];
  });
}

/** Whether a path is in a directory, or is it. */
export function isBelowOrAt(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

function readMounts(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}

/** Blanks, tabs, line feeds and backslashes are written as three octal digits. */
function unescaped(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/gu, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
