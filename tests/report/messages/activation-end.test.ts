import { expect, it } from 'vitest';
import type { ActivationEnd } from '../../../engine/model/step-message.ts';
import { tellEnd } from '../../../engine/report/messages/activation-end.ts';

it.each<[Partial<ActivationEnd>, string]>([
  [{ exitCode: 0 }, 'it succeeded'],
  [{ exitCode: 1 }, 'exit 1'],
  [{ exitCode: 2 }, 'an activation script failed (exit 2)'],
  [{ exitCode: 4 }, 'units failed (exit 4)'],
  [{ exitCode: 11 }, 'another activation holds the lock (exit 11)'],
  [{ exitCode: 100 }, 'it needs a reboot (exit 100)'],
  [{ timedOut: true }, 'it timed out'],
  [{ error: 'no such unit', exitCode: 4 }, 'no such unit'],
  [{}, 'exit unknown'],
])('an activation that ended %o is told so: %s', (more, words) => {
  expect(tellEnd({ exitCode: undefined, timedOut: false, ...more })).toBe(words);
});
