import { type ClauseReading, type Context, edits, gather, type Intent, type Words } from '../context.ts';
import { phrase, splitThings } from '../values/items.ts';
import { findModule } from '../names/module-names.ts';
import { findPackage, isInstalled, SYSTEM_PACKAGES } from '../names/package-names.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion } from '../understanding.ts';
import { switchModule } from './modules.ts';

/** What is wanted, not wanted, or wanted in the place of another, whether it is a package or a module. */
export const wishes: Intent = {
  name: 'wishes',
  rules: [
    { patterns: ['want <things+>'], read: (slots, context) => each(slots, context, want) },
    {
      patterns: [
        '(play|browse|edit|watch|draw|record|chat|listen|stream|scan) [<do+>] (with|using|via|on) <thing+>',
      ],
      read: (slots, context) => askWhether(slots.get('thing') ?? [], context),
    },
    { patterns: ['unwant <things+>'], read: (slots, context) => each(slots, context, unwant) },
    {
      patterns: ['use <x+> insteadof <y+>'],
      read: (slots, context) =>
        modulesInstead(slots, context) ?? packagesInstead(slots, context) ?? askAbsent(slots, context),
    },
    {
      patterns: ['install <x+> insteadof <y+>'],
      read: (slots, context) => packagesInstead(slots, context) ?? askAbsent(slots, context),
    },
  ],
};

function each(
  slots: Slots,
  context: Context,
  read: (words: Words, context: Context) => ClauseReading | undefined,
): ClauseReading | undefined {
  const all = slots.get('things') ?? [];
  // A name may hold a word that otherwise joins things: "compressed swap in ram".
  const whole = findModule(phrase(all), context.modules, context.index).kind === 'one';
  const things = whole ? [all] : splitThings(all, context);
  const reading = things && gather(things, (words) => read(words, context));
  return reading?.kind === 'edits' && things !== undefined ? { ...reading, things } : reading;
}

/** Only a package, or only a module: then that. Both: to run it and to have its program are two things. */
function want(words: Words, context: Context): ClauseReading | undefined {
  const name = phrase(words);
  const module = findModule(name, context.modules, context.index);
  if (module.kind === 'several') return switchModule(words, context, true);
  const match = findPackage(words, context);
  const isService = /(?:^| )(?:server|service|daemon|support)$/u.test(name);
  if (module.kind === 'one' && (match.kind !== 'package' || isService)) {
    return edits({ op: 'set', path: module.path, value: true });
  }
  // What belongs to the machine itself is of no use when it is only installed.
  if (module.kind === 'one' && OF_THE_MACHINE.has(module.path[0] ?? '')) {
    return edits({ op: 'set', path: module.path, value: true });
  }
  if (match.kind === 'package' && module.kind === 'one') {
    return askQuestion(`Should '${name}' run, or only be installed?`, [
      `enable ${module.path.join('.')}`,
      `install pkgs.${match.value.path.join('.')}`,
    ]);
  }
  if (match.kind === 'package') return edits({ op: 'add', path: SYSTEM_PACKAGES, items: [match.value] });
  return match.kind === 'ask' ? match : undefined;
}

/** What somebody wants to do with a thing says that they want it, but hardly for sure. */
function askWhether(words: Words, context: Context): ClauseReading | undefined {
  const module = findModule(phrase(words), context.modules, context.index);
  const match = findPackage(words, context);
  const choices = [
    ...(match.kind === 'package' ? [`install pkgs.${match.value.path.join('.')}`] : []),
    ...(module.kind === 'one' ? [`enable ${module.path.join('.')}`] : []),
  ];
  return choices.length === 0 ? undefined : askQuestion(`Do you want '${phrase(words)}' for that?`, choices);
}

const OF_THE_MACHINE: ReadonlySet<string> = new Set([
  'networking',
  'virtualisation',
  'hardware',
  'security',
  'boot',
  'powerManagement',
  'sound',
]);

/** What is installed is removed, what runs is switched off. */
function unwant(words: Words, context: Context): ClauseReading | undefined {
  const name = phrase(words);
  const module = findModule(name, context.modules, context.index);
  const path = module.kind === 'one' ? module.path : undefined;
  const on = path !== undefined && context.facts.value(path.join('.')) === true;
  const match = findPackage(words, context);
  const installed = match.kind === 'package' && isInstalled(match.value, context);
  if (on && installed) {
    return askQuestion(`'${name}' is installed and running. What should go?`, [
      `disable ${path.join('.')}`,
      `uninstall pkgs.${match.value.path.join('.')}`,
    ]);
  }
  if (path !== undefined && (on || (!installed && match.kind !== 'package'))) {
    return edits({ op: 'set', path, value: false });
  }
  if (match.kind === 'package' && (installed || path === undefined)) {
    return edits({ op: 'remove', path: SYSTEM_PACKAGES, items: [match.value] });
  }
  // Neither runs nor is installed: it already is as it should be.
  if (path !== undefined) return edits({ op: 'set', path, value: false });
  return module.kind === 'none'
    ? undefined
    : askQuestion(`'${name}' could be more than one thing, and none of them runs here. What should change?`);
}

/** What runs is switched off, and what is to stand in its place on. */
function modulesInstead(slots: Slots, context: Context): ClauseReading | undefined {
  const [x, y] = [slots.get('x') ?? [], slots.get('y') ?? []];
  const old = findModule(phrase(y), context.modules, context.index);
  const next = findModule(phrase(x), context.modules, context.index);
  if (old.kind !== 'one' || next.kind !== 'one') return undefined;
  if (context.facts.value(old.path.join('.')) !== true) return undefined;
  const changes = edits(
    { op: 'set', path: old.path, value: false },
    { op: 'set', path: next.path, value: true },
  );
  return changes.kind === 'edits' ? { ...changes, things: [x] } : changes;
}

function packagesInstead(slots: Slots, context: Context): ClauseReading | undefined {
  const [x, y] = [slots.get('x') ?? [], slots.get('y') ?? []];
  const old = findPackage(y, context);
  if (old.kind !== 'package' || !isInstalled(old.value, context)) return undefined;
  const next = findPackage(x, context);
  if (next.kind !== 'package') return next;
  const changes = edits(
    { op: 'remove', path: SYSTEM_PACKAGES, items: [old.value] },
    { op: 'add', path: SYSTEM_PACKAGES, items: [next.value] },
  );
  return changes.kind === 'edits' ? { ...changes, things: [x] } : changes;
}

/** Nothing is replaced that is not there; what is to come may still be wanted. */
function askAbsent(slots: Slots, context: Context): ClauseReading | undefined {
  const [x, y] = [slots.get('x') ?? [], slots.get('y') ?? []];
  const module = findModule(phrase(x), context.modules, context.index);
  const match = findPackage(x, context);
  const known = findModule(phrase(y), context.modules, context.index).kind === 'one';
  if (!known && findPackage(y, context).kind !== 'package') return undefined;
  const choices = [
    ...(module.kind === 'one' ? [`enable ${module.path.join('.')}`] : []),
    ...(match.kind === 'package' ? [`install pkgs.${match.value.path.join('.')}`] : []),
  ];
  return choices.length === 0
    ? undefined
    : askQuestion(
        `'${phrase(y)}' is neither running here nor installed for all users. What should be done?`,
        choices,
      );
}
