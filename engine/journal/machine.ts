import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A computer, by what can be known of it: each is a hash that tells nothing but whether it is the same one. */
export interface Machine {
  /** Of the installation (machine-id(5)), which a copy of its disk has, too. */
  readonly installation?: string;
  /** Of the hardware, or of what a hypervisor says it is; only root may read it. */
  readonly hardware?: string;
}

/** A journal was written on a machine from a row on. */
export interface WrittenOn extends Machine {
  readonly since: number;
}

/** The computer that this program runs on. */
export function readMachine(): Machine {
  const installation = hashOf('/etc/machine-id', /^[0-9a-f]{32}$/u);
  const hardware = hashOf('/sys/class/dmi/id/product_uuid', /^(?![0-]+$|[f-]+$)[0-9a-f-]{36}$/iu);
  return {
    ...(installation === undefined ? {} : { installation }),
    ...(hardware === undefined ? {} : { hardware }),
  };
}

/** Whether two could be one and the same: what is not known of one of them tells nothing. */
export function isSameMachine(one: Machine, other: Machine): boolean {
  return isSame(one.installation, other.installation) && isSame(one.hardware, other.hardware);
}

/** Whether an installation went to other hardware, as a copy of its disk does. */
export function isOtherHardware(one: Machine, other: Machine): boolean {
  return isSame(one.installation, other.installation) && !isSame(one.hardware, other.hardware);
}

/**
 * The machines of a journal when it goes on on one after a row: that is added where it is another, or where more is known
 * of it now.
 */
export function goOnOn(
  machines: readonly WrittenOn[] | undefined,
  machine: Machine,
  after: number,
): readonly WrittenOn[] | undefined {
  if (machine.installation === undefined && machine.hardware === undefined) return machines;
  const last = machines?.at(-1);
  const knowsAll =
    last !== undefined &&
    isSameMachine(last, machine) &&
    (machine.installation === undefined || last.installation !== undefined) &&
    (machine.hardware === undefined || last.hardware !== undefined);
  return knowsAll ? machines : [...(machines ?? []), { since: after + 1, ...machine }];
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** As systemd gives applications theirs (sd_id128_get_machine_app_specific(3)): the id itself is nobody's to know. */
function hashOf(file: string, form: RegExp): string | undefined {
  try {
    const id = readFileSync(file, 'utf8').trim();
    if (!form.test(id)) return undefined;
    return createHmac('sha256', id.toLowerCase()).update('nixos-ai journal').digest('hex').slice(0, 32);
  } catch {
    // There is none, or it is not for this user.
    return undefined;
  }
}
