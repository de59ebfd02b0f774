import type { OptionType } from '../../../engine/model/options/option.ts';

/**
 * A type as the module system describes it → the type, as far as the words say it. What is not understood is a type of
 * that name, of which nothing is known.
 *
 * @example
 * typeOfWords('null or (list of string)')   // { name: 'nullOr', elem: { name: 'listOf', elem: { name: 'str' } } }
 */
export function typeOfWords(words: string): OptionType {
  const quoted: string[] = [];
  const masked = words.replaceAll(/"(?:[^"\\]|\\.)*"/gu, (text) => `"${quoted.push(text.slice(1, -1)) - 1}"`);
  return parse(masked, quoted);
}

const SIMPLE: readonly (readonly [RegExp, string])[] = [
  [/^boolean$/u, 'bool'],
  [/^(?:(?:non-empty|optionally newline-terminated|single-line) )*string(?:, .*| matching .*)?$/u, 'str'],
  [/^strings? concatenated/u, 'separatedString'],
  [/^\(?optionally newline-terminated\)? single-line string$/u, 'str'],
  [/^(?:absolute )?path\b/u, 'path'],
  [/^package$/u, 'package'],
  [
    /^(?:\d+ bit )?(?:signed |unsigned |positive |nonnegative )?integer(?:$|;| between| of at least|, meaning)/u,
    'int',
  ],
  [/^(?:(?:positive |nonnegative )?integer or )?floating point number(?: between|, meaning|$)/u, 'float'],
  [/^submodule$|^open submodule/u, 'submodule'],
  [/^attribute set$/u, 'attrs'],
];

const CONTAINERS: readonly (readonly [RegExp, string])[] = [
  [/^non-empty \(list of (?<elem>.*)\)$/u, 'listOf'],
  [/^list of (?<elem>.*)$/u, 'listOf'],
  [/^(?:lazy )?attribute set of (?<elem>.*)$/u, 'attrsOf'],
  [/^function that evaluates to a\(n\) (?<elem>.*)$/u, 'function'],
];

function parse(words: string, quoted: readonly string[]): OptionType {
  const bare = withoutParentheses(words.trim());
  const simple = SIMPLE.find(([pattern]) => pattern.test(bare) && split(bare).length === 1);
  if (simple !== undefined) return { name: simple[1] };
  if (/^(?:positive |nonnegative )?integer or floating point number/u.test(bare)) return { name: 'float' };
  const coerced = /^(?<either>.*) convertible to it$/u.exec(bare)?.groups?.['either'];
  if (coerced !== undefined) return { name: 'coercedTo', elem: parse(split(coerced)[0] ?? '', quoted) };
  const parts = split(bare);
  if (parts.length > 1)
    return alternatives(
      parts.map((part) => part.trim()),
      quoted,
    );
  if (/^(?:one of |value )"/u.test(bare)) {
    const values = [...bare.matchAll(/"(\d+)"/gu)].map(([, at]) => quoted[Number(at)] ?? '');
    return { name: 'enum', values };
  }
  for (const [pattern, name] of CONTAINERS) {
    const elem = pattern.exec(bare)?.groups?.['elem'];
    if (elem !== undefined) return name === 'function' ? { name } : { name, elem: parse(elem, quoted) };
  }
  return { name: bare };
}

function alternatives(parts: readonly string[], quoted: readonly string[]): OptionType {
  const others = parts.filter((part) => part !== 'null').map((part) => parse(part, quoted));
  const [only, ...more] = others;
  const elem: OptionType = only !== undefined && more.length === 0 ? only : { name: 'either', of: others };
  return others.length < parts.length ? { name: 'nullOr', elem } : elem;
}

/** The alternatives of a type: what stands between the `or` that are in no parentheses. */
function split(words: string): readonly string[] {
  if (/^(?:positive |nonnegative )?integer or floating point number/u.test(words)) return [words];
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === '(') depth += 1;
    if (words[at] === ')') depth -= 1;
    const found = depth === 0 ? /^,? or /u.exec(words.slice(at, at + 5))?.[0] : undefined;
    if (found === undefined) continue;
    parts.push(words.slice(from, at));
    from = at + found.length;
    at = from - 1;
  }
  return [...parts, words.slice(from)];
}

function withoutParentheses(words: string): string {
  if (!words.startsWith('(') || !words.endsWith(')')) return words;
  let depth = 0;
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === '(') depth += 1;
    if (words[at] === ')') depth -= 1;
    if (depth === 0 && at < words.length - 1) return words;
  }
  return withoutParentheses(words.slice(1, -1).trim());
}
