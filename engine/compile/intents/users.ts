import type { Edit } from '../../model/options/value.ts';
import {
  type ClauseReading,
  type Context,
  firstOption,
  hasArticle,
  gather,
  type Intent,
  slotText,
  slotWord,
} from '../context.ts';
import { phrase, splitItems } from '../values/items.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import { checkGroup, checkNewUser, checkUser, MODULE_GROUPS } from '../names/user-names.ts';

const USER = '[(new|another)] [(normal|regular|standard|unprivileged)] (user|account|user account|login)';
const ADMIN = '(admin|administrator|sudo|superuser)';
const RIGHTS = `(${ADMIN}|root) [(rights|access|privileges|permissions|powers)]`;
const CALLED = '[(called|named|for|account|account for|with name|by name of)]';

/** Creating users, groups they are in, and what they may do. */
export const users: Intent = {
  name: 'users',
  rules: [
    {
      patterns: [
        `@create [new] ${ADMIN} ${CALLED} <name>`,
        `@create [new] ${ADMIN} (user|account) ${CALLED} <name>`,
        `@create ${USER} ${CALLED} <name> (with|as|who has|who can use) ${RIGHTS}`,
        `@create <name> as ${ADMIN} [(user|account)]`,
      ],
      read: (slots, context) => create(slots, context, ['wheel']),
    },
    {
      patterns: [
        `@create ${USER} ${CALLED} <name> in <groups+> (group|groups)`,
        `@create ${USER} ${CALLED} <name> in (group|groups) <groups+>`,
      ],
      read: (slots, context) => createInGroups(slots, context),
    },
    {
      patterns: [`@create ${USER} ${CALLED} <name>`, `(create|add) [new] users [(called|named)] <names+>`],
      read: (slots, context) => create(slots, context, []),
    },
    {
      patterns: [
        '(add|put) [user] <users+> (to|in|into) <groups+> (group|groups)',
        '(add|put) [user] <users+> (to|in|into) (group|groups) <groups+>',
        'make [user] <users+> (member|members) of <groups+> (group|groups)',
        '<users+> should be in <groups+> (group|groups)',
      ],
      read: (slots, context) => changeGroups(slots, context, 'add'),
    },
    {
      patterns: [
        '(add|put) [user] <users+> (to|in|into) <groups+>',
        'add <groups+> (group|groups) to [user] <users+>',
        "add <groups+> to <users> 's groups",
        'make [user] <users+> (member|members) of <groups+>',
        '<users+> should be in <groups+>',
      ],
      read: (slots, context) => changeKnownGroups(slots, context, 'add'),
    },
    {
      patterns: [
        '(remove|drop|take|kick|throw) [user] <users+> (from|out of) <groups+>',
        "remove <groups+> from <users> 's groups",
      ],
      read: (slots, context) => changeKnownGroups(slots, context, 'remove'),
    },
    {
      patterns: [
        '(remove|drop|take|kick|throw) [user] <users+> (from|out of) <groups+> (group|groups)',
        '(remove|drop|take|kick|throw) [user] <users+> (from|out of) (group|groups) <groups+>',
      ],
      read: (slots, context) => changeGroups(slots, context, 'remove'),
    },
    {
      patterns: [
        `(give|grant) [user] <users+> ${RIGHTS}`,
        `(give|grant) ${RIGHTS} to [user] <users+>`,
        `make [user] <users+> (${ADMIN}|sudoer|admins|administrators|sudoers)`,
        `(give|grant) [user] <users+> (admin|administrator|sudo|root) (rights|access|privileges|permissions)`,
        '(let|allow) <users+> [to] use sudo',
        'add <users+> to (sudoers|wheel|sudo)',
      ],
      read: (slots, context) => groupEdits(slots, context, 'add', ['wheel']),
    },
    {
      patterns: [
        `(revoke|remove|take|take away) ${RIGHTS} (from|of) [user] <users+>`,
        `(revoke|remove|take away) <users+> 's ${RIGHTS}`,
        `take ${RIGHTS} away from [user] <users+>`,
        `(make|let) [user] <users+> no longer [be] (${ADMIN}|sudoer)`,
        `stop <users+> from using sudo`,
      ],
      read: (slots, context) => groupEdits(slots, context, 'remove', ['wheel']),
    },
    {
      patterns: ['@enable <thing> for <users+>'],
      read: (slots, context) => askForWhom(slots, context),
    },
    {
      patterns: [
        '@let <users+> [to] (use|access|run|control|manage|talk to|work with) <thing> [without (sudo|root)]',
        '(give|grant) <users+> access to <thing>',
      ],
      read: (slots, context) => letUse(slots, context),
    },
    { patterns: ['(delete|remove|drop) (user|account) <name>'], read: (slots) => askDelete(slots) },
    {
      patterns: ['(delete|remove|drop|unwant) <name>'],
      read: (slots, context) =>
        context.users.has(slotWord(slots, 'name') ?? '') ? askDelete(slots) : undefined,
    },
    {
      patterns: [
        '@set password (to|=) <value+>',
        '@set password <value>',
        "@set <name> 's password [(to <value+>)]",
        '@set password (of|for) <name> [(to <value+>)]',
      ],
      read: () =>
        refuseRequest(
          'unsafe',
          'a password does not belong in the configuration, where every user can read it; run: passwd <user>',
        ),
    },
  ],
};

function create(slots: Slots, context: Context, groups: readonly string[]): ClauseReading | undefined {
  const items = splitItems(slots.get('name') ?? slots.get('names') ?? []) ?? [];
  const names = items.map(phrase);
  if (items.some((words) => words.length !== 1) || hasArticle(slots, 'name', context)) {
    return undefined;
  }
  const reading = gather(
    names,
    (name) => checkNewUser(name) ?? askExisting(name, context) ?? newUser(name, context, groups),
  );
  return reading?.kind === 'edits' ? { ...reading, users: names } : reading;
}

/** A user who is there already is not created again; what was meant may be another one, or only the rights. */
function askExisting(name: string, context: Context): ClauseReading | undefined {
  return context.facts.users.includes(name)
    ? askQuestion(`The user '${name}' already exists. Give it more rights, or use another name?`, [
        `give ${name} sudo rights`,
      ])
    : undefined;
}

function newUser(name: string, context: Context, groups: readonly string[]): ClauseReading {
  const path = firstOption(context, `users.users.${name}.isNormalUser`);
  if (path === undefined) {
    return refuseRequest('unknown', 'this host has no option to declare users');
  }
  const added: Edit[] = groups.length === 0 ? [] : [groupEdit(name, 'add', groups)];
  return { kind: 'edits', edits: [{ op: 'set', path, value: true }, ...added] };
}

function createInGroups(slots: Slots, context: Context): ClauseReading | undefined {
  const groups = groupNames(slots);
  const problem = groups?.map((group) => checkGroup(group, context)).find((found) => found !== undefined);
  return problem ?? (groups === undefined ? undefined : create(slots, context, groups));
}

function changeGroups(slots: Slots, context: Context, op: 'add' | 'remove'): ClauseReading | undefined {
  const groups = groupNames(slots);
  return groups && groupEdits(slots, context, op, groups);
}

/** Without the word "group" only names that are groups for sure count. */
function changeKnownGroups(slots: Slots, context: Context, op: 'add' | 'remove'): ClauseReading | undefined {
  const groups = groupNames(slots);
  const users = splitItems(slots.get('users') ?? [])?.flatMap((words) => userNames(phrase(words), context));
  const known =
    groups?.every((group) => checkGroup(group, context) === undefined) === true &&
    users?.every((user) => context.users.has(user)) === true;
  return known ? groupEdits(slots, context, op, groups) : undefined;
}

function groupNames(slots: Slots): readonly string[] | undefined {
  const groups = splitItems(slots.get('groups') ?? [])?.map(phrase);
  return groups?.every((group) => !group.includes(' ')) === true ? groups : undefined;
}

function groupEdits(
  slots: Slots,
  context: Context,
  op: 'add' | 'remove',
  groups: readonly string[],
): ClauseReading | undefined {
  const names = splitItems(slots.get('users') ?? [])?.flatMap((words) => userNames(phrase(words), context));
  if (names === undefined || names.some((name) => name.includes(' '))) {
    return undefined;
  }
  if (names.some((name) => name === 'me' || name === 'myself')) {
    return askQuestion('Which user is "me"?', knownUsers(context));
  }
  const problem =
    names.map((name) => checkUser(name, context)).find((found) => found !== undefined) ??
    groups.map((group) => checkGroup(group, context)).find((found) => found !== undefined);
  return problem ?? { kind: 'edits', edits: names.map((name) => groupEdit(name, op, groups)), users: names };
}

/** "her" and "them" stand for the users named last; without any they are asked about like any unknown name. */
function userNames(name: string, context: Context): readonly string[] {
  const pronoun = /^(?:him|her|them)$/u.test(name) && context.lastUsers.length > 0;
  return pronoun ? context.lastUsers : [name];
}

function groupEdit(user: string, op: 'add' | 'remove', groups: readonly string[]): Edit {
  return { op, path: ['users', 'users', user, 'extraGroups'], items: groups };
}

/** Using a thing without being root means being in its group; "it" is what was named last. */
function letUse(slots: Slots, context: Context): ClauseReading | undefined {
  const written = slotWord(slots, 'thing') ?? '';
  const [last] = context.last;
  const thing =
    /^(?:it|that|this)$/u.test(written) && context.last.length === 1 && last !== undefined
      ? phrase(last)
      : written;
  const group = Object.hasOwn(MODULE_GROUPS, thing) ? MODULE_GROUPS[thing] : undefined;
  return group === undefined ? undefined : groupEdits(slots, context, 'add', [group]);
}

/** Whoever may use some things without being root can become it, so that is not done for the asking of another thing. */
function askForWhom(slots: Slots, context: Context): ClauseReading | undefined {
  const thing = slotWord(slots, 'thing') ?? '';
  const users = splitItems(slots.get('users') ?? [])?.map(phrase) ?? [];
  const known = users.length > 0 && users.every((user) => context.users.has(user));
  if (!known || !Object.hasOwn(MODULE_GROUPS, thing)) return undefined;
  const who = users.join(' and ');
  const group = String(MODULE_GROUPS[thing]);
  return askQuestion(
    `Should ${who} also be in the group ${group}, to use ${thing} without root? ` +
      'If the group is as powerful as root, the preview says so.',
    [`enable ${thing} and let ${who} use ${thing}`, `enable ${thing}`],
  );
}

function askDelete(slots: Slots): ClauseReading {
  return askQuestion(
    `Deleting user '${slotText(slots, 'name')}' leaves the files in their home without an owner. ` +
      'Remove the definition by hand, or take away their rights instead?',
  );
}

function knownUsers(context: Context): readonly string[] {
  return [...context.users].map((user) => context.sentence.replace(/\b(?:me|myself)\b/iu, user));
}
