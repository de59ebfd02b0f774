import { isRebootReason, type RebootReason } from '../../model/host/boot.ts';
import { assertNever } from '../../model/outcome.ts';

/** Why a system has to be booted. What an older engine wrote is in words already. */
export function tellRebootReasons(reasons: readonly string[]): string {
  return reasons.map((reason) => (isRebootReason(reason) ? tellReason(reason) : reason)).join(', ');
}

function tellReason(reason: RebootReason): string {
  switch (reason) {
    case 'rebooted-meanwhile':
      return 'the host was rebooted during the trial';
    case 'switch-script':
      return 'its own switch script says so';
    case 'switch-inhibited':
      return 'it does not allow switching to it';
    case 'kernel':
    case 'initrd':
    case 'kernel-modules':
    case 'kernel-params':
    case 'systemd':
      return `another ${reason}`;
    default:
      return assertNever(reason);
  }
}
