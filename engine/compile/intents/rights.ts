import {
  type ClauseReading,
  type Context,
  edits,
  firstOption,
  type Intent,
  isPhrase,
  slotText,
  slotWord,
} from '../context.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion } from '../understanding.ts';
import { checkUser } from '../names/user-names.ts';

const AUTO = ['services.displayManager.autoLogin', 'services.xserver.displayManager.autoLogin'];
const PASSWORD = '(password|passwords|password prompt)';
const ON_DESKTOP = '(on|at|into|to|in) (desktop|boot|startup|start|graphical desktop|gnome|kde|plasma|xfce)';
const AUTO_LOGIN = '(auto login|autologin|auto-login|automatic login|automatic logins)';

/** How sudo asks, who is logged in without being asked, and what is known of a user besides. */
export const rights: Intent = {
  name: 'rights',
  independent: true,
  rules: [
    {
      patterns: [
        '(@allow|use|make|let) sudo [(to|be|work|be used)] [used] without [any] password',
        '@enable (passwordless|password-less|nopasswd) sudo',
        'make sudo (passwordless|password-less)',
        `no ${PASSWORD} (for|with|in) sudo`,
        `do not (ask|prompt) for [sudo] ${PASSWORD} [(for|with|in|when using|on)] [sudo]`,
        `do not require ${PASSWORD} (for|with|to use) sudo`,
        `(sudo|wheel) should not (ask for|require|need) ${PASSWORD}`,
        `let (wheel|admins|wheel users|wheel group) use sudo without password`,
      ],
      read: (_slots, context) => sudo(context, false),
    },
    {
      patterns: [
        `(require|ask for|demand) ${PASSWORD} (for|with|in|when using|to use|on) sudo`,
        `(make|let) sudo (ask for|require|need) ${PASSWORD}`,
        `sudo (should|must) (ask for|require|need) ${PASSWORD}`,
        '@disable (passwordless|password-less|nopasswd) sudo',
      ],
      read: (_slots, context) => sudo(context, true),
    },
    {
      patterns: [
        'log <user> in automatically [(at|on) (boot|startup)]',
        'log in <user> automatically [(at|on) (boot|startup)]',
        'automatically log (in <user>|<user> in)',
        `@enable ${AUTO_LOGIN} (for|of|as) [user] <user>`,
        `let <user> log in automatically [(at|on|after) (boot|startup|start)]`,
        `(log|sign) <user> in [automatically] without [asking for] ${PASSWORD}`,
        `[(use|set up|have|want)] ${AUTO_LOGIN} [(for|of|as)] [user] <user> [${ON_DESKTOP}]`,
        `<user> (should|must|has to|needs to|wants to) (be logged in|log in|get logged in) automatically [${ON_DESKTOP}]`,
        `automatically log (in <user>|<user> in) ${ON_DESKTOP}`,
        `log <user> in automatically ${ON_DESKTOP}`,
      ],
      read: (slots, context) => autoLogin(slots, context),
    },
    {
      patterns: [`@enable ${AUTO_LOGIN}`],
      read: (_slots, context) =>
        askQuestion(
          'Who should be logged in automatically?',
          [...context.users].map((user) => `enable auto login for ${user}`),
        ),
    },
    {
      patterns: [
        "@set <user> 's (full name|real name|description) to <text+>",
        '@set (full name|real name|description) (of|for) [user] <user> to <text+>',
      ],
      read: (slots, context) => describe(slots, context),
    },
    {
      patterns: [
        '(make|set|keep) users immutable',
        'forbid [manual] changes to users',
        'manage users (declaratively|only by configuration)',
        'make users declarative',
      ],
      read: (_slots, context) => set(context, false, 'users.mutableUsers'),
    },
  ],
};

function sudo(context: Context, needed: boolean): ClauseReading | undefined {
  return set(context, needed, 'security.sudo.wheelNeedsPassword');
}

function autoLogin(slots: Slots, context: Context): ClauseReading | undefined {
  const user = slotWord(slots, 'user');
  const base = AUTO.find((name) => firstOption(context, `${name}.enable`) !== undefined);
  if (user === undefined || base === undefined || /^(?:me|him|her|them|it|everyone|everybody)$/u.test(user)) {
    return undefined;
  }
  const path = base.split('.');
  return (
    checkUser(user, context) ??
    edits(
      { op: 'set', path: [...path, 'enable'], value: true },
      { op: 'set', path: [...path, 'user'], value: user },
    )
  );
}

function describe(slots: Slots, context: Context): ClauseReading | undefined {
  const user = slotWord(slots, 'user');
  const text = slotText(slots, 'text');
  const path = user && firstOption(context, `users.users.${user}.description`);
  // A name holds no "for" and no "so that": that is said of the request.
  if (!isPhrase(slots, 'text')) return undefined;
  return user === undefined || path === undefined || path === '' || /[:\n]/u.test(text)
    ? undefined
    : (checkUser(user, context) ?? edits({ op: 'set', path, value: text }));
}

function set(context: Context, value: boolean, name: string): ClauseReading | undefined {
  const path = firstOption(context, name);
  return path && edits({ op: 'set', path, value });
}
