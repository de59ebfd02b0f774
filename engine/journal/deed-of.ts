import type { RunDeed } from '../model/deed.ts';
import type { MutationData } from '../model/step-data.ts';
import type { RunState } from './fold.ts';

/**
 * What a run did, from what it announced before it did it.
 *
 * @example
 * deedOf(foldRun(journal.events(run)))   // 'garbage'
 */
export function deedOf(state: RunState): RunDeed {
  const { started, at, mutations } = state;
  const did = (...kinds: readonly MutationData['mutation'][]): boolean =>
    mutations.some(({ mutation }) => kinds.includes(mutation));
  if (at?.node === 'rollback' && at.outcome !== 'ok') return at.outcome === 'reboot' ? 'undo' : 'stuck';
  if (started.mode === 'rollback') return 'undo';
  if (did('files', 'activation', 'profile')) return deedOfChange(state, did);
  if (did('garbage')) return 'garbage';
  if (did('command', 'kept')) return 'steps';
  return did('reboot') ? 'reboot' : 'look';
}

function deedOfChange(
  { started, pending, booted }: RunState,
  did: (kind: MutationData['mutation']) => boolean,
): RunDeed {
  if (pending !== undefined || booted === true) return 'boot';
  if (!did('activation'))
    return did('profile') || started.compiled.change.kind !== 'as-it-is' ? 'text' : 'look';
  if (!did('profile')) return 'trial';
  return started.compiled.change.kind === 'as-it-is' ? 'apply' : 'change';
}
