import type { Edit } from '../../../model/options/value.ts';
import type { Clause } from '../../grammar/clauses.ts';
import type { Context } from '../../context.ts';
import { firstOption } from '../../context.ts';
import type { Frame, Spotted } from './frame.ts';

const MADE =
  'add create define make set want shell new global for system wide environment session variable variables called named everyone';

export const SHELL_FRAMES: readonly Frame[] = [
  {
    name: 'an alias of the shell',
    says: ['alias|aliases|shorthand'],
    may: MADE,
    build: (spotted, context) => {
      const at = spotted.clause.findIndex(({ word }) => /^(?:alias|shorthand)$/u.test(word));
      const behind = spotted.clause
        .slice(at + 1)
        .filter(({ word }, place) => place > 0 || !/^(?:called|named)$/u.test(word));
      return assign(behind, spotted, context, 'environment.shellAliases');
    },
  },
  {
    name: 'a variable of the environment',
    says: ['variable', 'environment|env|session|shell'],
    may: MADE,
    build: (spotted, context) => {
      const at = spotted.clause.findIndex(({ word }) => word === 'variable');
      return assign(spotted.clause.slice(at + 1), spotted, context, 'environment.variables');
    },
  },
];

/** `NAME for VALUE`, `NAME = VALUE`, `NAME to VALUE`. */
function assign(
  words: Clause,
  spotted: Spotted,
  context: Context,
  option: string,
): readonly Edit[] | undefined {
  const [name, joint, ...value] = words;
  const path = firstOption(context, option);
  const said = joint !== undefined && /^(?:for|to|=|as|is|that|meaning)$/u.test(joint.word);
  if (
    name?.kind !== 'word' ||
    !said ||
    value.length === 0 ||
    path === undefined ||
    !/^[\w.-]+$/u.test(name.text)
  )
    return undefined;
  if (value.some(({ kind }) => kind === 'separator')) return undefined;
  spotted.take(words);
  return [{ op: 'set', path: [...path, name.text], value: value.map(({ text }) => text).join(' ') }];
}
