import { userInfo } from 'node:os';

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
