import { tellUnitReasons } from '../../kinds/unit-reasons.ts';
import type { Phrases } from '../../kinds/tell.ts';
import type { CodesOf } from '../../model/step-message.ts';
import { tellEnd } from './activation-end.ts';

/** What is said on the way back. */
export const GOING_BACK: Phrases<CodesOf<'rollback'>> = {
  'rollback.back': ({ system, garbage }) =>
    `back on ${system ?? 'the previous system'}${garbage ? '; deleted garbage is not restored' : ''}`,
  'rollback.by-boot': ({ system, reboot }, tell) =>
    `the running kernel is not that of ${system}, which boots next and is back after a reboot` +
    (reboot === undefined ? '' : `; ${tell(reboot)}`),
  'rollback.waits': ({ system, reboot }, tell) =>
    `going back to ${system} needs a reboot: ${reboot === undefined ? 'reboot the host' : tell(reboot)}`,
  'rollback.incomplete': ({ problems, system, store, commit }, tell) =>
    [
      'the host could not be rolled back completely:',
      ...problems.map((problem) => `- ${tell(problem)}`),
      `the previous system is ${system}; to activate it by hand: ${system}/bin/switch-to-configuration switch`,
      `the previous files are in git --git-dir ${store} show ${commit ?? '?'}`,
    ].join('\n'),
  'rollback.came-up-with': ({ booted }) => `the host was rebooted to go back, but came up with ${booted}`,
  'rollback.file-changed': ({ path }) =>
    `${path} was changed by somebody else during the run and was left unchanged`,
  'rollback.not-activated': ({ end, output }) =>
    `the old system could not be activated: ${tellEnd(end)}\n${output}`,
  'rollback.profile-not-restored': ({ said }) => `the profile could not be restored: ${said}`,
  'rollback.entry-not-restored': ({ said }) => `the boot entry could not be restored: ${said}`,
  'rollback.runs-other': ({ now, before }) => `${now} is running; before the run it was ${before}`,
  'rollback.profile-other': ({ now, before }) => `the profile is ${now}; before the run it was ${before}`,
  'rollback.units-failed': ({ units, reasons }) =>
    `units fail that did not fail before: ${units.join(', ')}${tellUnitReasons(reasons)}`,
};
