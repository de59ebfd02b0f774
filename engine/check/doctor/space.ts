import type { Finding } from '../../model/finding.ts';
import { amount } from '../../model/units.ts';
import type { Check, Diagnosis } from './check.ts';
import { bad, check, well } from './check.ts';
import type { BootFacts, SpacePlace, Readings } from './facts.ts';
import { sized } from './words.ts';

/** Room for a new system, for its kernel, and for what is written about it. */
export const SPACE_CHECKS: readonly Check[] = [
  check('boot space', 'boot', checkBootSpace),
  check('boot entries', 'boot', checkBootEntries),
  check('disk space', 'space', checkSpace),
  check('inodes', 'space', checkInodes),
];

// A bootloader writes a new kernel and ramdisk before it removes an old one, and says nothing when that fails.
const KERNELS_WANTED = 2;

function checkBootSpace(boot: BootFacts | undefined): Diagnosis | undefined {
  // Where no kernel lies, none is copied: the menu points into the store.
  if (boot === undefined || boot.images.length === 0) return undefined;
  const [first = 0, second = 0] = boot.images;
  const kernel = first + second;
  const seen = `${sized(boot.free)} free in ${boot.path}, a kernel takes ${sized(kernel)}`;
  if (boot.free >= KERNELS_WANTED * kernel) return well(seen);
  const message = `${boot.path} has ${sized(boot.free)} free, and a kernel with its ramdisk takes ${sized(kernel)}; there should be room for ${KERNELS_WANTED}, because a bootloader that runs out of space leaves a missing or partial entry`;
  const fix =
    'nix-collect-garbage --delete-older-than 30d as root, then switch; boot.loader.systemd-boot.configurationLimit keeps the number down';
  return bad(seen, 'DOC030', boot.free < kernel ? 'error' : 'warning', message, fix);
}

function checkBootEntries(boot: BootFacts | undefined): Diagnosis | undefined {
  if (boot?.entries === undefined) return undefined;
  if (boot.entries > 0) return well(`${boot.entries} in the menu`);
  const message = `the boot menu in ${boot.path} has no entry: this host will not boot again`;
  const fix = '/run/current-system/bin/switch-to-configuration boot as root, once there is free space';
  return bad('none', 'DOC031', 'error', message, fix);
}

const MIB = 1024 ** 2;

/** Bytes below which it is wrong, and below which it is worth a warning. */
const LIMITS = {
  // An upgrade of a desktop downloads and unpacks a few GiB.
  store: { error: 1024 * MIB, warning: 4096 * MIB },
  // A journal row is small, but a write that fails in the middle of a run costs a rollback.
  state: { error: 32 * MIB, warning: 256 * MIB },
} as const;

function checkSpace(places: Readings['space']): Diagnosis | undefined {
  if (places.length === 0) return undefined;
  return {
    seen: places.map(({ path, free }) => `${sized(free)} free in ${path}`).join(', '),
    findings: places.flatMap((place) => tooFull(place) ?? []),
  };
}

function tooFull({ what, path, free }: SpacePlace): Finding | undefined {
  const { error, warning } = LIMITS[what];
  if (free >= warning) return undefined;
  return {
    code: 'DOC032',
    severity: free < error ? 'error' : 'warning',
    message: `${path} ${free < FULL ? 'is full' : `has ${sized(free)} free`}; it should have at least ${sized(free < error ? error : warning)} free`,
    fix: 'nix-collect-garbage --delete-older-than 30d, or remove what is not needed',
  };
}

/** What a journal needs to be opened. */
const FULL = MIB / 4;

const INODES = { error: 1_000, warning: 20_000 } as const;

function checkInodes(places: Readings['space']): Diagnosis | undefined {
  const counted = places.filter(({ inodes }) => inodes.total > 0);
  if (counted.length === 0) return undefined;
  return {
    seen: counted.map(({ path, inodes }) => `${amount(inodes.free)} free in ${path}`).join(', '),
    findings: counted.flatMap(({ path, inodes: { free } }): Finding[] => {
      if (free >= INODES.warning) return [];
      const severity = free < INODES.error ? 'error' : 'warning';
      const message = `${path} has ${free} inodes free; it should have at least ${INODES[severity]}, because every file needs one`;
      return [
        {
          code: 'DOC033',
          severity,
          message,
          fix: 'nix-collect-garbage --delete-older-than 30d; nix-store --optimise',
        },
      ];
    }),
  };
}
