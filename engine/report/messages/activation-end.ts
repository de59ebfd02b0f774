import type { ActivationEnd } from '../../model/step-message.ts';

/** How an activation ended, in words, where it did not end well. */
export function tellEnd({ error, timedOut, exitCode }: ActivationEnd): string {
  if (error !== undefined) return error;
  if (timedOut) return 'it timed out';
  switch (exitCode) {
    case 0:
      return 'it succeeded';
    case 2:
      return 'an activation script failed (exit 2)';
    case 4:
      return 'units failed (exit 4)';
    case 100:
      return 'it needs a reboot (exit 100)';
    case 11:
      return 'another activation holds the lock (exit 11)';
    default:
      return `exit ${exitCode ?? 'unknown'}`;
  }
}
