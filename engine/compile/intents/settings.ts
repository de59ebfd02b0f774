import type { OptionType } from '../../model/options/option.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import { isList, type NixValue, type OptionPath } from '../../model/options/value.ts';
import { type ClauseReading, type Context, edits, type Intent, type Words } from '../context.ts';
import { isVague, phrase } from '../values/items.ts';
import { readNumber } from '../values/numbers.ts';
import type { Slots } from '../grammar/pattern.ts';
import { isPlausible } from '../values/plausible.ts';
import { SETTING_NAMES } from '../names/setting-names.ts';
import { readListItems, readTypedValue } from '../values/values.ts';

/** Settings by the names people have for them: `set the boot timeout to five seconds`. */
export const settings: Intent = {
  name: 'settings',
  rules: [
    {
      patterns: [
        '@set <name+> (to|=|as) <value+>',
        '(limit|raise|lower|increase|decrease|reduce|pin|fix|cap|bring|put|turn|point) <name+> [(down|up)] (to|at) <value+>',
        '<name+> (down|up) to <value+>',
        '<name+> (=|to|at|of) <value+>',
        'use <value+> (as|for) <name+>',
        '@set <value+> as <name+>',
        'use <value+> <name+>',
        '@set <name+> <value>',
      ],
      read: (slots, context) => change('set', slots, context),
    },
    {
      // Without any verb only a number is surely a value.
      patterns: ['<name+> <value+>'],
      read: (slots, context) =>
        /^\d/u.test(phrase(slots.get('value') ?? [])) ? change('set', slots, context) : undefined,
    },
    {
      patterns: [
        '(add|append|put) <value+> (to|as|into) <name+>',
        '(add|load|append|trust) <name+> <value+>',
        '(add|load) <value+> <name+>',
        'make <value+> <name+>',
      ],
      read: (slots, context) => change('add', slots, context),
    },
    {
      patterns: [
        '(remove|delete|drop|take) <value+> (from|out of) <name+>',
        '(remove|unload) <name+> <value+>',
      ],
      read: (slots, context) => change('remove', slots, context),
    },
    {
      patterns: [
        'trust [interface] <value+> [in firewall]',
        'trust [network] [interface] <value+> [in firewall]',
        'trust <value+> [interface] in firewall',
      ],
      read: (slots, context) => changeNamed('add', 'trusted interfaces', slots, context),
    },
    {
      patterns: [
        'blacklist [kernel] [(module|modules|driver)] <value+>',
        'blacklist <value+> (module|kernel module|driver)',
      ],
      read: (slots, context) => changeNamed('add', 'module blacklist', slots, context),
    },
    {
      patterns: ['(@enable|allow|use) (ip|ipv4|packet) forwarding', '(forward|route) [(ip|ipv4)] packets'],
      read: (_slots, context) => setForwarding(1, context),
    },
    {
      patterns: [
        '(@disable|forbid) (ip|ipv4|packet) forwarding',
        'do not (forward|route) [(ip|ipv4)] packets',
      ],
      read: (_slots, context) => setForwarding(0, context),
    },
    {
      patterns: [
        '@set [sysctl] <key> [(to|=)] <value>',
        'sysctl <key> [(to|=)] <value>',
        '<key> (=|to) <value>',
      ],
      read: (slots, context) => setSysctl(slots, context),
    },
  ],
};

/** What stands behind a number and says no more than its unit. */
const UNIT_WORDS: ReadonlySet<string> = new Set([
  'second',
  'seconds',
  's',
  'sec',
  'percent',
  '%',
  'entries',
  'times',
]);

function change(op: 'set' | 'add' | 'remove', slots: Slots, context: Context): ClauseReading | undefined {
  return changeNamed(op, phrase(slots.get('name') ?? []), slots, context);
}

function changeNamed(
  op: 'set' | 'add' | 'remove',
  name: string,
  slots: Slots,
  context: Context,
): ClauseReading | undefined {
  if (isVague(slots.get('value') ?? [])) return undefined;
  const found = (SETTING_NAMES.get(name) ?? [])
    .map((option) => ({ path: splitOptionPath(option), type: typeOf(splitOptionPath(option), context) }))
    .find(({ type }) => type !== undefined);
  if (found?.type === undefined) return undefined;
  return changeOption(op, found.path, found.type, slots.get('value') ?? [], context);
}

/** A list is added to unless it is set; what is no list is only set. */
function changeOption(
  op: 'set' | 'add' | 'remove',
  path: OptionPath,
  type: OptionType,
  words: Words,
  context: Context,
): ClauseReading | undefined {
  const list = type.name === 'nullOr' ? (type.elem ?? type) : type;
  if (op !== 'set') {
    const items =
      list.name === 'listOf' ? readListItems(words, list.elem ?? { name: 'str' }, context) : undefined;
    return items?.every((item) => isPlausible(path, item, context)) === true
      ? edits({ op, path, items })
      : undefined;
  }
  const value = readTypedValue(plainNumber(words), type, context);
  if (value === undefined || value === null || (typeof value === 'number' && value < 0)) return undefined;
  const parts = isList(value) ? value : [value];
  return parts.every((part) => isPlausible(path, part, context)) ? edits({ op, path, value }) : undefined;
}

/** `five seconds` is 5. */
function plainNumber(words: Words): Words {
  const [first, unit, ...more] = words;
  const bare = first?.text.replace(/%$/u, '') ?? '';
  const number = readNumber(bare.toLowerCase());
  const counted = unit === undefined || (UNIT_WORDS.has(unit.word) && more.length === 0);
  return first !== undefined && number !== undefined && first.kind === 'word' && counted
    ? [{ ...first, text: String(number) }]
    : words;
}

/** The type of an option, or of one member of a set of plain values. */
function typeOf(path: OptionPath, context: Context): OptionType | undefined {
  const match = context.index.find(path);
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

function setForwarding(value: 0 | 1, context: Context): ClauseReading | undefined {
  const path = splitOptionPath('boot.kernel.sysctl."net.ipv4.ip_forward"');
  return context.index.find(path) && edits({ op: 'set', path, value });
}

/** Names of the kernel's own settings are known by where they begin. */
function setSysctl(slots: Slots, context: Context): ClauseReading | undefined {
  const key = slots.get('key')?.[0]?.text ?? '';
  const path = ['boot', 'kernel', 'sysctl', key];
  if (
    !/^(?:vm|net|kernel|fs|dev)(?:\.[\w-]+)+$/u.test(key) ||
    context.index.find(splitOptionPath(key)) !== undefined
  ) {
    return undefined;
  }
  const type = typeOf(path, context);
  const value: NixValue | undefined = type && readTypedValue(slots.get('value') ?? [], type, context);
  return value === undefined ? undefined : edits({ op: 'set', path, value });
}
