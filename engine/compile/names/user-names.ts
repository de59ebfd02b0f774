import { wordList } from '../grammar/word-list.ts';
import { LANGUAGE } from '../language.ts';
import type { Context } from '../context.ts';
import { type AskReading, askQuestion, refuseRequest, type RefuseReading } from '../understanding.ts';

/** What a login name may look like; anything else never becomes an attribute name. */
const USER_NAME = /^[a-z_][a-z0-9_-]{0,31}$/u;

/** Groups that NixOS or one of its modules declares by itself, by the module's usual words. */
export const MODULE_GROUPS: Readonly<Record<string, string>> = {
  docker: 'docker',
  podman: 'podman',
  libvirtd: 'libvirtd',
  libvirt: 'libvirtd',
  kvm: 'kvm',
  virtualbox: 'vboxusers',
  wireshark: 'wireshark',
  networkmanager: 'networkmanager',
  adb: 'adbusers',
  lxd: 'lxd',
  scanner: 'scanner',
  sudo: 'wheel',
};

const SYSTEM_GROUPS: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.groups));

/** Words that stand behind "user" and say something else: "create user groups". */
const NO_NAMES: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.noNames));

/** Users that NixOS makes for itself or for a service. */
const SYSTEM_USERS =
  /^(?:root|nobody|nixbld\d*|messagebus|sshd|systemd-.*|nginx|postgres|mysql|redis|polkituser)$/u;

/** Nothing when the user is declared; else the question or refusal. */
export function checkUser(user: string, context: Context): AskReading | RefuseReading | undefined {
  if (context.users.has(user) || user === 'root') {
    return undefined;
  }
  return (
    checkNewUser(user) ??
    askQuestion(`There is no user '${user}' on this host. Create it?`, [
      `create user ${user}, then ${context.sentence}`,
      ...[...context.users].map((known) =>
        context.sentence.replaceAll(new RegExp(`\\b${user}\\b`, 'giu'), known),
      ),
    ])
  );
}

/** Nothing when the name may be given to a new user. */
export function checkNewUser(user: string): AskReading | RefuseReading | undefined {
  if (NO_NAMES.has(user))
    return askQuestion(`'${user}' does not look like a user name. Which user do you mean?`);
  if (SYSTEM_USERS.test(user)) {
    return refuseRequest('invalid', `'${user}' is a system user and cannot be created for a person`);
  }
  return USER_NAME.test(user)
    ? undefined
    : refuseRequest(
        'invalid',
        `'${user.slice(0, 40)}' cannot be a user name: lower-case letters, digits, '_' and '-' are allowed`,
      );
}

/** Nothing when the group is known on this host or made by a module. */
export function checkGroup(group: string, context: Context): AskReading | undefined {
  const known = [...context.facts.groups, ...SYSTEM_GROUPS, ...Object.values(MODULE_GROUPS)];
  return known.includes(group)
    ? undefined
    : askQuestion(`I do not know a group '${group.slice(0, 40)}'. Which one do you mean?`);
}
