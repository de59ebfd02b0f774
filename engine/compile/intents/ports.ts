import { type ClauseReading, type Context, edits, firstOption, type Intent, type Words } from '../context.ts';
import { splitItems } from '../items.ts';
import type { Slots } from '../pattern.ts';
import { ask, refuse } from '../understanding.ts';

type Protocol = 'TCP' | 'UDP';

/** Well-known services and their TCP ports, for `open the https port`. */
const NAMED_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ssh: 22,
  smtp: 25,
  imaps: 993,
  ldap: 389,
};

const WHERE = '[(in|on|through|from) (firewall|outside|internet)]';
const PORTS =
  '[(incoming|inbound)] [(traffic|connections|access)] [through] [(on|to)] [firewall] (port|ports) [(number|numbers)]';
const UDP_PORTS = '(udp port|udp ports|incoming udp port|udp traffic on port|udp connections on port)';
const TCP_PORTS = '(tcp port|tcp ports|incoming tcp port|tcp traffic on port|tcp connections on port)';
const BOTH = '(tcp and udp|udp and tcp|tcp/udp|udp/tcp|both tcp and udp)';

/** Opening and closing ports of the firewall. */
export const ports: Intent = {
  name: 'ports',
  independent: true,
  rules: [
    ...rulesFor('@open', 'add'),
    ...rulesFor('@close', 'remove'),
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
    rule(['TCP'], `${PORTS} <ports+>`, '<ports+> (port|ports)'),
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
      read: (slots, context) => (areNumbers(slots) ? changePorts(slots, context, op, ['TCP']) : undefined),
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
  const items = splitItems(slots.get('ports') ?? []);
  if (items?.some((words) => words.some((token) => /^\d+(?:-|:|\.\.)\d+$/u.test(token.text))) === true) {
    return ask('I do not open or close a range of ports from a sentence. Which single ports are meant?');
  }
  const list = items?.flatMap(readPorts);
  if (list === undefined || list.includes(undefined)) {
    return undefined;
  }
  const wanted = list.filter((port) => port !== undefined);
  const outside = wanted.find(({ number }) => number < 1 || number > 65_535);
  if (outside !== undefined) {
    return refuse('invalid', `${outside.number} is not a port: ports are 1 to 65535`);
  }
  return portEdits(wanted, context, op, protocols);
}

/** Numbers and `53/udp` are ports even where nobody says "port": nothing else that opens has a number. */
function areNumbers(slots: Slots): boolean {
  const words = (slots.get('ports') ?? []).filter((token) => token.kind !== 'separator');
  return words.every((token) => /^\d+(?:\/(?:tcp|udp))?$/u.test(token.word));
}

/** `80`, `80/tcp`, `https`, and `80 443` without a comma. */
function readPorts(words: Words): readonly (Port | undefined)[] {
  return words.map(({ word }) => {
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
    ? refuse('unknown', 'this host has no firewall option for ports')
    : edits(...changes);
}
