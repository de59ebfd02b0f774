import { splitOptionPath } from '../../model/options/option.ts';
import type { OptionType } from '../../model/options/option.ts';
import { isList, type OptionPath } from '../../model/options/value.ts';
import { type Context, type Words } from '../context.ts';
import { LANGUAGE } from '../language.ts';
import { isVague } from '../values/items.ts';
import { readNumber } from '../values/numbers.ts';
import { isPlausible } from '../values/plausible.ts';
import { readListItems, readTypedValue } from '../values/values.ts';
import { type FillRole, filled } from './role.ts';

/** What an option takes, of the words that nothing else explains. `of`: its names by release. */
export const settingValue: FillRole = ({ of = '' }, spotted, context) => {
  const path = of
    .split('|')
    .map((name) => splitOptionPath(name))
    .find((one) => typeOf(one, context) !== undefined);
  const type = path && typeOf(path, context);
  const strange = new Set(spotted.strange);
  const first = spotted.clause.findIndex((token) => strange.has(token));
  const last = spotted.clause.findLastIndex((token) => strange.has(token));
  const said = first < 0 ? [] : spotted.clause.slice(first, last + 1);
  if (path === undefined || type === undefined || said.length === 0 || isVague(said)) return undefined;
  if (
    said.some(
      (token) => token.kind !== 'separator' && !strange.has(token) && !/^(?:to|-|and)$/u.test(token.word),
    )
  )
    return undefined;
  const list = type.name === 'nullOr' ? (type.elem ?? type) : type;
  const value =
    list.name === 'listOf'
      ? readListItems(said, list.elem ?? { name: 'str' }, context)
      : readTypedValue(plainNumber(said), type, context);
  if (value === undefined || value === null || (typeof value === 'number' && value < 0)) return undefined;
  const isProgram = path[0] === 'environment' && path[1] === 'variables';
  const program = isProgram && typeof value === 'string' ? LANGUAGE.programs[value] : undefined;
  const parts = isList(value) ? value : [value];
  return parts.every((part) => isPlausible(path, part, context))
    ? filled(said, ...(program === undefined ? parts : [program]))
    : undefined;
};

/** `five`, `60%` are numbers. */
function plainNumber(words: Words): Words {
  const [first, ...more] = words;
  const number = more.length > 0 ? undefined : readNumber(first?.text.replace(/%$/u, '').toLowerCase() ?? '');
  return first === undefined || number === undefined || first.kind !== 'word'
    ? words
    : [{ ...first, text: String(number) }];
}

/** The type of an option, or of one member of a set of plain values. */
function typeOf(path: OptionPath, { index }: Context): OptionType | undefined {
  const match = index.find(path);
  if (match === undefined || match.declaration.readOnly === true || match.rest.length > 1) return undefined;
  const { tree } = match.declaration;
  if (match.rest.length === 0) return tree;
  return /^(?:attrsOf|lazyAttrsOf)$/u.test(tree.name) ? plainType(tree.elem) : undefined;
}

/** What a module says about its own type of values is not known: a number is one, all else is text. */
function plainType(type: OptionType | undefined): OptionType | undefined {
  if (type === undefined || /submodule|attrs/iu.test(type.name)) return undefined;
  return /^(?:str|int|bool|either|nullOr)$/u.test(type.name)
    ? type
    : { name: 'either', of: [{ name: 'int' }, { name: 'str' }] };
}
