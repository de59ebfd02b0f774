import type { OptionType } from '../../model/options/option.ts';
import { joinOptionPath, splitOptionPath } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { type ClauseReading, type Context, edits, type Intent, rephrase } from '../context.ts';
import { foldedNames } from '../names/folded-names.ts';
import type { Slots } from '../grammar/pattern.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import { checkUser } from '../names/user-names.ts';
import { readListItems, readTypedValue } from '../values/values.ts';

/** Requests that name an option of the host in full: `set services.nginx.user to web`. */
export const options: Intent = {
  name: 'options',
  rules: [
    {
      patterns: [
        '@set <option> (to|=|as) <value+>',
        '<option> = <value+>',
        '@set option <option> to <value+>',
        '@set <option> = <value+>',
      ],
      read: (slots, context) => withOption(slots, context, (option) => setOption(option, slots, context)),
    },
    {
      patterns: [
        '(unset|reset|clear) [option] <option> [(to|back to) [(default|its default)]]',
        '@set <option> back to default',
        '@set <option> to default',
      ],
      read: (slots, context) => withOption(slots, context, ({ path }) => edits({ op: 'unset', path })),
    },
    {
      patterns: ['(add|append|put) <value+> (to|into|in) [option] <option>'],
      read: (slots, context) =>
        withOption(slots, context, (option) => changeList('add', option, slots, context)),
    },
    {
      patterns: ['(remove|delete|drop|take) <value+> (from|out of) [option] <option>'],
      read: (slots, context) =>
        withOption(slots, context, (option) => changeList('remove', option, slots, context)),
    },
  ],
};

/** Only a dotted name that the host declares is an option; a name like one asks. */
function withOption(
  slots: Slots,
  context: Context,
  then: (option: FoundOption) => ClauseReading,
): ClauseReading | undefined {
  const [token] = slots.get('option') ?? [];
  if (token === undefined || !/^[A-Za-z][\w-]*\.[\w."'@:/-]+$/u.test(token.text)) {
    return undefined;
  }
  const found = findOption(token, context);
  if (found === undefined) {
    const nearest = context.index.nearest(splitOptionPath(token.text), 5);
    return askQuestion(
      `This host has no option '${token.text.slice(0, 80)}'. Do you mean one of these?`,
      nearest.map((name) => rephrase(context, [token], name)),
      'not-understood',
    );
  }
  if (found.readOnly) {
    return refuseRequest('invalid', `the option '${joinOptionPath(found.path)}' is read-only`);
  }
  const [first, second, user] = found.path;
  const problem =
    first === 'users' && second === 'users' && user !== undefined ? checkUser(user, context) : undefined;
  return problem ?? then(found);
}

interface FoundOption {
  readonly path: OptionPath;
  readonly type: OptionType;
  /** The type in the module system's words. */
  readonly words: string;
  readonly readOnly: boolean;
}

/** One component below a set of plain values (`environment.variables.EDITOR`) is an option too. */
function findOption(token: WordToken, context: Context): FoundOption | undefined {
  const path = declaredSpelling(splitOptionPath(token.text), context);
  const match = context.index.find(path);
  if (match === undefined) {
    return undefined;
  }
  const { tree, readOnly = false } = match.declaration;
  if (match.rest.length === 0) {
    return { path, type: tree, words: match.declaration.type, readOnly };
  }
  const element = /^(?:attrsOf|lazyAttrsOf)$/u.test(tree.name) ? tree.elem : undefined;
  const plain = element !== undefined && !/submodule|attrs|unspecified/iu.test(element.name);
  return plain && match.rest.length === 1
    ? { path, type: element, words: element.name, readOnly }
    : undefined;
}

/** Options are found in any case, where only one is spelt so. */
function declaredSpelling(path: OptionPath, context: Context): OptionPath {
  if (context.index.find(path) !== undefined) {
    return path;
  }
  const wanted = joinOptionPath(path).toLowerCase();
  const alike = foldedNames(context.index).options.get(wanted) ?? [];
  if (alike.length === 0) return spellingBelow(path, context) ?? path;
  return alike.length === 1 ? splitOptionPath(alike[0] ?? '') : path;
}

/** `users.users.alice.EXTRAGROUPS`: names that somebody chose stand as they are, the others as they are declared. */
function spellingBelow(path: OptionPath, context: Context): OptionPath | undefined {
  const found = context.index.options.flatMap(({ name }) => {
    if (!name.includes('<')) return [];
    const parts = splitOptionPath(name);
    const fits =
      parts.length === path.length &&
      parts.every((part, at) => part.startsWith('<') || part.toLowerCase() === path[at]?.toLowerCase());
    return fits ? [parts.map((part, at) => (part.startsWith('<') ? (path[at] ?? part) : part))] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

function setOption(option: FoundOption, slots: Slots, context: Context): ClauseReading {
  const words = slots.get('value') ?? [];
  const value = readTypedValue(words, option.type, context);
  return value === undefined ? askValue(option, words) : edits({ op: 'set', path: option.path, value });
}

function changeList(
  op: 'add' | 'remove',
  option: FoundOption,
  slots: Slots,
  context: Context,
): ClauseReading {
  const { path, type } = option;
  const list = type.name === 'nullOr' ? type.elem : type;
  const words = slots.get('value') ?? [];
  if (list?.name !== 'listOf') {
    return askQuestion(`'${joinOptionPath(path)}' is not a list. Set it instead?`);
  }
  const items = readListItems(words, list.elem ?? { name: 'str' }, context);
  return items === undefined ? askValue(option, words) : edits({ op, path, items });
}

function askValue({ path, type, words: wanted }: FoundOption, words: readonly WordToken[]): ClauseReading {
  const written = words
    .map((token) => token.text)
    .join(' ')
    .slice(0, 80);
  const allowed =
    type.name === 'enum' ? (type.values ?? []).map(String) : type.name === 'bool' ? ['true', 'false'] : [];
  return askQuestion(
    `'${written}' is not a valid value for '${joinOptionPath(path)}' (${wanted.slice(0, 120)}). What should it be?`,
    allowed.map((value) => `set ${joinOptionPath(path)} to ${value}`),
  );
}
