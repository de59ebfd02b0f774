import { randomBytes } from 'node:crypto';
import { ownValidator } from '../config/own-schema.ts';
import type { HostPlace } from '../model/host/place.ts';
import type { Asked } from '../host/socket/server.ts';
import { callerPrincipal } from '../host/people/identity.ts';
import { runInOwnUnit } from '../host/watch/own-unit.ts';
import { runQuietly } from '../host/watch/run-quietly.ts';
import type { ServiceLog } from '../journal/service-log.ts';
import type { Followers } from './followers.ts';
import type { Turns } from './turns.ts';
import { assertNever, EXIT_CODES } from '../model/outcome.ts';
import type { Principal } from '../model/principal.ts';
import { isLocal } from '../model/host/identity.ts';
import type { Refused } from '../model/service/service-event.ts';
import { describeRequest, roleFor, type ServiceRequest } from '../model/service/request.ts';

export interface RequestsOptions {
  readonly place: HostPlace;
  readonly log: ServiceLog;
  readonly self: readonly [string, ...string[]];
  readonly host: readonly string[];
  readonly followers: Followers;
  /** Of processes that only look. */
  readonly turns: Turns;
}

/**
 * Answers one request with the program's own command for it. What a caller says becomes values of that command and
 * nothing else: the command, its options and its files are ours.
 */
export async function answerRequest(options: RequestsOptions, asked: Asked): Promise<void> {
  const { log, place } = options;
  const end = (exitCode: number, message = ''): void =>
    void asked.reply(JSON.stringify({ v: 1, type: 'end', exitCode, message }));
  const refuse = (by: Principal, why: Refused, message: string): void => {
    log.append({ type: 'request-refused', by, why, message });
    end(EXIT_CODES.usage, message);
  };
  const request = readRequest(asked.line);
  const anonymous = memberOf(asked.caller.group);
  if (request === undefined)
    return refuse(anonymous, 'malformed', 'it is not a request (schemas/request.schema.json)');
  if (request.op === 'events') return tellEvents(options, asked, request);
  if (roleFor(request) === 'view') {
    const argv = [...options.self, ...commandOf(request, options.host)] as const;
    const user = String(asked.caller.user() ?? anonymous.name);
    const look = async (): Promise<number> => runQuietly([...argv], asked.reply, asked.gone);
    end((await options.turns.take(user, asked.gone, look)) ?? EXIT_CODES.failed);
    return;
  }
  if (asked.caller.role !== 'operate')
    return refuse(
      anonymous,
      'operators-only',
      `${request.op} is for operators, and ${asked.caller.group} has only read access`,
    );
  const uid = asked.caller.user();
  const pid = asked.caller.process();
  // A sandbox defends nothing, and its files may lie where the kernel's list of locks names them otherwise.
  if (uid === undefined || (pid === undefined && isLocal(place)))
    return refuse(anonymous, 'unidentified', 'the caller could not be identified');
  const by = callerPrincipal(place, uid, pid);
  const { id } = log.append({ type: 'request', by, what: describeRequest(request) });
  // Who asks is what the log says, which the superuser alone can write: the command gets the number of the request.
  const [program, ...args] = options.self;
  const command = { argv: [program, ...args, ...commandOf(request, options.host, id)] as const };
  const unit = `nixos-ai-request-${randomBytes(4).toString('hex')}`;
  const { exitCode, said } = await runInOwnUnit(place, { unit, command, onLine: asked.reply });
  end(exitCode ?? EXIT_CODES.failed, said.trim());
}

/** In the service itself: to follow costs no process. */
async function tellEvents(
  { log, followers }: RequestsOptions,
  asked: Asked,
  { limit = EVENTS, since, follow = false, after }: Extract<ServiceRequest, { op: 'events' }>,
): Promise<void> {
  const begin = after ?? log.before(limit, since);
  return followers.answer(asked, { after: begin, follow });
}

/** As the command shows where nobody says how many. */
const EVENTS = 50;

function readRequest(line: string): ServiceRequest | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return ownValidator<ServiceRequest>('request')(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function commandOf(
  request: Exclude<ServiceRequest, { op: 'events' }>,
  host: readonly string[],
  id?: number,
): readonly string[] {
  const common = [...host, '--json', ...(id === undefined ? [] : [`--request=${id}`])];
  switch (request.op) {
    case 'status':
      return ['status', ...common];
    case 'history':
      return ['history', ...common, ...(request.limit === undefined ? [] : ['-n', String(request.limit)])];
    case 'show':
      return ['show', ...common, '--', request.run];
    case 'approve':
      return ['approve', ...common, '--yes', '--', request.run];
    case 'run': {
      const values = Object.entries(request.with ?? {}).flatMap(([name, value]) => [
        '-p',
        `${name}=${value}`,
      ]);
      return ['run', ...common, ...consentOf(request.approve), ...values, '--', request.runbook];
    }
    default:
      return assertNever(request);
  }
}

function consentOf(approve: string): readonly string[] {
  if (approve === 'nothing') return ['--dry-run'];
  return approve === 'all' ? ['--yes'] : ['--plan', approve];
}

/** Somebody who was let in as a member of a group, and has not shown who they are. */
function memberOf(group: string): Principal {
  return { kind: 'person', name: `a member of ${group}`, door: 'socket', known: 'group', groups: [group] };
}
