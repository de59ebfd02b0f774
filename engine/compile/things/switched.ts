import { type ClauseReading, type Context, edits, rephrase, type Words } from '../context.ts';
import { isVague, phrase } from '../values/items.ts';
import { findModule, withoutKindNouns } from '../names/module-names.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';

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
