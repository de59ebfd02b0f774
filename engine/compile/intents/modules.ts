import {
  type ClauseReading,
  type Context,
  edits,
  gather,
  type Intent,
  rephrase,
  type Words,
} from '../context.ts';
import { isVague, phrase, splitThings } from '../values/items.ts';
import { findModule, withoutKindNouns } from '../names/module-names.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';

const ON = '(running|enabled|on|active|started)';

/** Switching a module of the host on or off: `enable docker`, `turn bluetooth off`. */
export const modules: Intent = {
  name: 'modules',
  independent: true,
  rules: [
    {
      patterns: [
        '@enable <things+>',
        '@enable <things+> (at|on) (boot|startup)',
        '(turn|switch) <things+> on',
        '(install|add) <things+> support',
        'add support for <things+>',
        `(make sure|ensure) [that] <things+> (is|are) ${ON}`,
        `<things+> (should|must) be ${ON}`,
      ],
      read: (slots, context) => switchAll(slots, context, true),
    },
    {
      patterns: [
        '@disable <things+>',
        '(turn|switch) <things+> off',
        '(make sure|ensure) [that] <things+> (is|are) (off|disabled|stopped)',
        '<things+> (should|must) be (off|disabled|stopped)',
      ],
      read: (slots, context) => switchAll(slots, context, false),
    },
    {
      patterns: ['(keep|leave) <things+>', '(keep|leave) <things+> (on|enabled|running)'],
      read: (slots, context) => keep(slots, context),
    },
  ],
};

/** The edit that switches one named module, or the question which one is meant. */
export function switchModule(words: Words, context: Context, on: boolean): ClauseReading {
  const match = findModule(phrase(words), context.modules, context.index);
  if (match.kind === 'one') {
    return edits({ op: 'set', path: match.path, value: on });
  }
  const offered = match.kind === 'several' ? match.options : match.close;
  const choices = offered.map((option) => rephrase(context, words, option));
  if (match.kind === 'several') {
    return askQuestion(`'${phrase(words)}' could be more than one thing here. Which one?`, choices);
  }
  if (choices.length > 0) {
    return askQuestion(
      `This host has nothing called '${phrase(words)}' to ${on ? 'enable' : 'disable'}. Do you mean one of these?`,
      choices,
    );
  }
  return unknown(words, context, on);
}

function switchAll(slots: Slots, context: Context, on: boolean): ClauseReading | undefined {
  const things = splitThings(slots.get('things') ?? [], context);
  const reading = things && gather(things, (words) => switchModule(words, context, on));
  return reading?.kind === 'edits' && things !== undefined ? { ...reading, things } : reading;
}

/** Keeping what is there changes nothing, but the thing must be known: "keep the firewall". */
function keep(slots: Slots, context: Context): ClauseReading | undefined {
  const things = splitThings(slots.get('things') ?? [], context);
  const known = things?.every(
    (words) => findModule(phrase(words), context.modules, context.index).kind === 'one',
  );
  return known === true && things !== undefined ? { kind: 'edits', edits: [], things } : undefined;
}

function unknown(words: Words, context: Context, on: boolean): ClauseReading {
  const name = phrase(words);
  if (isVague(words)) return askQuestion(`What do you mean by '${name.slice(0, 80)}'?`, [], 'not-understood');
  const attr = withoutKindNouns(name)
    .map((one) => context.index.package(one)?.attr)
    .find((one) => one !== undefined);
  if (attr !== undefined && on) {
    return askQuestion(`'${name}' is a package, and no option turns it on. Install it?`, [`install ${attr}`]);
  }
  const nearest = context.index.nearest(['services', name.replaceAll(/[^a-z0-9_-]+/gu, '-'), 'enable'], 5);
  return refuseRequest(
    'unknown',
    `this host has no option that turns '${name}' ${on ? 'on' : 'off'}`,
    nearest,
  );
}
