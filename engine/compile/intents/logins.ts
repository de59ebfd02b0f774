import type { Edit } from '../../model/options/value.ts';
import {
  type ClauseReading,
  type Context,
  edits,
  firstOption,
  gather,
  type Intent,
  slotText,
  slotWord,
} from '../context.ts';
import { phrase, splitItems } from '../values/items.ts';
import { reference } from '../names/package-names.ts';
import type { Slots } from '../grammar/pattern.ts';
import { LOGIN_SHELLS } from '../names/shells.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import { checkUser } from '../names/user-names.ts';

const SSH_KEY =
  /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]{16,}={0,3}(?: [\w.@+-]+)?$/u;

const SHELL = '[(login|default)] shell';

/** How users log in: their shell and their SSH keys. */
export const logins: Intent = {
  name: 'logins',
  rules: [
    {
      patterns: [
        '@set <shell> [as] default shell [for (everyone|everybody|all users|all)]',
        '@set default shell (to|=) <shell>',
        '@set default login shell to <shell>',
        '@set <shell> default [login] shell',
        '@set <shell> as [(login|default)] shell for (everyone|everybody|all users|all)',
        '@set <shell> as shell for (everyone|everybody|all users)',
      ],
      read: (slots, context) => defaultShell(slots, context),
    },
    {
      patterns: [
        `@set <shell> [as] ${SHELL} (for|of) [(user|users)] <user+>`,
        `@set <shell> <user> 's ${SHELL}`,
        `@set <shell> as <user> 's ${SHELL}`,
        `@set <user> 's ${SHELL} to <shell>`,
        `@set ${SHELL} (of|for) [user] <user> to <shell>`,
        `(give|assign) [user] <user+> <shell> [as] ${SHELL}`,
        `@set <shell> for [(user|users)] <user+> as ${SHELL}`,
      ],
      read: (slots, context) => userShell(slots, context),
    },
    {
      patterns: [`@set <shell> [as] shell`, `@set shell to <shell>`],
      read: (slots, context) => askWhose(slots, context),
    },
    {
      patterns: [
        '(add|authorize|authorise|allow|accept) [ssh] [public] key <key+> (for|to) [user] <user>',
        '(let|allow) [ssh] [public] key <key+> [to] log in as [user] <user>',
        "add <key+> to <user> 's [ssh] [authorized] keys",
      ],
      read: (slots, context) => authorizeKey(slots, context),
    },
  ],
};

function userShell(slots: Slots, context: Context): ClauseReading | undefined {
  const names = splitItems(slots.get('user') ?? [])?.map(phrase);
  const shell = shellName(slots, context);
  if (names === undefined || shell === undefined || names.some((name) => name.includes(' '))) {
    return undefined;
  }
  const users = names.flatMap((name) =>
    /^(?:him|her|them)$/u.test(name) && context.lastUsers.length > 0 ? context.lastUsers : [name],
  );
  const reading = gather(
    users,
    (user) => checkUser(user, context) ?? shellEdits(shell, ['users', 'users', user, 'shell'], context),
  );
  return reading?.kind === 'edits' ? { ...reading, users } : reading;
}

function defaultShell(slots: Slots, context: Context): ClauseReading | undefined {
  const shell = shellName(slots, context);
  const path = firstOption(context, 'users.defaultUserShell');
  return shell === undefined || path === undefined ? undefined : shellEdits(shell, path, context);
}

/** The shell that is named, or that was named last: "install zsh and make it the default shell". */
function shellName(slots: Slots, context: Context): string | undefined {
  const written = slotWord(slots, 'shell');
  const [last, ...others] = context.last;
  return written === 'it' && last !== undefined && others.length === 0 ? phrase(last) : written;
}

function shellEdits(shell: string, path: readonly string[], context: Context): ClauseReading {
  const attr = context.index.package(shell)?.attr;
  if (!LOGIN_SHELLS.has(shell) || attr === undefined) {
    const known = [...LOGIN_SHELLS].filter((name) => context.index.package(name) !== undefined);
    return refuseRequest(
      'unknown',
      `'${shell.slice(0, 40)}' is not a login shell that this host knows`,
      known,
    );
  }
  const enable = firstOption(context, `programs.${shell}.enable`);
  const switched: Edit[] = enable === undefined ? [] : [{ op: 'set', path: enable, value: true }];
  return edits({ op: 'set', path, value: reference(attr) }, ...switched);
}

function askWhose(slots: Slots, context: Context): ClauseReading | undefined {
  const shell = slotWord(slots, 'shell') ?? '';
  return LOGIN_SHELLS.has(shell)
    ? askQuestion(`Whose shell should be ${shell}?`, [
        ...[...context.users].map((user) => `use ${shell} as the shell for ${user}`),
        `use ${shell} as the default shell for all users`,
      ])
    : undefined;
}

function authorizeKey(slots: Slots, context: Context): ClauseReading | undefined {
  const user = slotWord(slots, 'user');
  const key = slotText(slots, 'key');
  if (user === undefined) {
    return undefined;
  }
  if (!SSH_KEY.test(key)) {
    return askQuestion(
      'That does not look like a whole SSH public key (type, key, comment). Which key do you mean?',
    );
  }
  const path = ['users', 'users', user, 'openssh', 'authorizedKeys', 'keys'];
  return checkUser(user, context) ?? edits({ op: 'add', path, items: [key] });
}
