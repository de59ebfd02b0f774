import type { OptionPath } from '../../model/options/value.ts';
import { type ClauseReading, type Context, gather, type Intent, type Words } from '../context.ts';
import { phrase, splitItems, splitThings } from '../values/items.ts';
import { findModule } from '../names/module-names.ts';
import { findPackage, isInstalled, SYSTEM_PACKAGES } from '../names/package-names.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion } from '../understanding.ts';
import { checkUser } from '../names/user-names.ts';

const SYSTEM_WORDS =
  '(system packages|system|packages|system package list|systempackages|environment.systempackages)';

/** Installing and uninstalling packages, for everybody or for one user. */
export const packages: Intent = {
  name: 'packages',
  rules: [
    {
      patterns: [
        `(add|put|append) <things+> (to|in|into) ${SYSTEM_WORDS}`,
        `(add|put|append) <things+> (to|in|into) list of [installed] (packages|programs)`,
        `(@install|add) <things+> (system wide|systemwide|system-wide|globally)`,
        `(@install|add) <things+> for (everyone|everybody|all users|all)`,
      ],
      read: (slots, context) => install(slots, context),
    },
    {
      patterns: [
        '(@install|add|put) [(package|packages)] <things+> (for|on) [(user|users)] <user+> [only]',
        "(add|put) <things+> (to|in) <user> 's packages",
      ],
      read: (slots, context) => forUser(slots, context, 'add'),
    },
    {
      patterns: [
        '@remove <things+> (for|from) [(user|users)] <user+>',
        "@remove <things+> from <user> 's packages",
      ],
      read: (slots, context) => forUser(slots, context, 'remove'),
    },
    {
      patterns: [
        '(@install|add|put) [(package|packages|program|programs)] <things+>',
        '(make sure|ensure) [that] <things+> (is|are) installed',
        '<things+> (should|must) be installed',
        'have <things+> installed',
      ],
      read: (slots, context) => install(slots, context),
    },
    {
      patterns: [`@remove [(package|packages)] <things+>`, `@remove <things+> from ${SYSTEM_WORDS}`],
      read: (slots, context) => uninstall(slots, context),
    },
    {
      patterns: ['@upgrade <things+>'],
      read: (slots, context) =>
        splitThings(slots.get('things') ?? [], context) &&
        askQuestion('Packages are upgraded together, with the system. Upgrade it?', ['upgrade the system']),
    },
  ],
};

function install(slots: Slots, context: Context): ClauseReading | undefined {
  const things = splitThings(slots.get('things') ?? [], context);
  const reading =
    things && gather(things, (words) => onePackage(words, context, { op: 'add', path: SYSTEM_PACKAGES }));
  return reading?.kind === 'edits' && things !== undefined ? { ...reading, things } : reading;
}

function uninstall(slots: Slots, context: Context): ClauseReading | undefined {
  const things = splitThings(slots.get('things') ?? [], context);
  const reading =
    things &&
    gather(
      things,
      (words) =>
        askedModule(words, context) ?? onePackage(words, context, { op: 'remove', path: SYSTEM_PACKAGES }),
    );
  return reading?.kind === 'edits' && things !== undefined ? { ...reading, things } : reading;
}

function forUser(slots: Slots, context: Context, op: 'add' | 'remove'): ClauseReading | undefined {
  const things = splitThings(slots.get('things') ?? [], context);
  const users = splitItems(slots.get('user') ?? [])?.map(phrase) ?? [];
  const nobody = /^(?:it|them|me|us|everyone|everybody|system|machine|computer|.* .*)$/u;
  if (things === undefined || isAfterthought(slots) || users.some((user) => nobody.test(user))) {
    return undefined;
  }
  return gather(
    users,
    (user) =>
      checkUser(user, context) ??
      gather(things, (words) => onePackage(words, context, { op, path: packagesOf(user, context) })),
  );
}

/** Where the packages of a user are: in the home that Home Manager makes, if it makes one. */
function packagesOf(user: string, { facts, index }: Context): OptionPath {
  const home = ['home-manager', 'users', user, 'home', 'packages'];
  const isThere = facts.homes?.includes(user) === true && index.find(home) !== undefined;
  return isThere ? home : ['users', 'users', user, 'packages'];
}

/** "emacs, and htop for bob": for whom is emacs? */
function isAfterthought(slots: Slots): boolean {
  const separators = (slots.get('things') ?? []).filter((token) => token.kind === 'separator');
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
