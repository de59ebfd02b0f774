import { amountFor, amountsIn, INTERFACE, type Mention, mentionOf } from '../compose/mentions.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { readNumber } from '../values/numbers.ts';
import { readSchedule } from '../values/schedule.ts';
import { refuseRequest } from '../understanding.ts';
import type { FrameRole } from './frame-data.ts';
import { eachToken, type FillRole, filled, onlyToken } from './role.ts';
import type { SpottedWords } from './spotted-words.ts';

const byForm =
  (many: boolean, ...kinds: readonly Mention[]): FillRole =>
  (role, words) => {
    const found = words.free.filter((token) => isOf(token, kinds) && isPlaced(role, words, token));
    return many ? eachToken(found) : onlyToken(found);
  };

function isOf(token: WordToken, kinds: readonly Mention[]): boolean {
  const kind = mentionOf(token);
  return kind !== undefined && kinds.includes(kind);
}

/** Whether a marker of the role stands before a token, where it needs one. */
export function isPlaced({ after }: FrameRole, words: SpottedWords, token: WordToken | undefined): boolean {
  return after === undefined || after.split(' ').includes(words.before(token));
}

export const address = byForm(false, 'address');
export const addresses = byForm(true, 'address');
export const domain = byForm(false, 'domain');
export const domains = byForm(true, 'domain');
export const email = byForm(false, 'email');
export const urls = byForm(true, 'url');
export const path = byForm(false, 'path');

/** `192.168.1.2/24` as address and length of its prefix. */
export const network: FillRole = (_role, words) => {
  const found = onlyToken(words.free.filter((token) => mentionOf(token) === 'network'));
  const [host, length] = (found?.used[0]?.text ?? '').split('/');
  if (found === undefined || host === undefined || host.includes(':')) return undefined;
  return filled(found.used, { type: 'attrs', entries: { address: host, prefixLength: Number(length) } });
};

export const interfaces: FillRole = (_role, words) =>
  eachToken(words.free.filter(({ word }) => INTERFACE.test(word)));

/** A name for an address: a domain, or the only word that nothing else explains. */
export const hostAlias: FillRole = (_role, words) => {
  const names = words.free.filter((token) => mentionOf(token) === 'domain');
  const strange = words.strange.filter(({ word: one }) => /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/u.test(one));
  return onlyToken(names.length > 0 ? names : strange);
};

/** `NAME for VALUE`, `NAME = VALUE`: the name behind a marker. */
export const assignedName: FillRole = ({ after = '' }, words) => {
  const markers = after.split(' ');
  const at = words.clause.findLastIndex(({ word: one }) => markers.includes(one));
  const token = words.clause[at + 1];
  return at < 0 || token === undefined || !/^[\w.-]+$/u.test(token.text)
    ? undefined
    : filled([token], token.text);
};

/** What stands behind the name and what joins them. */
export const assignedValue: FillRole = (_role, words) => {
  const name = words.clause.findLastIndex((token) => words.isTaken(token));
  const [joint, ...value] = words.clause.slice(name + 1);
  if (name < 0 || joint === undefined || !/^(?:for|to|=|as|is|that|meaning)$/u.test(joint.word))
    return undefined;
  return value.length === 0 || value.some(({ kind }) => kind === 'separator')
    ? undefined
    : filled([joint, ...value], value.map((token) => token.text).join(' '));
};

/** Whatever is left. */
export const rest: FillRole = (_role, words) => eachToken(words.strange);

export const networkInterface: FillRole = (_role, words) =>
  onlyToken(words.free.filter(({ word }) => INTERFACE.test(word)));

/** A number, in the unit of the role. */
export const someAmount: FillRole = (
  { unit = '', of, least = 0, most = Number.MAX_SAFE_INTEGER, form },
  words,
) => {
  const [only, ...more] = amountsIn(words.free);
  if (only === undefined || more.length > 0 || only.value < 0) return undefined;
  if (of === 'plain' && only.unit !== undefined) return undefined;
  const value = amountFor(only, unit) ?? only.value;
  if (value >= least && value <= most) return filled(only.used, form === 'text' ? String(value) : value);
  return refuseRequest('invalid', `${value} is out of range: ${least} to ${most} are allowed`);
};

const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/** How old something is, in days: `14d`. */
export const age: FillRole = (_role, words) => {
  const [only, ...more] = amountsIn(words.free).filter(({ unit }) => unit !== undefined);
  const days = only?.unit === undefined ? undefined : DAYS[only.unit];
  if (only !== undefined && days !== undefined && more.length === 0 && only.value > 0 && only.value < 9999)
    return filled(only.used, `${only.value * days}d`);
  // "Older than a week": the article is gone by now.
  const bare = words.free.filter(
    (token) =>
      Object.hasOwn(DAYS, token.word) && /^(?:than|a|an|for|after|is|one)$/u.test(words.before(token)),
  );
  const [unit, ...others] = bare;
  return only === undefined && unit !== undefined && others.length === 0
    ? filled([unit], `${DAYS[unit.word] ?? 1}d`)
    : undefined;
};

const SIZES: Readonly<Record<string, string>> = {
  kilobyte: 'K',
  megabyte: 'M',
  gigabyte: 'G',
  terabyte: 'T',
};

/** `500M`, `2 GB` as systemd writes sizes. */
export const size: FillRole = (_role, words) => {
  const [only, ...more] = amountsIn(words.free);
  const letter = only?.unit === undefined ? undefined : SIZES[only.unit];
  return only === undefined || letter === undefined || more.length > 0
    ? undefined
    : filled(only.used, `${only.value}${letter}`);
};

/** A stretch of time as systemd writes it: `2week`. */
export const span: FillRole = (_role, words) => {
  const [only, ...more] = amountsIn(words.free);
  return only?.unit === undefined || !Object.hasOwn(DAYS, only.unit) || more.length > 0
    ? undefined
    : filled(only.used, `${only.value}${only.unit}`);
};

/** A recurring time, wherever it stands: the longest run of words that is one. */
export const schedule: FillRole = ({ of = 'daily' }, words) => {
  const runs = [...words.spans(7)];
  const valid = runs.filter((run) => readSchedule(run, of) !== undefined);
  const found = valid.find((run) => run[0]?.word !== 'at') ?? valid[0];
  if (found === undefined) return undefined;
  // "Nightly garbage collection at 02:30".
  const apart = runs.filter((run) => run[0]?.word === 'at' && !run.some((token) => found.includes(token)));
  for (const clock of apart) {
    const value = readSchedule([...found, ...clock], of);
    if (value !== undefined) return filled([...found, ...clock], value);
  }
  return filled(found, readSchedule(found, of) ?? '');
};

/** Words with one of the meanings that the role lists. */
export const choices: FillRole = ({ words: known = {} }, words, context) => {
  const [last, ...others] = context.last;
  const meant = others.length === 0 && last?.length === 1 ? last[0]?.word : undefined;
  const sayOf = (word: string): string =>
    meant !== undefined && /^(?:it|that|this)$/u.test(word) ? meant : word;
  const found = words.free.filter(({ kind, word }) => kind === 'word' && Object.hasOwn(known, sayOf(word)));
  const values = [...new Set(found.map(({ word }) => known[sayOf(word)] ?? word))];
  return found.length === 0 ? undefined : filled(found, ...values.map(asValue));
};

export const choice: FillRole = (role, words, context) => {
  const found = choices(role, words, context);
  return found !== undefined && 'values' in found && found.values.length === 1 ? found : undefined;
};

function asValue(
  text: string,
): string | number | { readonly type: 'pkgs'; readonly path: readonly string[] } {
  if (text.startsWith('pkgs.')) return { type: 'pkgs', path: text.slice('pkgs.'.length).split('.') };
  return /^\d+$/u.test(text) ? Number(text) : text;
}

/** Words of the form that the role has, which belong to nothing else. */
export const words: FillRole = (role, spotted) => {
  const form = new RegExp(`^(?:${role.form ?? String.raw`\S+`})$`, 'u');
  const found = spotted.strange.filter((token) => form.test(token.text) && isPlaced(role, spotted, token));
  return found.every((token, at) => at === 0 || areBeside(spotted.clause, found[at - 1], token))
    ? eachToken(found)
    : undefined;
};

/** Whether nothing stands between two words but what joins a list. */
function areBeside(clause: Clause, left: WordToken | undefined, right: WordToken): boolean {
  const from = left === undefined ? 0 : clause.indexOf(left) + 1;
  return clause.slice(from, clause.indexOf(right)).every(({ kind }) => kind === 'separator');
}

export const word: FillRole = (role, spotted, context) => {
  const found = words(role, spotted, context);
  return found !== undefined && 'values' in found && found.values.length === 1 ? found : undefined;
};

/** All that stands behind a marker, or a quoted text. */
export const someText: FillRole = ({ after = 'to = is' }, spotted) => {
  const quoted = spotted.free.filter(({ kind }) => kind === 'quoted');
  if (quoted.length === 1) return onlyToken(quoted);
  const at = spotted.clause.findLastIndex(
    ({ kind, word: one }) => kind === 'word' && after.split(' ').includes(one),
  );
  const behind = at < 0 ? [] : spotted.clause.slice(at + 1);
  if (behind.length === 0 || behind.some((token) => token.kind === 'separator' || spotted.isTaken(token)))
    return undefined;
  return filled(behind, behind.map((token) => token.text).join(' '));
};

/** A number of the whole clause that is a port is one, in words as well. */
export function portNumber(token: WordToken): number | undefined {
  return /^[a-z]+(?:-[a-z]+)?$/u.test(token.word) && token.word !== 'one'
    ? readNumber(token.word)
    : /^\d{1,9}$/u.test(token.word)
      ? Number(token.word)
      : undefined;
}
