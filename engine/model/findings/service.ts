import type { FindingSection } from './section.ts';

/** SRV: the service. */
export const SERVICE_FINDINGS = {
  title: 'SRV: the service',
  rows: {
    SRV000: [
      'The service file cannot be read, or somebody else than root may write to it.',
      'Fix the file, or `chown root` and `chmod go-w` what is named.',
    ],
    SRV001: [
      'A service file is not plain YAML: broken, too large, or with anchors, aliases or tags.',
      'Fix it at the place named.',
    ],
    SRV002: [
      'A service file does not match its schema.',
      'Write what the message allows; docs/DAEMON.md has examples.',
    ],
    SRV005: ['A notification template uses an unknown field.', 'Use one that the message lists.'],
    SRV020: [
      'You may not read the state of the host, and no service answers.',
      'Run it as root, or enable the service.',
    ],
    SRV021: [
      'You are not in a group that may do this through the service.',
      'Ask for one, or run it as root.',
    ],
    SRV022: ['The service ended before it answered.', 'Check `nixos-ai history`; what it started continues.'],
    SRV023: [
      'The service has no record of the request for which a command was started.',
      'Omit `--request`: it is for the service alone.',
    ],
    SRV024: [
      'The socket of the service, or a directory on the way to it, belongs to another user than root: it could ask in your name.',
      'Name the right host, or have root take the directory back.',
    ],
    SRV004: ['There is no schedule or trigger with that name.', 'Use a name that the message lists.'],
    SRV003: ['Two schedules, triggers or notifications have the same name.', 'Rename one of them.'],
    SRV010: [
      'systemd does not accept the calendar expression.',
      'Write it as in systemd.time(7), OnCalendar.',
    ],
    SRV011: [
      'Calendars were not checked because `systemd-analyze` is missing. A warning.',
      'Run `nixos-ai config check` on the host.',
    ],
  },
} as const satisfies FindingSection;

/** NEW: what a newer engine says. */
export const NEWER_ENGINE = {
  title: 'NEW: what a newer engine says',
  rows: {
    NEW001: [
      'The answer comes from a newer engine and is unknown here; the message starts with its code.',
      'Use the program of the same release; its `nixos-ai explain` knows the code.',
    ],
  },
} as const satisfies FindingSection;
