import type { FindingSection } from './section.ts';

/** SRV: the service. */
export const SERVICE_FINDINGS = {
  title: 'SRV: the service',
  rows: {
    SRV000: [
      'The service file cannot be read, or everybody may write to it.',
      'Mend the file or its rights.',
    ],
    SRV001: [
      'A service file is not plain YAML: broken, too large, or with anchors, aliases or tags.',
      'Mend it at the place.',
    ],
    SRV002: [
      'A service file is not as its schema says.',
      'Write what the message allows; docs/DAEMON.md has examples.',
    ],
    SRV005: [
      'A template of a notification names a member that there is not.',
      'Take one that the message lists.',
    ],
    SRV020: [
      'The state of the host is not for you to read, and no service answers.',
      'Run it as root, or enable the service.',
    ],
    SRV021: ['You are in no group that may do this through the service.', 'Ask for one, or run it as root.'],
    SRV022: [
      'The service ended before its answer did.',
      'Look with `nixos-ai history`; what it began goes on.',
    ],
    SRV023: [
      'The service has no such request on record, for which a command was started.',
      'Leave `--request` out: it is for the service alone.',
    ],
    SRV004: ['There is no schedule or trigger of that name.', 'Take a name that the message lists.'],
    SRV003: ['Two schedules, triggers or notifications have the same name.', 'Give one of them another.'],
    SRV010: ['Systemd takes no such calendar expression.', 'Write an OnCalendar of systemd.time(7).'],
    SRV011: [
      'Calendars were not looked at, for want of `systemd-analyze`. A warning.',
      'Run `nixos-ai config check` on the host.',
    ],
  },
} as const satisfies FindingSection;

/** NEW: what a newer engine says. */
export const NEWER_ENGINE = {
  title: 'NEW: what a newer engine says',
  rows: {
    NEW001: [
      'What answers is newer than this program and says something that it does not know; the message begins with its code.',
      'Use the program of the same release; its `nixos-ai explain` knows the code.',
    ],
  },
} as const satisfies FindingSection;
