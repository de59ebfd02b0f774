import { tellUnitReasons } from '../../kinds/unit-reasons.ts';
import { tellRule } from '../../check/policy/refuse.ts';
import { tellLines, type Phrases } from '../../kinds/tell.ts';
import type { CodesOf, UnitTrouble, UserCommit } from '../../model/step-message.ts';
import { assertNever } from '../../model/outcome.ts';
import { duration } from '../../model/units.ts';
import { bytes } from '../text/table.ts';
import { tellEnd } from './activation-end.ts';
import { tellRebootReasons } from './reboot-reasons.ts';

const OTHER_SYSTEM = 'another system was activated in the meantime';

/** What is said from the last look before the switch until the new system is kept. */
export const SWITCHING: Phrases<CodesOf<'preflight' | 'switch' | 'settle' | 'confirm' | 'stage' | 'boot'>> = {
  'preflight.ready': () => 'the files are unchanged, and the new system can be switched to',
  'preflight.other-plan': () => 'the approval is for a different plan; nothing was written. Plan again',
  'preflight.approval-expired': ({ expires }) =>
    `the approval expired at ${expires}; nothing was written. Plan again`,
  'preflight.does-more': ({ shown, class: risk, rule }) =>
    `the built system does more as root than was shown: it is of class '${risk}', not '${shown}'${rule === undefined ? '' : ` (${tellRule(rule)})`}; nothing was written. Ask for the change again: its preview then says so`,
  'preflight.stricter-policy': ({ need, rule }) =>
    `policy now requires '${need}' for this (${rule === undefined ? '' : tellRule(rule)}); nothing was written. Plan again`,
  'preflight.files-changed': ({ paths }) =>
    `${paths.join(', ')} changed after the preview; nothing was written. Plan again`,
  'preflight.snapshot-lost': ({ store, path }) =>
    `the snapshot store ${store} does not return ${path} unchanged; nothing was changed`,
  'preflight.unwritable': ({ path }) =>
    `${path} cannot be written (read-only, or not owned by us); nothing was changed`,
  'preflight.boot-full': ({ path, free, needed }) =>
    `${path} has ${bytes(free)} free, and the new system's kernel and initrd need ${bytes(needed)}; nothing was ` +
    'changed. Delete old generations, then try again',
  'preflight.waits-for-lock': ({ pid, file }) =>
    `process ${pid} holds ${file}: another activation is in progress; waiting for it`,
  'preflight.locked': ({ pid, file }) =>
    `process ${pid} holds ${file}: another activation is in progress; nothing was changed. Try again when it is done`,
  'preflight.lists-left': ({ lists }) => {
    const left = lists.map(({ file, units }) => `${file} lists ${units.join(', ')}`);
    return `an earlier switch was interrupted, and this one finishes what it left: ${left.join('; ')}`;
  },
  'preflight.refused': ({ said }) => `the new system's pre-switch checks refuse the switch: ${said}`,
  'preflight.inhibited': ({ said }) => `the new system must be booted instead of switched to: ${said}`,
  'preflight.no-service-manager': () =>
    'no service manager answers here, so the new system waits for the next boot',
  'preflight.back-by-boot': ({ reasons }) => `back by a reboot: ${tellRebootReasons(reasons)}`,

  'switch.dead-man': ({ seconds, by }) => {
    const how =
      by === 'timer' ? '' : ', through a separate process, because the service manager sets no timer';
    return `the host rolls back automatically in ${duration(seconds * 1000)} unless the change is verified${how}`;
  },
  'switch.writing': ({ paths }) => `writing ${paths.join(', ') || 'no file'}`,
  'switch.activating': ({ toplevel }) => `activating ${toplevel}`,
  'switch.already-running': () => 'this system is already running',
  'switch.on-trial': ({ toplevel }) => `${toplevel} is running, on trial`,
  'switch.needs-reboot': ({ toplevel }) => `${toplevel} needs a reboot (exit 100)`,
  'switch.failed': ({ toplevel, end, output }) =>
    `the activation of ${toplevel} failed: ${tellEnd(end)}\n${output}`,
  'switch.died-running': () => 'the engine died during the switch; the new system is running, on trial',
  'switch.died-not-running': () => 'the engine died during the switch; the new system is not running',

  'settle.settled': () => 'no unit failed that was not failing before',
  'settle.other-system': () => OTHER_SYSTEM,
  'settle.units': ({ trouble }) => `after the switch: ${tellUnits(trouble)}`,

  'confirm.other-system': () => OTHER_SYSTEM,
  'confirm.making-default': ({ toplevel }) => `making ${toplevel} the default`,
  'confirm.profile-not-set': ({ said }) => `the profile could not be set: ${said}`,
  'confirm.profile-elsewhere': ({ found, wanted }) => `the profile points to ${found}, not to ${wanted}`,
  'confirm.entry-not-written': ({ said }) => `the boot entry could not be written: ${said}`,
  'confirm.entry-lost': ({ entry, toplevel }) => {
    const what =
      entry.kind === 'missing' ? 'no entry' : `${entry.entry}, which needs ${entry.file}: missing or empty`;
    return `the boot menu has ${what} for ${toplevel}, although the boot loader installer reported success`;
  },
  'confirm.timer-left': ({ left }, tell) => `${tell(left)}: it would take this change back later`,
  'confirm.boots-next': ({ generation }) => `generation ${generation} boots next`,
  'confirm.after-reboot': ({ generation, reasons }) =>
    `generation ${generation} boots next; ${tellRebootReasons(reasons)} only after a reboot`,
  'confirm.confirmed': ({ generation, repository }) =>
    `generation ${generation} boots from now on${tellUserCommit(repository)}`,

  'stage.files-changed': ({ paths }) => `${paths.join(', ')} changed after the preview`,
  'stage.timer-left': ({ left }, tell) => `${tell(left)}: it would take this change back later`,
  'stage.staged': () => 'the new system boots next; the running system was not changed',

  'boot.waits': ({ reasons, until }) =>
    `the new system (${tellRebootReasons(reasons)}) is live after a reboot: reboot by ${until}; then it is checked and kept, or rolled back`,
  'boot.overdue': ({ reasons, until, toplevel }) =>
    `the host was to be rebooted (${tellRebootReasons(reasons)}) by ${until}, but was not; ${toplevel} still boots next`,
  'boot.other-system': ({ found, wanted }) => `the host came back with ${found}, not with ${wanted}`,
  'boot.units': ({ trouble }) => `after the boot: ${tellUnits(trouble)}`,
  'boot.checks': ({ failures }, tell) => `after the boot\n${tellLines(failures, tell)}`,
  'boot.check-ignored': ({ step, failure }, tell) => `${step}: ${tell(failure)}`,
  'boot.booted': () => 'the new system was booted, no unit failed, and the trial checks still pass',
};

function tellUnits({ what, units, reasons }: UnitTrouble): string {
  const which = what === 'failed' ? 'units failed' : 'units did not settle';
  return `${which}: ${units.join(', ')}${tellUnitReasons(reasons)}`;
}

function tellUserCommit(repository: UserCommit): string {
  switch (repository.kind) {
    case 'none':
      return '';
    case 'other-changes':
      return '; your repository had other changes, so nothing was committed';
    case 'failed':
      return '; not committed in your repository';
    case 'branch-moved':
      return '; your branch moved in the meantime, so nothing was committed';
    case 'committed':
      return `; committed as ${repository.commit.slice(0, 12)}`;
    default:
      return assertNever(repository);
  }
}
