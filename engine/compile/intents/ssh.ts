import type { NixValue } from '../../model/options/value.ts';
import {
  type ClauseReading,
  type Context,
  edits,
  firstOption,
  gather,
  type Intent,
  slotWord,
} from '../context.ts';
import { phrase } from '../values/items.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';

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
        `(ssh|sshd) (should|must) only (accept|allow|take|use) [(ssh|public)] (key|keys)`,
        `(ssh|sshd) (should|must) not (accept|allow|take) ${PASSWORD}`,
        '(allow|permit) only (key based|key-based|keybased) ssh (login|logins|access|authentication)',
        '(only allow|only permit) (key based|key-based|keybased|public key) ssh (login|logins|access|authentication)',
        '(only allow|allow only|permit only|only accept|accept only) (public key|key based|key-based|pubkey) (authentication|login|logins|access) @sshway',
        '(make|let) ssh [only] (accept|use|allow) (keys only|only keys|keys)',
        `no more ${PASSWORD} @sshway`,
        `no [more] ssh ${PASSWORD}`,
        'use only (keys|ssh keys) @sshway',
        '[(i|we) (want|need|would like)] [@set] ssh [(login|logins|access)] (only with|with only|only by|only via|only over) [(ssh|public)] (key|keys)',
        '[(want|allow|make)] ssh [(login|logins|access)] [with] [(ssh|public)] (key|keys) only',
        '(only|just) [(ssh|public)] (key|keys) (for|with|in|over) ssh',
        'no ssh with (password|passwords)',
        `no [more] ${PASSWORD} [@sshway] [,] (key|keys) only`,
        `(kill|switch off) ${PASSWORD} @sshway`,
      ],
      read: (_slots, context) => setPasswords(context, false),
    },
    {
      // What the sentence said of SSH before.
      patterns: [
        `no [more] ${PASSWORD}`,
        '(key|keys) only',
        'only (key|keys)',
        'not with (password|passwords)',
      ],
      read: (_slots, context) =>
        /\b(?:ssh|sshd)\b/iu.test(context.sentence) && !/\bsudo\b/iu.test(context.sentence)
          ? setPasswords(context, false)
          : undefined,
    },
    {
      patterns: ['not (as|for) root', 'no root [(login|logins)]', 'never (as|for) root'],
      read: (_slots, context) =>
        /\b(?:ssh|sshd)\b/iu.test(context.sentence) ? setRoot(context, 'no') : undefined,
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
        '@forbid root (from|over|via|through|in) ssh',
        '(lock|keep) root out of ssh',
        'root (must|should|may|can|shall) not (log in|login|connect|be able to log in|be allowed to log in) @sshway',
        'root (must|should|may|can|shall) not (ssh in|use ssh)',
        `no [more] ${ROOT_LOGIN} @sshway`,
        `no [more] ssh ${ROOT_LOGIN}`,
        'no root (login|logins) @sshway',
        `(kill|end) ${ROOT_LOGIN} @sshway`,
      ],
      read: (_slots, context) => setRoot(context, 'no'),
    },
    {
      patterns: [
        `@allow root [to] (log in|login) @sshway (with|by|using) [(ssh|public)] (key|keys) [only]`,
        `@allow root [to] (log in|login) @sshway only (with|by|using) [(ssh|public)] (key|keys)`,
        `@allow root [to] (log in|login) (with|by|using) [(ssh|public)] (key|keys) [only] @sshway`,
        'only (allow|let) root [to] (log in|login) (with|by|using) [(ssh|public)] (key|keys) @sshway',
        'let root [only] (log in|login) @sshway (with|by|using) [(ssh|public)] (key|keys) [only]',
      ],
      read: (_slots, context) => setRoot(context, 'prohibit-password'),
    },
    {
      patterns: [
        '@enable ssh with (keys only|only keys|key authentication only|public keys only)',
        '@enable ssh for keys only',
      ],
      read: (_slots, context) => joined(setEnabled(context), setPasswords(context, false)),
    },
    {
      patterns: ['@enable ssh [but] not for root', '@enable ssh (except|without) [for] root [login]'],
      read: (_slots, context) => joined(setEnabled(context), setRoot(context, 'no')),
    },
    {
      patterns: [
        'not for root',
        'not root',
        'except for root',
        'without root login',
        'no root login',
        'no root',
      ],
      read: (_slots, context) => (meansSsh(context) ? setRoot(context, 'no') : undefined),
    },
    {
      patterns: [
        'with keys only',
        'only with keys',
        'keys only',
        'only allow keys',
        'without passwords',
        'no passwords',
      ],
      read: (_slots, context) => (meansSsh(context) ? setPasswords(context, false) : undefined),
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
        '(move|put|set|switch) (ssh|sshd|openssh) [(daemon|server|service)] (to|on) port <port>',
        '(make|let|have) (ssh|sshd|openssh) [(daemon|server|service)] listen on [port] <port>',
        '@enable (ssh|sshd|openssh) [(daemon|server|service)] on port <port>',
        'use port <port> for (ssh|sshd|openssh)',
        "@set (ssh|sshd) 's port to <port>",
        '@set (ssh|sshd|openssh) [(daemon|server|service)] port [to] <port>',
      ],
      read: (slots, context) => setPort(slotWord(slots, 'port') ?? '', context),
    },
    {
      patterns: [
        '@allow (x11|x|x11 display) forwarding @sshway',
        '@allow ssh (x11|x) forwarding',
        'forward x11 @sshway',
      ],
      read: (_slots, context) =>
        setFirst(context, true, 'services.openssh.settings.X11Forwarding', 'services.openssh.forwardX11'),
    },
    {
      patterns: ['@forbid (x11|x|x11 display) forwarding @sshway', '@forbid ssh (x11|x) forwarding'],
      read: (_slots, context) =>
        setFirst(context, false, 'services.openssh.settings.X11Forwarding', 'services.openssh.forwardX11'),
    },
    {
      patterns: ['(harden|secure|lock down) [up] (ssh|sshd|openssh)', 'make ssh [more] (secure|safer|safe)'],
      read: () =>
        askQuestion('Hardening SSH can lock you out. Which of these do you want?', [
          'disable password login over ssh',
          'do not allow root to log in with ssh',
          'enable fail2ban',
        ]),
    },
    {
      patterns: [`@forbid ${PASSWORD}`],
      read: (_slots, context) =>
        meansSsh(context)
          ? setPasswords(context, false)
          : askQuestion('Password logins where?', ['disable password login over ssh']),
    },
    {
      patterns: [`@forbid ${ROOT_LOGIN}`, '@forbid root [to] (log in|login)'],
      read: (_slots, context) =>
        meansSsh(context)
          ? setRoot(context, 'no')
          : askQuestion('Root logins where?', ['do not allow root to log in with ssh']),
    },
  ],
};

/** The clause before was about SSH: "enable ssh but forbid root login". */
function meansSsh(context: Context): boolean {
  return (
    context.last.length === 1 && context.last.every((words) => /^(?:ssh|sshd|openssh)\b/u.test(phrase(words)))
  );
}

function joined(...readings: readonly ClauseReading[]): ClauseReading {
  return gather(readings, (reading) => reading) ?? edits();
}

function setEnabled(context: Context): ClauseReading {
  return setFirst(context, true, 'services.openssh.enable');
}

function setPasswords(context: Context, allowed: boolean): ClauseReading {
  return setFirst(context, allowed, ...PASSWORD_OPTIONS);
}

function setRoot(context: Context, value: string): ClauseReading {
  return setFirst(context, value, ...ROOT_OPTIONS);
}

function askRoot(context: Context): ClauseReading {
  const option = firstOption(context, ...ROOT_OPTIONS)?.join('.') ?? '';
  const choices = ['prohibit-password', 'yes'].map((value) => `set ${option} to ${value}`);
  return askQuestion(
    'Letting root log in over SSH is a risk. How should root log in?',
    option === '' ? [] : choices,
  );
}

function setPort(text: string, context: Context): ClauseReading {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535
    ? setFirst(context, [port], 'services.openssh.ports')
    : refuseRequest('invalid', `'${text.slice(0, 20)}' is not a port: ports are 1 to 65535`);
}

function setFirst(context: Context, value: NixValue, ...names: readonly string[]): ClauseReading {
  const path = firstOption(context, ...names);
  return path === undefined
    ? refuseRequest('unknown', 'this host has no option for that', names)
    : { kind: 'edits', edits: [{ op: 'set', path, value }], things: [[SSH]] };
}

/** What a later "it" stands for. */
const SSH: WordToken = { kind: 'word', word: 'ssh', text: 'ssh', start: 0, end: 0 };
