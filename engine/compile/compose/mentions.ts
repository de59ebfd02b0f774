import type { WordToken } from '../grammar/tokens.ts';
import { readNumber } from '../values/numbers.ts';

/** What kind of value a word is by its form alone; a plain word is none. */
export type Mention =
  | 'number'
  | 'address'
  | 'network'
  | 'url'
  | 'path'
  | 'email'
  | 'domain'
  | 'key'
  | 'range'
  | 'quoted'
  | 'version';

/**
 * The kind of value that a word is by its form.
 *
 * @example
 * mentionOf(word of `/srv/data`)   // 'path'
 */
export function mentionOf({ kind, text }: WordToken): Mention | undefined {
  if (kind === 'quoted') return 'quoted';
  if (kind === 'separator') return undefined;
  return FORMS.find(([, form]) => form.test(text))?.[0];
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const IPV6 = '(?=[0-9a-f]*:[0-9a-f:]*:)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}';

const ADDRESS = new RegExp(`^(?:${IPV4}|${IPV6})$`, 'iu');

const FORMS: readonly (readonly [Mention, RegExp])[] = [
  ['address', ADDRESS],
  ['network', new RegExp(`^(?:${IPV4}/\\d{1,2}|${IPV6}/\\d{1,3})$`, 'iu')],
  ['url', /^[a-z][a-z+]*:\/\/\S+$/u],
  ['path', /^(?:\/|~\/)[\w.@/+-]*$/u],
  ['email', /^[^\s@]+@[^\s@]+\.[a-z]+$/iu],
  ['range', /^\d+-\d+$/u],
  ['number', /^\d{1,12}$/u],
  ['version', /^v?\d+(?:\.\d+)+$/u],
  ['key', /^(?=.*\d)[0-9a-f]{8,64}$/iu],
  ['domain', /^(?=.*[a-z])(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,24}$/iu],
];

/** Names of network interfaces, as udev and their makers give them. */
export const INTERFACE =
  /^(?:(?:en|eth|wl|lo|br|tun|tap|docker|virbr|tailscale|wg|veth|bond|ppp|vlan|zt|lxc|podman|cni|dummy|usb|ww)[a-z]*\d[\w.-]*|lo)$/u;

/** A number with its unit, as `256 megabytes`, `500M`, `two weeks`, `50%`, `half`. */
export interface Amount {
  readonly value: number;
  readonly unit: string | undefined;
  readonly used: readonly WordToken[];
}

/** The amounts that words name, in order. */
export function amountsIn(words: readonly WordToken[]): readonly Amount[] {
  const found: Amount[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const amount = amountAt(words, at);
    if (amount === undefined) continue;
    found.push(amount);
    at += amount.used.length - 1;
  }
  return found;
}

function amountAt(words: readonly WordToken[], at: number): Amount | undefined {
  const [token, next] = [words[at], words[at + 1]];
  if (token?.kind !== 'word') return undefined;
  const [, digits, tail = ''] = /^(\d{1,12})([a-z%]*)$/u.exec(token.word) ?? [];
  const spelt =
    token.word === 'one' && next?.kind === 'word' && UNITS.has(next.word) ? 1 : spoken(token.word);
  const value = digits === undefined ? spelt : Number(digits);
  if (value === undefined) return undefined;
  if (tail !== '') return UNITS.has(tail) ? { value, unit: UNITS.get(tail), used: [token] } : undefined;
  const unit = next?.kind === 'word' ? UNITS.get(next.word) : undefined;
  return unit === undefined || next === undefined
    ? { value, unit: undefined, used: [token] }
    : { value, unit, used: [token, next] };
}

/** "one" points at a thing far more often than it counts. */
function spoken(word: string): number | undefined {
  return word === 'one' ? undefined : readNumber(word);
}

/** Words for a unit → the unit. */
const UNITS: ReadonlyMap<string, string> = new Map(
  [
    ['second', 's sec secs second seconds'],
    ['millisecond', 'ms millisecond milliseconds'],
    ['minute', 'min mins minute minutes'],
    ['hour', 'h hour hours'],
    ['day', 'd day days'],
    ['week', 'w week weeks'],
    ['month', 'month months'],
    ['year', 'year years'],
    ['byte', 'b byte bytes'],
    ['kilobyte', 'k kb kib kilobyte kilobytes kibibytes'],
    ['megabyte', 'm mb mib meg megs megabyte megabytes mebibytes'],
    ['gigabyte', 'g gb gib gig gigs gigabyte gigabytes gibibytes'],
    ['terabyte', 't tb tib terabyte terabytes'],
    ['percent', '% percent'],
    ['pixel', 'px pixel pixels'],
  ].flatMap(([unit = '', words = '']) => words.split(' ').map((word) => [word, unit] as const)),
);

/** How the unit is written in descriptions of options. */
export const UNIT_TEXT: Readonly<Record<string, RegExp>> = {
  second: /\bseconds?\b/iu,
  millisecond: /\bmilliseconds?\b|\bms\b/iu,
  minute: /\bminutes?\b/iu,
  hour: /\bhours?\b/iu,
  day: /\bdays?\b/iu,
  week: /\bweeks?\b/iu,
  month: /\bmonths?\b/iu,
  year: /\byears?\b/iu,
  byte: /\bbytes?\b/iu,
  kilobyte: /\bkilobytes?\b|\bki?b\b/iu,
  megabyte: /\bmegabytes?\b|\bmi?b\b/iu,
  gigabyte: /\bgigabytes?\b|\bgi?b\b/iu,
  terabyte: /\bterabytes?\b|\bti?b\b/iu,
  percent: /\bpercent(?:age)?\b|%/iu,
  pixel: /\bpixels?\b/iu,
};

/** How many of the second unit one of the first is. */
const FACTORS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  week: { day: 7 },
  day: { hour: 24 },
  hour: { minute: 60, second: 3600 },
  minute: { second: 60 },
  second: { millisecond: 1000 },
  gigabyte: { megabyte: 1024 },
  terabyte: { gigabyte: 1024, megabyte: 1_048_576 },
};

/**
 * The amount as an option counts it, whose description names its unit; undefined where it names another that it cannot
 * be turned into, or none.
 *
 * @example
 * amountFor({ value: 2, unit: 'gigabyte', … }, 'The size, in megabytes.')   // 2048
 */
export function amountFor({ value, unit }: Amount, description: string): number | undefined {
  if (unit === undefined || UNIT_TEXT[unit]?.test(description) === true) return value;
  const factors = Object.hasOwn(FACTORS, unit) ? FACTORS[unit] : undefined;
  const [, factor] =
    Object.entries(factors ?? {}).find(([other]) => UNIT_TEXT[other]?.test(description) === true) ?? [];
  return factor === undefined ? undefined : value * factor;
}
