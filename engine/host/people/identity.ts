import { userInfo } from 'node:os';
import type { Principal } from '../../model/principal.ts';

/** Who asks: the person behind sudo where there is one. */
export function currentUser(): string {
  const behind = process.env['SUDO_USER'];
  if (behind !== undefined && behind !== '') return behind;
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the user database.
    return String(process.getuid?.() ?? 'unknown');
  }
}

/** Who this process acts for. */
export function ownPrincipal(): Principal {
  return { kind: 'person', name: currentUser(), door: 'terminal', known: 'uid', groups: [] };
}
