import type { NixValue } from '../../model/value.ts';
import { type ClauseReading, type Context, edits, firstOption, type Intent, slotWord } from '../context.ts';
import { ask, refuse } from '../understanding.ts';

const PASSWORD =
  '[(all|any)] (password login|password logins|password authentication|passwords|password auth|login with password|login with passwords|logins with password|password access)';
const ROOT_LOGIN =
  '(root login|root logins|root access|root logging in|login as root|logins as root|logging in as root)';

/** The option of newer releases first. */
const PASSWORD_OPTIONS = [
  'services.openssh.settings.PasswordAuthentication',
  'services.openssh.passwordAuthentication',
];
const ROOT_OPTIONS = ['services.openssh.settings.PermitRootLogin', 'services.openssh.permitRootLogin'];

/** Who may log in over SSH, and how. Plain "harden ssh" asks: it may lock somebody out. */
export const ssh: Intent = {
  name: 'ssh',
  independent: true,
  rules: [
    {
      patterns: [
        `@forbid ${PASSWORD} @sshway`,
        `@forbid ssh ${PASSWORD}`,
        `@forbid ssh (login|logins) with (password|passwords)`,
        '(only allow|allow only|permit only|require) ([ssh] keys|key login|key logins|key authentication|[ssh] key based login) @sshway',
        '(only allow|allow only|permit only) ssh (login|logins|access) with (key|keys)',
        '(only allow|allow only|require) ssh keys',
        '(set|turn|switch) ssh password (authentication|login|logins) [to] off',
      ],
      read: (_slots, context) => setPasswords(context, false),
    },
    {
      patterns: [`@allow ${PASSWORD} @sshway`, `@allow ssh ${PASSWORD}`],
      read: (_slots, context) => setPasswords(context, true),
    },
    {
      patterns: [
        '@forbid root [(to|from)] (log in|login|logging in|logins|connect|connecting) @sshway',
        '@forbid root [(to|from)] (ssh in|sshing in|using ssh|use ssh)',
        `@forbid ${ROOT_LOGIN} @sshway`,
        `@forbid ssh ${ROOT_LOGIN}`,
        '@forbid ssh (for|as) root',
        '@forbid root ssh [(login|logins|access)]',
        '@forbid ssh (login|logins|access) (for|as|by|of) root',
      ],
      read: (_slots, context) => setRoot(context, 'no'),
    },
    {
      patterns: [
        `@allow root [to] (log in|login) @sshway`,
        `@allow ${ROOT_LOGIN} @sshway`,
        `@allow ssh ${ROOT_LOGIN}`,
        '@allow root ssh [(login|logins|access)]',
      ],
      read: (_slots, context) => askRoot(context),
    },
    {
      patterns: [
        '@set ssh port to <port>',
        '@set port (of|for) (ssh|sshd|openssh) to <port>',
        '@set (sshd|openssh) port to <port>',
        'move ssh to port <port>',
        'make (ssh|sshd|openssh) listen on port <port>',
        '(ssh|sshd|openssh) should listen on port <port>',
        '@enable ssh on port <port>',
      ],
      read: (slots, context) => setPort(slotWord(slots, 'port') ?? '', context),
    },
    {
      patterns: ['(harden|secure|lock down) [up] (ssh|sshd|openssh)', 'make ssh [more] (secure|safer|safe)'],
      read: () =>
        ask('Hardening SSH can lock you out. Which of these is wanted?', [
          'disable password login over ssh',
          'do not allow root to log in with ssh',
          'enable fail2ban',
        ]),
    },
    {
      patterns: [`@forbid ${PASSWORD}`],
      read: () => ask('Password logins where?', ['disable password login over ssh']),
    },
    {
      patterns: [`@forbid ${ROOT_LOGIN}`, '@forbid root [to] (log in|login)'],
      read: () => ask('Root logins where?', ['do not allow root to log in with ssh']),
    },
  ],
};

function setPasswords(context: Context, allowed: boolean): ClauseReading {
  return setFirst(context, allowed, ...PASSWORD_OPTIONS);
}

function setRoot(context: Context, value: string): ClauseReading {
  return setFirst(context, value, ...ROOT_OPTIONS);
}

function askRoot(context: Context): ClauseReading {
  const option = firstOption(context, ...ROOT_OPTIONS)?.join('.') ?? '';
  const choices = ['prohibit-password', 'yes'].map((value) => `set ${option} to ${value}`);
  return ask('Letting root log in over SSH is a risk. How should root log in?', option === '' ? [] : choices);
}

function setPort(text: string, context: Context): ClauseReading {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535
    ? setFirst(context, [port], 'services.openssh.ports')
    : refuse('invalid', `'${text.slice(0, 20)}' is not a port: ports are 1 to 65535`);
}

function setFirst(context: Context, value: NixValue, ...names: readonly string[]): ClauseReading {
  const path = firstOption(context, ...names);
  return path === undefined
    ? refuse('unknown', 'this host has no option for that', names)
    : edits({ op: 'set', path, value });
}
