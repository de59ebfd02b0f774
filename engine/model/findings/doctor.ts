import type { FindingSection } from './section.ts';

/** DOC: what `nixos-ai doctor` finds. */
export const DOCTOR = {
  title: 'DOC: what `nixos-ai doctor` finds',
  intro:
    'Other findings have the codes they have elsewhere: CFG, POL, NIX, AUD, LLM. [DOCTOR.md](DOCTOR.md) says what is checked.',
  rows: {
    DOC001: ['A check took too long and was given up.', 'Look for a disk, a mount or a service that hangs.'],
    DOC002: ['A check could not be made.', 'Run it as root, or fix what the message names.'],
    DOC010: ['Node is too old.', 'Use Node 24 or later, or the nixos-ai package.'],
    DOC011: ['Nix was not found.', 'Install Nix, and check that its programs are on the PATH.'],
    DOC012: [
      'The version of Nix cannot be read. A warning.',
      'Check that `nix-instantiate` belongs to Nix, Lix or Determinate Nix.',
    ],
    DOC013: ['Nix is older than 2.4.', 'Upgrade it.'],
    DOC014: ['git was not found.', 'Install it.'],
    DOC015: [
      'Nix cannot open its store, or its daemon is not running.',
      'Start the daemon, or run it as root.',
    ],
    DOC016: [
      'The Nix database is not writable, and no daemon is running.',
      'Run it as root, mount it writable, or start the daemon.',
    ],
    DOC017: ['Nix does not know the running system.', '`nix-store --verify --check-contents --repair`.'],
    DOC018: [
      'Flakes are not enabled for users; nixos-ai enables them itself. For information.',
      'Set `nix.settings.experimental-features`.',
    ],
    DOC019: [
      '`<nixpkgs>` or `<nixos-config>` is not found.',
      'Update the channels, or set the paths under `nix.path`.',
    ],
    DOC020: [
      'Mount namespaces are not available. For information.',
      'Use relative paths, or run it as root.',
    ],
    DOC021: ['The configuration directory cannot be read.', 'Name the right one, or run it as root.'],
    DOC022: [
      'The configuration has no entry file.',
      'Name the right directory, or create one with `nixos-generate-config`.',
    ],
    DOC023: ['A Nix file of the configuration cannot be read.', 'Fix its permissions.'],
    DOC024: ['`flake.nix` has no host with this name.', 'Set `host.attribute` to one that it has.'],
    DOC025: ['Symbolic links point out of the configuration. A warning.', 'Move the files into it.'],
    DOC026: [
      'git refuses the repository because another user owns it. A warning: nixos-ai trusts that owner, `nixos-rebuild` does not.',
      'Add it to `safe.directory`.',
    ],
    DOC027: [
      'git does not track files, so a flake does not see them. A warning.',
      '`git add --intent-to-add`, or ignore them.',
    ],
    DOC028: [
      'The configuration has uncommitted changes. For information.',
      'Commit them if they are intended.',
    ],
    DOC030: [
      '/boot has no room for two more kernels; an error if it has none for one.',
      'Remove old generations, and limit their number.',
    ],
    DOC031: ['The boot menu has no entry.', 'Write one with `switch-to-configuration boot`.'],
    DOC032: ['The store or the state directory is nearly full.', 'Collect garbage.'],
    DOC033: ['Nearly all inodes are used.', 'Collect garbage.'],
    DOC040: ['No system is running.', 'Boot the host, or activate its profile.'],
    DOC041: [
      'The system profile is missing, or points to a path that is gone.',
      'Make the running system a generation.',
    ],
    DOC042: [
      'The running system is not the one that boots next. A warning.',
      'Reboot, or make the running system the default.',
    ],
    DOC043: [
      'The running system has a different kernel from the booted one. A warning.',
      'Reboot when it suits.',
    ],
    DOC044: ['Generations point to paths that are gone. A warning.', 'Delete these generations.'],
    DOC050: ['The service manager does not answer.', 'Boot the host.'],
    DOC051: ['`systemd-run` cannot be started.', 'Name it in the host settings, or fix the PATH.'],
    DOC052: ['Units have failed. A warning.', 'See why with `systemctl status`.'],
    DOC053: ['A switch is in progress. A warning.', 'Wait for it.'],
    DOC054: [
      'An interrupted switch left lists of units for the next. A warning.',
      'Switch again, or remove them.',
    ],
    DOC060: ['This user cannot use the state directory.', 'Run it as root, or as the owner of the host.'],
    DOC061: ['The state directory is accessible to other users.', '`chmod 0700` it.'],
    DOC062: ['The clock is behind the journal; an error if by more than a day.', 'Set the clock.'],
    DOC063: ['No snapshot can be written.', 'Mount it writable, or fix its permissions.'],
    DOC064: ['git cannot read the snapshots.', 'Fix `HEAD`, or move them away.'],
    DOC070: ['A run is in progress. A warning.', 'Wait for it.'],
    DOC071: [
      'A run was interrupted; an error if it had begun to change the host.',
      '`nixos-ai resume`, or `nixos-ai rollback RUN`.',
    ],
    DOC072: ['A dead-man timer is set for no open run, so it changes nothing. A warning.', 'Stop the timer.'],
    DOC073: [
      'A run waits for a reboot. A warning.',
      'Reboot and `nixos-ai resume`, or `nixos-ai rollback RUN`.',
    ],
    DOC080: [
      'The options of the host are unknown or outdated. For information.',
      '`nixos-ai options refresh`.',
    ],
  },
} as const satisfies FindingSection;
