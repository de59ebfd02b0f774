import { expect, test } from 'vitest';
import { deedOf } from '../../engine/journal/deed-of.ts';
import type { RunState } from '../../engine/journal/fold.ts';

/** Of a run, what its deed is told by. */
function stateOf(
  mutations: readonly string[],
  { mode = 'apply', kind = 'edits', ...more }: Record<string, unknown> = {},
): RunState {
  return {
    started: { mode, compiled: { change: { kind } } },
    mutations: mutations.map((mutation) => ({ mutation })),
    ...more,
  } as unknown as RunState;
}

const CHANGE = ['files', 'activation', 'profile'];

test.each<[string, readonly string[], Record<string, unknown>, string]>([
  ['nothing', [], {}, 'look'],
  ['a command', ['command'], {}, 'steps'],
  ['files that were kept', ['kept'], {}, 'steps'],
  ['garbage', ['garbage', 'command'], {}, 'garbage'],
  ['a reboot', ['reboot'], {}, 'reboot'],
  ['a change', CHANGE, {}, 'change'],
  ['a change, applied as it stands', CHANGE, { kind: 'as-it-is' }, 'apply'],
  ['a change that was not confirmed', ['files', 'activation'], {}, 'trial'],
  ['files alone', ['files'], {}, 'text'],
  ['the default alone', ['profile'], { kind: 'as-it-is' }, 'text'],
  ['files alone, as they stand', ['files'], { kind: 'as-it-is' }, 'look'],
  ['a change that waits for its boot', CHANGE, { pending: {} }, 'boot'],
  ['a change that was booted', CHANGE, { booted: true }, 'boot'],
  ['a rollback of its own', CHANGE, { mode: 'rollback' }, 'undo'],
  ['a rollback that was whole', CHANGE, { at: { node: 'rollback', outcome: 'ok' } }, 'change'],
  ['a rollback that waits for a boot', CHANGE, { at: { node: 'rollback', outcome: 'reboot' } }, 'undo'],
  ['a rollback that failed', CHANGE, { at: { node: 'rollback', outcome: 'fail' } }, 'stuck'],
])('a run that announced %s did that: %j %j', (_, mutations, more, deed) => {
  expect(deedOf(stateOf(mutations, more))).toBe(deed);
});
