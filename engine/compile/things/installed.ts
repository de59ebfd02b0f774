import type { OptionPath } from '../../model/options/value.ts';
import { type ClauseReading, type Context, gather, type Words } from '../context.ts';
import { phrase, splitItems, splitThings } from '../values/items.ts';
import { findModule } from '../names/module-names.ts';
import { findPackage, isInstalled, SYSTEM_PACKAGES } from '../names/package-names.ts';
import { askQuestion } from '../understanding.ts';
import { checkUser } from '../names/user-names.ts';

/** Packages for everybody, or taken from everybody. */
export function installFor(
  op: 'add' | 'remove',
): (words: Words, context: Context) => ClauseReading | undefined {
  return (words, context) =>
    (op === 'remove' ? askedModule(words, context) : undefined) ??
    onePackage(words, context, { op, path: SYSTEM_PACKAGES });
}

/** Packages for some users alone. */
export function installForUsers(
  things: Words,
  who: Words,
  op: 'add' | 'remove',
  context: Context,
): ClauseReading | undefined {
  const list = splitThings(things, context);
  const users = splitItems(who)?.map(phrase) ?? [];
  const nobody = /^(?:it|them|me|us|everyone|everybody|system|machine|computer|.* .*)$/u;
  if (
    list === undefined ||
    users.length === 0 ||
    isAfterthought(things) ||
    users.some((user) => nobody.test(user) || /[^\w-]/u.test(user))
  )
    return undefined;
  return gather(
    users,
    (user) =>
      checkUser(user, context) ??
      gather(list, (words) => onePackage(words, context, { op, path: packagesOf(user, context) })),
  );
}

/** Where the packages of a user are: in the home that Home Manager makes, if it makes one. */
function packagesOf(user: string, { facts, index }: Context): OptionPath {
  const home = ['home-manager', 'users', user, 'home', 'packages'];
  const isThere = facts.homes?.includes(user) === true && index.find(home) !== undefined;
  return isThere ? home : ['users', 'users', user, 'packages'];
}

/** "emacs, and htop for bob": for whom is emacs? */
function isAfterthought(things: Words): boolean {
  const separators = things.filter((token) => token.kind === 'separator');
  return separators.map((token) => token.word).join(' ') === ', and';
}

interface Place {
  readonly op: 'add' | 'remove';
  readonly path: OptionPath;
}

function onePackage(words: Words, context: Context, place: Place): ClauseReading {
  const service = place.op === 'add' ? askedService(words, context) : undefined;
  if (service !== undefined) {
    return service;
  }
  const match = findPackage(words, context);
  if (match.kind === 'package') {
    return { kind: 'edits', edits: [{ op: place.op, path: place.path, items: [match.value] }] };
  }
  const module = place.op === 'add' ? findModule(phrase(words), context.modules, context.index) : undefined;
  return module?.kind === 'one'
    ? askQuestion(
        `There is no package '${phrase(words)}', but '${module.path.join('.')}' can be turned on. Do that?`,
        [`enable ${module.path.join('.')}`],
      )
    : match;
}

/** "install the docker service": the package, or the running thing? */
function askedService(words: Words, context: Context): ClauseReading | undefined {
  const bare = /^(.+) (?:service|services|daemon|server)$/u.exec(phrase(words))?.[1];
  const module = bare === undefined ? undefined : findModule(phrase(words), context.modules, context.index);
  if (bare === undefined || module?.kind !== 'one') {
    return undefined;
  }
  const program = context.index.package(bare) === undefined ? [] : [`install ${bare}`];
  return askQuestion(`Should '${bare}' run as a service, or only be installed?`, [
    `enable ${module.path.join('.')}`,
    ...program,
  ]);
}

/** What runs as a service and is in no package list cannot be uninstalled, only switched off: ask. */
function askedModule(words: Words, context: Context): ClauseReading | undefined {
  const module = findModule(phrase(words), context.modules, context.index);
  if (module.kind !== 'one' || context.facts.value(module.path.join('.')) !== true) {
    return undefined;
  }
  const match = findPackage(words, context);
  const listed = match.kind === 'package' && isInstalled(match.value, context);
  return listed
    ? undefined
    : askQuestion(
        `'${phrase(words)}' is not an installed package, but '${module.path.join('.')}' is on. Turn it off?`,
        [`disable ${module.path.join('.')}`],
      );
}
