import type { CommandResult } from '../command.ts';

/** What of a toplevel only a boot makes live, by the names that a toplevel gives them. */
export const BOOT_PARTS = ['kernel', 'initrd', 'kernel-modules', 'kernel-params', 'systemd'] as const;
export type BootPart = (typeof BOOT_PARTS)[number];
export type BootParts = Readonly<Record<BootPart, string>>;

/**
 * Why a system has to be booted before all of it is live: another of a part than runs; the host was rebooted while the
 * system was on trial; its switch script says so; it does not let itself be switched to.
 */
export type RebootReason = BootPart | 'rebooted-meanwhile' | 'switch-script' | 'switch-inhibited';

const REASONS: readonly RebootReason[] = [
  ...BOOT_PARTS,
  'rebooted-meanwhile',
  'switch-script',
  'switch-inhibited',
];

/** Whether it is one; older engines wrote them in words. */
export function isRebootReason(reason: string): reason is RebootReason {
  return REASONS.some((one) => one === reason);
}

/** The parts in which two systems differ. */
export function differentParts(left: BootParts, right: BootParts): readonly BootPart[] {
  return BOOT_PARTS.filter((part) => left[part] !== right[part]);
}

/**
 * What the boot loader knows of a system. `broken`: an entry names a file that is missing or empty. `unknown`: there is
 * no boot loader of a kind that can be looked into.
 */
export type BootEntry =
  | { readonly kind: 'there' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'broken'; readonly entry: string; readonly file: string };

/** A boot partition without the room for a system. Bytes. */
export interface BootShortage {
  readonly path: string;
  readonly free: number;
  readonly needed: number;
}

/** The boots of a host and its boot loader. */
export interface Boot {
  /** What tells this boot of the host from every other; empty where that cannot be told. */
  id(): Promise<string>;
  /** Where each part of a system leads, or a hash of it; empty where it has none. */
  parts(toplevel: string): Promise<BootParts>;
  entry(toplevel: string): Promise<BootEntry>;
  /** Undefined where the boot partition has the room for a system. */
  shortage(toplevel: string): Promise<BootShortage | undefined>;
  /** Returns before the host goes down. */
  reboot(): Promise<CommandResult>;
}
