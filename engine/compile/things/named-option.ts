import type { OptionType } from '../../model/options/option.ts';
import { joinOptionPath, splitOptionPath } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { type ClauseReading, type Context, edits, rephrase } from '../context.ts';
import { foldedNames } from '../names/folded-names.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import { checkUser } from '../names/user-names.ts';
import { readListItems, readTypedValue } from '../values/values.ts';

/**
 * Requests that name an option of the host in full: `set services.nginx.user to web`, `add 80 to …allowedTCPPorts`. A name
 * like one is asked about.
 */
export function readNamedOption(clause: Clause, context: Context): ClauseReading | undefined {
  for (const [at, token] of clause.entries()) {
    const isName = token.kind === 'word' && /^(?!pkgs\.)[A-Za-z][\w-]*\.[\w."'@:/-]+$/u.test(token.text);
    const wish = isName ? wishAbout(clause, at) : undefined;
    if (wish !== undefined) return withOption(token, wish, context);
  }
  return undefined;
}

interface OptionWish {
  readonly op: 'set' | 'unset' | 'add' | 'remove';
  readonly value: Clause;
}

const SETS = /^(?:set|change|switch|use|configure|update|make|option)$/u;

/** What is to be done with the option at a place of the clause. */
function wishAbout(clause: Clause, at: number): OptionWish | undefined {
  const [first] = clause;
  const before = clause.slice(0, at).filter(({ word }) => word !== 'option');
  const [joint, ...value] = clause.slice(at + 1);
  const verb = first?.word ?? '';
  const behind = clause
    .slice(at + 1)
    .map(({ word }) => word)
    .join(' ');
  const resets = /^(?:(?:back )?to (?:its )?default|(?:back )?to default)?$/u.test(behind);
  if (/^(?:unset|reset|clear)$/u.test(verb) && before.length === 1 && resets)
    return { op: 'unset', value: [] };
  const sets = before.length === 0 || (before.length === 1 && SETS.test(verb));
  if (sets && /^(?:back )?to (?:its )?default$/u.test(behind)) return { op: 'unset', value: [] };
  if (
    sets &&
    value.length > 0 &&
    (joint?.word === '=' || (before.length > 0 && /^(?:to|as)$/u.test(joint?.word ?? '')))
  )
    return { op: 'set', value };
  const last = before.at(-1)?.word ?? '';
  const items = before.slice(1, before.at(-2)?.word === 'out' ? -2 : -1);
  if (items.length === 0 || behind !== '') return undefined;
  if (/^(?:add|append|put)$/u.test(verb) && /^(?:to|into|in)$/u.test(last))
    return { op: 'add', value: items };
  return /^(?:remove|delete|drop|take)$/u.test(verb) && /^(?:from|of)$/u.test(last)
    ? { op: 'remove', value: items }
    : undefined;
}

function withOption(token: WordToken, wish: OptionWish, context: Context): ClauseReading {
  const found = findOption(token, context);
  if (found === undefined) {
    const nearest = context.index.nearest(splitOptionPath(token.text), 5);
    return askQuestion(
      `This host has no option '${token.text.slice(0, 80)}'. Do you mean one of these?`,
      nearest.map((name) => rephrase(context, [token], name)),
      'not-understood',
    );
  }
  if (found.readOnly)
    return refuseRequest('invalid', `the option '${joinOptionPath(found.path)}' is read-only`);
  const [first, second, user] = found.path;
  const problem =
    first === 'users' && second === 'users' && user !== undefined ? checkUser(user, context) : undefined;
  return problem ?? applyWish(found, wish, context);
}

function applyWish(option: FoundOption, { op, value }: OptionWish, context: Context): ClauseReading {
  if (op === 'unset') return edits({ op, path: option.path });
  return op === 'set' ? setOption(option, value, context) : changeList(op, option, value, context);
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

function setOption(option: FoundOption, words: Clause, context: Context): ClauseReading {
  const value = readTypedValue(words, option.type, context);
  return value === undefined ? askValue(option, words) : edits({ op: 'set', path: option.path, value });
}

function changeList(
  op: 'add' | 'remove',
  option: FoundOption,
  words: Clause,
  context: Context,
): ClauseReading {
  const { path, type } = option;
  const list = type.name === 'nullOr' ? type.elem : type;
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
