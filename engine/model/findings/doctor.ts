import type { FindingSection } from './section.ts';

/** DOC: what `nixos-ai doctor` finds. */
export const DOCTOR = {
  title: 'DOC: what `nixos-ai doctor` finds',
  intro:
    'What else it finds has the code that it has elsewhere: CFG, POL, NIX, AUD, LLM. [DOCTOR.md](DOCTOR.md) says what is looked at.',
  rows: {
    DOC001: [
      'Looking at something took too long and was given up.',
      'Look for a disk, a mount or a service that hangs.',
    ],
    DOC002: ['Something could not be looked at.', 'Run it as root, or mend what the message names.'],
    DOC010: ['Node is too old.', 'Run it with Node 24 or later, or from its own package.'],
    DOC011: ['Nix was not found.', 'Install Nix, and see that its programs are on the PATH.'],
    DOC012: [
      'The version of Nix cannot be read. A warning.',
      'See that `nix-instantiate` is the one of Nix, Lix or Determinate Nix.',
    ],
    DOC013: ['Nix is older than 2.4.', 'Upgrade it.'],
    DOC014: ['git was not found.', 'Install it.'],
    DOC015: [
      'Nix cannot open its store, or its daemon is not there.',
      'Start the daemon, or run it as root.',
    ],
    DOC016: [
      "Nothing can be written to Nix' database, and no daemon does it.",
      'Run it as root, mount it writable, or start the daemon.',
    ],
    DOC017: ['Nix does not know the running system.', '`nix-store --verify --check-contents --repair`.'],
    DOC018: [
      'Flakes are not switched on for people; we pass it ourselves. For information.',
      'Set `nix.settings.experimental-features`.',
    ],
    DOC019: [
      '`<nixpkgs>` or `<nixos-config>` is not found.',
      'Update the channels, or name the places under `nix.path`.',
    ],
    DOC020: [
      'There is no mount namespace. For information.',
      'Name files relative to their own, or run it as root.',
    ],
    DOC021: ['The configuration directory cannot be read.', 'Name the right one, or run it as root.'],
    DOC022: [
      'The configuration has no file to begin with.',
      'Name the right directory, or make one with `nixos-generate-config`.',
    ],
    DOC023: ['A Nix file of the configuration cannot be read.', 'Mend its rights.'],
    DOC024: ['`flake.nix` has no host of the name.', 'Set `host.attribute` to one that it has.'],
    DOC025: ['Symbolic links lead out of the configuration. A warning.', 'Move the files into it.'],
    DOC026: [
      'git refuses the repository of another owner. A warning: we trust that owner, `nixos-rebuild` does not.',
      'Add it to `safe.directory`.',
    ],
    DOC027: [
      'git does not track files, so a flake does not see them. A warning.',
      '`git add --intent-to-add`, or ignore them.',
    ],
    DOC028: [
      'The configuration has uncommitted changes. For information.',
      'Commit them, when they are meant.',
    ],
    DOC030: [
      '/boot has no room for two more kernels; an error where it has none for one.',
      'Remove old generations; set a limit of them.',
    ],
    DOC031: ['The boot menu has no entry.', 'Write one with `switch-to-configuration boot`.'],
    DOC032: ['The store or the state directory has little room, or next to none.', 'Collect garbage.'],
    DOC033: ['There are few inodes, or next to none.', 'Collect garbage.'],
    DOC040: ['No system runs.', 'Boot the host, or activate its profile.'],
    DOC041: [
      'The system profile is missing, or leads to a path that is gone.',
      'Make the running system a generation.',
    ],
    DOC042: ['Another system runs than boots next. A warning.', 'Reboot, or make what runs the next boot.'],
    DOC043: ['The running system has another kernel than was booted. A warning.', 'Reboot when it suits.'],
    DOC044: ['Generations lead to paths that are gone. A warning.', 'Delete these generations.'],
    DOC050: ['The service manager does not answer.', 'Boot the host.'],
    DOC051: ['`systemd-run` cannot be started.', 'Name it in the host settings, or mend the PATH.'],
    DOC052: ['Units have failed. A warning.', 'See why with `systemctl status`.'],
    DOC053: ['A switch is going on. A warning.', 'Wait for it.'],
    DOC054: [
      'An interrupted switch left lists of units for the next. A warning.',
      'Switch again, or remove them.',
    ],
    DOC060: ['The state directory cannot be used by this user.', 'Run it as root, or as who owns the host.'],
    DOC061: ['Others may use the state directory.', '`chmod 0700` it.'],
    DOC062: ['The clock is behind the journal; an error where it is more than a day.', 'Set the clock.'],
    DOC063: ['No snapshot can be written.', 'Mount it writable, or mend its rights.'],
    DOC064: ['git cannot read the snapshots.', 'Mend `HEAD`, or move them away.'],
    DOC070: ['A run is going on. A warning.', 'Wait for it.'],
    DOC071: [
      'A run was interrupted; an error where it had begun to change the host.',
      '`nixos-ai resume`, or `nixos-ai rollback RUN`.',
    ],
    DOC072: ['A dead-man timer is set for no open run, so it changes nothing. A warning.', 'Stop the timer.'],
    DOC073: [
      'A run waits for a reboot. A warning.',
      'Reboot and `nixos-ai resume`, or `nixos-ai rollback RUN`.',
    ],
    DOC080: [
      'The options of the host are not known, or those of before. For information.',
      '`nixos-ai options refresh`.',
    ],
  },
} as const satisfies FindingSection;
