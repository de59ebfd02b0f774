import type { NixValue } from '../../model/options/value.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { LANGUAGE } from '../language.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import { type FillRole, filled } from './role.ts';
import { portNumber } from './roles-of-values.ts';
import type { SpottedWords } from './spotted-words.ts';

/** Most ports that a range opens without a question: real ones are for a game, a tool, a cluster. */
const MOST_PORTS = 5_000;

interface SaidPort {
  readonly tokens: Clause;
  readonly from: number;
  readonly to: number;
  readonly protocols: readonly string[];
}

/** Single ports of the role's protocol. */
export const ports: FillRole = ({ of = 'tcp', form }, words) => {
  const all = saidPorts(words, form !== 'number');
  const single = all.filter(({ from, to }) => from === to);
  const outside = single.find(({ from }) => from < 1 || from > 65_535);
  if (outside !== undefined)
    return refuseRequest('invalid', `${outside.from} is not a port: ports are 1 to 65535`);
  return collect(single, of, (port) => port.from);
};

/** Ranges of ports of the role's protocol. */
export const ranges: FillRole = ({ of = 'tcp' }, words) => {
  const found = saidPorts(words, false).filter(({ from, to }) => from !== to);
  const wrong = found.find(({ from, to }) => from < 1 || to > 65_535 || from > to);
  if (wrong !== undefined)
    return refuseRequest(
      'invalid',
      `${wrong.from} to ${wrong.to} is not a range of ports: ports are 1 to 65535`,
    );
  const wide = found.find(({ from, to }) => to - from > MOST_PORTS);
  if (wide !== undefined)
    return askQuestion(
      `Ports ${wide.from} to ${wide.to} are so many that the firewall would hardly protect anything. Which of them does what you run need?`,
    );
  return collect(found, of, ({ from, to }) => ({ type: 'attrs', entries: { from, to } }));
};

function collect(found: readonly SaidPort[], of: string, value: (port: SaidPort) => NixValue) {
  const own = found.filter(({ protocols }) => protocols.includes(of));
  return own.length === 0
    ? undefined
    : filled(
        own.flatMap(({ tokens }) => tokens),
        ...own.map(value),
      );
}

/** Every port and range that a clause names, with the protocols that are said of it. */
function saidPorts({ clause }: SpottedWords, byName: boolean): readonly SaidPort[] {
  const parts = partsOf(clause);
  const read = parts.map((part) => ({ ports: portsIn(part, byName), protocols: protocolsIn(part) }));
  // "udp 53 and tcp 443": each has its own; else what is said of one is said of all.
  const each = read.every(({ ports: list, protocols }) => list.length > 0 === protocols.length > 0);
  const all = [...new Set(read.flatMap(({ protocols }) => protocols))];
  return read.flatMap(({ ports: list, protocols }) =>
    list.map((port) => {
      const said = each ? protocols : all;
      return {
        ...port,
        protocols: port.protocols.length > 0 ? port.protocols : said.length > 0 ? said : ['tcp'],
      };
    }),
  );
}

/** "Between 1 and 5" is one range; else each part is one of a list. */
function partsOf(clause: Clause): readonly Clause[] {
  const parts: WordToken[][] = [[]];
  let between = false;
  for (const token of clause) {
    between ||= token.word === 'between';
    if (token.kind !== 'separator') parts.at(-1)?.push(token);
    else if (between && token.word === 'and') parts.at(-1)?.push({ ...token, kind: 'word', word: 'to' });
    else parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

function portsIn(part: Clause, byName: boolean): readonly SaidPort[] {
  const found: SaidPort[] = [];
  for (let at = 0; at < part.length; at += 1) {
    const [token, joint, end] = part.slice(at, at + 3);
    if (token?.kind !== 'word') continue;
    const pair = /^(\d{1,9})(?:-|:|\.\.|–)(\d{1,9})$/u.exec(token.word);
    const suffixed = /^(\d{1,9})\/(tcp|udp)$/u.exec(token.word);
    const from = portNumber(token);
    const to = end === undefined ? undefined : portNumber(end);
    const named = portsNamed(token.word, part[at - 1]?.word ?? '');
    if (pair !== null) found.push(one([token], Number(pair[1]), Number(pair[2])));
    else if (suffixed !== null)
      found.push(one([token], Number(suffixed[1]), Number(suffixed[1]), suffixed[2]));
    else if (
      from !== undefined &&
      to !== undefined &&
      joint !== undefined &&
      end !== undefined &&
      JOINTS.has(joint.word)
    ) {
      found.push(one([token, joint, end], from, to));
      at += 2;
    } else if (from !== undefined) found.push(one([token], from, from));
    else if (byName) found.push(...named.map((port) => one([token], port, port)));
  }
  // "Eighty eighty" may be one number or two.
  const spelt = found
    .flatMap(({ tokens }) => tokens)
    .some(({ word }) => /^[a-z]/u.test(word) && !byNameOnly(word));
  return spelt && found.length > 1 ? [] : found;
}

function byNameOnly(word: string): boolean {
  return Object.hasOwn(LANGUAGE.ports, word) || JOINTS.has(word);
}

function one(tokens: Clause, from: number, to: number, protocol?: string): SaidPort {
  return { tokens, from, to, protocols: protocol === undefined ? [] : [protocol] };
}

const JOINTS: ReadonlySet<string> = new Set(['-', ':', 'to', 'through', 'till', 'until', 'thru']);

/** "http" is a port, and "over http" is not. */
function portsNamed(word: string, before: string): readonly number[] {
  const { ports: named } = LANGUAGE;
  return Object.hasOwn(named, word) && !/^(?:over|via)$/u.test(before) ? (named[word] ?? []) : [];
}

function protocolsIn(part: Clause): readonly string[] {
  const said = part.flatMap(({ word }) =>
    /^(?:tcp|udp)$/u.test(word) ? [word] : BOTH.test(word) ? ['tcp', 'udp'] : [],
  );
  return [...new Set(said)];
}

const BOTH = /^(?:tcp[/+&]udp|udp[/+&]tcp|both)$/u;
