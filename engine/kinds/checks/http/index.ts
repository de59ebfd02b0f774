import { say } from '../../../model/step-message.ts';
import { tellHttp } from './messages.ts';
import { DEFAULTS } from '../../../config/defaults.ts';
import { readFields, readInteger } from '../../../document/reader.ts';
import { defined } from '../../../document/render-value.ts';
import { readTextValue } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind, DraftOf } from '../../check-kind.ts';
import { TEXT, visitOptional } from '../../place.ts';
import { map, refer } from '../../schema.ts';
import { isLocalUrl, isPublicPath, isPublicQuestion } from '../../sinks.ts';
import { documentContains, readContains, readOptional } from '../shared-keys.ts';
import { lookAtHttp } from './look.ts';

/** What a server answers to a GET. */
interface HttpCheck {
  readonly url: Written;
  /** Path of a unix socket on the host, when the server listens on one. */
  readonly socket?: Written;
  readonly status: number;
  readonly contains?: Written;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly http: HttpCheck;
  }
}

declare module '../../check-kind.ts' {
  interface CheckDrafts {
    readonly http: {
      readonly url: string;
      readonly socket?: string;
      readonly status?: number;
      readonly contains?: string;
    };
  }
}

const subject = map(
  'HTTP',
  'A request with GET.',
  {
    url: refer('text', 'URL', 'The URL to request.'),
    socket: refer('text', 'Socket', 'Path of a unix socket to connect through.'),
  },
  ['url'],
);

const status = {
  title: 'Status',
  description: 'Required HTTP status of the response.',
  type: 'integer',
  minimum: 100,
  maximum: 599,
  default: DEFAULTS.httpStatus.value,
};

export const httpCheck: CheckKind<CheckOf<'http'>, 'status' | 'contains'> = {
  kind: 'http',
  help: {
    form: '`http: { url }` or `{ url, socket }`',
    holds: 'it answers with `status`, and the body contains `contains`',
  },
  keys: ['status', 'contains'],
  schema: { subject, keys: { status } },
  probe: true,
  parse: (node, fields, common) => {
    const target = readFields(node, 'http', ['url', 'socket'], ['url']);
    const url = target?.url ? readTextValue(target.url, 'url') : undefined;
    const socket = readOptional(target?.socket, (inner) => readTextValue(inner, 'socket'), 'socket');
    const wanted = fields.status ? readInteger(fields.status, 'status', 100, 599) : DEFAULTS.httpStatus.value;
    const contains = readContains(fields);
    if (url === undefined || wanted === undefined || !socket || !contains) return undefined;
    return { kind: 'http', url, status: wanted, ...socket, ...contains, ...common };
  },
  visit: (check, at) => {
    const asks = (socket: string): boolean =>
      isPublicPath(socket) && typeof check.url === 'string' && isPublicQuestion(socket, check.url);
    return {
      ...check,
      url: at.value(check.url, { type: TEXT, sink: 'URL', allows: isLocalUrl }),
      ...visitOptional('socket', check.socket, at, {
        type: TEXT,
        sink: 'socket',
        allows: asks,
        policy: 'socket',
      }),
      ...visitOptional('contains', check.contains, at, { type: TEXT }),
    };
  },
  look: lookAtHttp,
  label: (check) => `HTTP ${check.status}`,
  claim: (check, { text }) =>
    say('http.answers', { url: text(check.url, check.position), status: check.status }),
  tell: tellHttp,
  explain: (check, { text }) => `${text(check.url)} answers ${check.status}`,
  document: (check, { text }) => {
    const socket = check.socket === undefined ? '' : ` on the socket ${text(check.socket)}`;
    const contains = check.contains === undefined ? undefined : text(check.contains);
    return `${text(check.url)}${socket} answers ${check.status}${documentContains(contains)}`;
  },
  render: ({ url, socket, status: wanted, contains }: DraftOf<'http'>) => ({
    http: defined({ url, socket }),
    status: wanted,
    contains,
  }),
};
