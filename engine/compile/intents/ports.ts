import { type ClauseReading, type Context, edits, firstOption, type Intent, type Words } from '../context.ts';
import { splitItems } from '../values/items.ts';
import { readNumber } from '../values/numbers.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';

type Protocol = 'TCP' | 'UDP';

/** Well-known services and their TCP ports, for `open the https port`. */
const NAMED_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ssh: 22,
  smtp: 25,
  imaps: 993,
  ldap: 389,
  imap: 143,
  pop3: 110,
  smtps: 465,
  submission: 587,
  ftp: 21,
  telnet: 23,
  mysql: 3306,
  postgresql: 5432,
  postgres: 5432,
  redis: 6379,
  rdp: 3389,
  vnc: 5900,
};

const WHERE =
  '[(in|on|through|from|to|for) (firewall|outside|outside world|internet|world|everyone|everybody)]';
const PORTS =
  '[(incoming|inbound)] [(traffic|connections|access)] [through] [(on|to)] [firewall] (port|ports) [(number|numbers)]';
const UDP_PORTS =
  '[(traffic|connections)] [on] (udp port|udp ports|incoming udp port|udp traffic on port|udp connections on port|inbound udp traffic on port|incoming udp traffic on port)';
const TCP_PORTS =
  '[(traffic|connections)] [on] (tcp port|tcp ports|incoming tcp port|tcp traffic on port|tcp connections on port|inbound tcp traffic on port|incoming tcp traffic on port)';
const BOTH = '(tcp & udp|tcp and udp|udp and tcp|tcp/udp|udp/tcp|both tcp and udp)';

/** Opening and closing ports of the firewall. */
export const ports: Intent = {
  name: 'ports',
  independent: true,
  rules: [
    ...rulesFor('@open', 'add'),
    ...rulesFor('@close', 'remove'),
    {
      patterns: [
        '(punch|poke|make|drill) (hole|holes) in firewall for [tcp] [(port|ports)] <ports+>',
        '(punch|poke|make|drill) (hole|holes) for [tcp] [(port|ports)] <ports+> in firewall',
      ],
      read: (slots, context) => changePorts(slots, context, 'add', ['TCP']),
    },
    {
      patterns: ['(keep|leave) [(port|ports)] <ports+> (open|closed|as it is|alone)'],
      read: (slots) =>
        splitItems(slots.get('ports') ?? [])
          ?.flatMap(readPorts)
          .includes(undefined) === false
          ? edits()
          : undefined,
    },
    {
      patterns: ['add [tcp] (port|ports) <ports+> to firewall'],
      read: (slots, context) => changePorts(slots, context, 'add', ['TCP']),
    },
    {
      patterns: ['@remove [tcp] (port|ports) <ports+> from firewall'],
      read: (slots, context) => changePorts(slots, context, 'remove', ['TCP']),
    },
  ],
};

function rulesFor(verb: string, op: 'add' | 'remove'): Intent['rules'] {
  const rule = (protocols: readonly Protocol[], ...patterns: readonly string[]): Intent['rules'][number] => ({
    patterns: patterns.map((pattern) => `${verb} ${pattern} ${WHERE}`),
    read: (slots, context) => changePorts(slots, context, op, protocols),
  });
  return [
    rule(
      ['TCP', 'UDP'],
      `${BOTH} (port|ports) <ports+>`,
      `(port|ports) <ports+> [(for|on)] ${BOTH}`,
      `(port|ports) <ports+> for both`,
      `<ports+> (for|on|over) ${BOTH}`,
    ),
    rule(
      ['UDP'],
      `${UDP_PORTS} <ports+>`,
      '(port|ports) <ports+> [(for|over|on)] udp [traffic]',
      '[port] <ports+> [(for|over)] udp',
      'udp <ports+>',
    ),
    rule(
      ['TCP'],
      `${TCP_PORTS} <ports+>`,
      '(port|ports) <ports+> [(for|over|on)] tcp [traffic]',
      '[port] <ports+> [(for|over)] tcp',
      'tcp <ports+>',
    ),
    rule(
      ['TCP'],
      `${PORTS} <ports+>`,
      '<ports+> (port|ports)',
      '[inbound] (port|ports) for <ports+> [traffic]',
      '(hole|holes) in firewall for [(port|ports)] <ports+>',
      '(port|ports) range <ports+>',
    ),
    {
      patterns: [
        `${verb} <ports+> (in|on|through) firewall`,
        `${verb} firewall for <ports+>`,
        `${verb} firewall (port|ports) <ports+>`,
      ],
      read: (slots, context) => changePorts(slots, context, op, ['TCP']),
    },
    {
      patterns: [`${verb} <ports+> ${WHERE}`],
      read: (slots, context) => (arePorts(slots) ? changePorts(slots, context, op, ['TCP']) : undefined),
    },
  ];
}

interface Port {
  readonly number: number;
  readonly protocol?: Protocol;
}

function changePorts(
  slots: Slots,
  context: Context,
  op: 'add' | 'remove',
  protocols: readonly Protocol[],
): ClauseReading | undefined {
  const items = splitItems(withNamedRanges(slots.get('ports') ?? []));
  const ranges = items?.map(readRange) ?? [];
  if (ranges.some((range) => range !== undefined)) {
    return ranges.every((range) => range !== undefined)
      ? changeRanges(ranges, context, op, protocols)
      : askQuestion('Single ports and port ranges are separate requests. Which first?');
  }
  const list = items?.flatMap(readPorts);
  if (list === undefined || list.includes(undefined)) {
    return undefined;
  }
  const wanted = list.filter((port) => port !== undefined);
  const outside = wanted.find(({ number }) => number < 1 || number > 65_535);
  if (outside !== undefined) {
    return refuseRequest('invalid', `${outside.number} is not a port: ports are 1 to 65535`);
  }
  return portEdits(wanted, context, op, protocols);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** `8000-8010`, `8000 to 8010`, `between 8000 and 8010`, `range 8000 to 8010`. */
function readRange(words: Words): Range | undefined {
  const text = words.map((token) => token.word).join(' ');
  const [, from, to] =
    /^(?:(?:range|ports?|from|between) )*(\d{1,9}) ?(?:-|:|\.\.|–|to|through|till|until|up to) ?(\d{1,9})$/u.exec(
      text,
    ) ?? [];
  return from === undefined || to === undefined ? undefined : { from: Number(from), to: Number(to) };
}

/** "between 1 and 5" is one range, not two ports. */
function withNamedRanges(tokens: Words): Words {
  const [first] = tokens;
  return first?.word === 'between'
    ? tokens.slice(1).map((token) => (token.word === 'and' ? { ...token, kind: 'word', word: 'to' } : token))
    : tokens;
}

/** Most ports that a range opens without a question: real ones are for a game, a tool, a cluster. */
const MOST_PORTS = 5_000;

function changeRanges(
  ranges: readonly Range[],
  context: Context,
  op: 'add' | 'remove',
  protocols: readonly Protocol[],
): ClauseReading {
  const wrong = ranges.find(({ from, to }) => from < 1 || to > 65_535 || from >= to);
  const wide =
    wrong === undefined ? ranges.find(({ from, to }) => op === 'add' && to - from > MOST_PORTS) : undefined;
  if (wide !== undefined) {
    return askQuestion(
      `Ports ${wide.from} to ${wide.to} are so many that the firewall would hardly protect anything. Which of them does what you run need?`,
    );
  }
  if (wrong !== undefined) {
    return refuseRequest(
      'invalid',
      `${wrong.from} to ${wrong.to} is not a range of ports: ports are 1 to 65535`,
    );
  }
  const changes = protocols.flatMap((protocol) => {
    const path = firstOption(context, `networking.firewall.allowed${protocol}PortRanges`);
    const items = ranges.map(({ from, to }) => ({ type: 'attrs' as const, entries: { from, to } }));
    return path === undefined ? [] : [{ op, path, items }];
  });
  return changes.length === 0
    ? refuseRequest('unknown', 'this host has no firewall option for port ranges')
    : edits(...changes);
}

/** Numbers and `53/udp` are ports even where nobody says "port": nothing else that opens has a number. */
function arePorts(slots: Slots): boolean {
  const words = (slots.get('ports') ?? []).filter((token) => token.kind !== 'separator');
  return words.every(
    (token) => /^\d+(?:[-:]\d+)?(?:\/(?:tcp|udp))?$/u.test(token.word) || WEB.test(token.word),
  );
}

const WEB = /^(?:https?|web|traffic)$/u;

/** `80`, `80/tcp`, `https`, and `80 443` without a comma. */
function readPorts(words: Words): readonly (Port | undefined)[] {
  const bare = words.filter(({ word }) => word !== 'traffic');
  // "eighty eighty" may be one number or two.
  if (bare.length > 1 && bare.some(({ word }) => /^[a-z]/u.test(word))) return [undefined];
  if (bare.length === 1 && bare[0]?.word === 'web') return [{ number: 80 }, { number: 443 }];
  return bare.map((token) => {
    const word = /^[a-z]+(?:-[a-z]+)?$/u.test(token.word)
      ? String(readNumber(token.word) ?? token.word)
      : token.word;
    const match = /^(\d{1,9})(?:\/(tcp|udp))?$/u.exec(word);
    const named = Object.hasOwn(NAMED_PORTS, word) ? NAMED_PORTS[word] : undefined;
    if (match === null) {
      return named === undefined ? undefined : { number: named };
    }
    const number = Number(match[1]);
    return match[2] === undefined ? { number } : { number, protocol: match[2] === 'udp' ? 'UDP' : 'TCP' };
  });
}

function portEdits(
  wanted: readonly Port[],
  context: Context,
  op: 'add' | 'remove',
  protocols: readonly Protocol[],
): ClauseReading {
  const changes = (['TCP', 'UDP'] as const).flatMap((protocol) => {
    const numbers = wanted
      .filter((port) =>
        port.protocol === undefined ? protocols.includes(protocol) : port.protocol === protocol,
      )
      .map((port) => port.number);
    const path = firstOption(context, `networking.firewall.allowed${protocol}Ports`);
    return numbers.length === 0 || path === undefined ? [] : [{ op, path, items: [...new Set(numbers)] }];
  });
  return changes.length === 0
    ? refuseRequest('unknown', 'this host has no firewall option for ports')
    : edits(...changes);
}
