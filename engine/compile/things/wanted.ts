import { type ClauseReading, type Context, gather, type Words } from '../context.ts';
import type { Edit } from '../../model/options/value.ts';
import { findModule } from '../names/module-names.ts';
import { findPackage, isInstalled, SYSTEM_PACKAGES } from '../names/package-names.ts';
import { askQuestion } from '../understanding.ts';
import { phrase, splitThings } from '../values/items.ts';
import { switchModule } from './switched.ts';

/** Reads each thing that some words list, and remembers them for a later "it". */
export function eachThing(
  all: Words,
  context: Context,
  read: (words: Words, context: Context) => ClauseReading | undefined,
): ClauseReading | undefined {
  // A name may hold a word that otherwise joins things: "compressed swap in ram".
  const whole = findModule(phrase(all), context.modules, context.index).kind === 'one';
  const things = whole ? [all] : splitThings(all, context);
  const reading = things && gather(things, (words) => read(words, context));
  return reading?.kind === 'edits' && things !== undefined ? { ...reading, things } : reading;
}

/** What belongs to the machine itself is of no use when it is only installed. */
const OF_THE_MACHINE = /^(?:networking|virtualisation|hardware|security|boot|powerManagement|sound)$/u;

/** Only a package, or only a module: then that. Both: to run it and to have its program are two things. */
export function wantThing(words: Words, context: Context): ClauseReading | undefined {
  const name = phrase(words);
  const module = findModule(name, context.modules, context.index);
  if (module.kind === 'several') return switchModule(words, context, true);
  const match = findPackage(words, context);
  const isService = /(?:^| )(?:server|service|daemon|support)$/u.test(name);
  if (
    module.kind === 'one' &&
    (match.kind !== 'package' || isService || OF_THE_MACHINE.test(module.path[0] ?? ''))
  )
    return one({ op: 'set', path: module.path, value: true });
  if (match.kind === 'package' && module.kind === 'one') {
    return askQuestion(`Should '${name}' run, or only be installed?`, [
      `enable ${module.path.join('.')}`,
      `install pkgs.${match.value.path.join('.')}`,
    ]);
  }
  if (match.kind === 'package') return one({ op: 'add', path: SYSTEM_PACKAGES, items: [match.value] });
  return match.kind === 'ask' ? match : undefined;
}

/** What is installed is removed, what runs is switched off. */
export function unwantThing(words: Words, context: Context): ClauseReading | undefined {
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
  if (match.kind === 'package' && (installed || path === undefined))
    return one({ op: 'remove', path: SYSTEM_PACKAGES, items: [match.value] });
  // What neither runs nor is installed already is as it should be.
  if (path !== undefined) return one({ op: 'set', path, value: false });
  return module.kind === 'none'
    ? undefined
    : askQuestion(`'${name}' could be more than one thing, and none of them runs here. What should change?`);
}

/** What somebody wants to do with a thing says that they want it, but hardly for sure. */
export function askWhether(words: Words, context: Context): ClauseReading | undefined {
  const module = findModule(phrase(words), context.modules, context.index);
  const match = findPackage(words, context);
  const choices = [
    ...(match.kind === 'package' ? [`install pkgs.${match.value.path.join('.')}`] : []),
    ...(module.kind === 'one' ? [`enable ${module.path.join('.')}`] : []),
  ];
  return choices.length === 0 ? undefined : askQuestion(`Do you want '${phrase(words)}' for that?`, choices);
}

function one(edit: Edit): ClauseReading {
  return { kind: 'edits', edits: [edit] };
}
