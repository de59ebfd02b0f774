import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { systemClock } from '../clock.ts';
import type { Role, ServiceRequest } from '../../model/service/request.ts';
import { heldFile, holdLock } from './asking-process.ts';
import { isChallenge, makeProof, whoElseAsks } from './proof.ts';
import { proofDirectory, proofFile, socketDirectory, socketFile } from './places.ts';

/** How the service ended its answer. */
export interface ServiceAnswer {
  readonly exitCode: number;
  readonly message: string;
  /** There is more: ask again for what comes after what was said. */
  readonly again: boolean;
}

/** Why there was no answer: no service is there, it lets nobody of one's groups in, or it broke off. */
export type NoAnswer = 'no-service' | 'no-right' | 'broken-off' | NotTrusted;

/** Somebody else than root, or than this user, could be who answers. */
export interface NotTrusted {
  /** Who, in words. */
  readonly others: string;
}

/**
 * Asks the service of a host: one request, the lines of its answer. Sockets are tried in the order of what they let one
 * do, and the kernel says which one may open.
 */
export async function askService(
  runtime: string,
  request: ServiceRequest,
  role: Role,
  onLine: (line: string) => void,
  signal?: AbortSignal,
): Promise<ServiceAnswer | NoAnswer> {
  const candidates = [...socketsOf(runtime, 'view'), ...socketsOf(runtime, 'operate')].filter(
    (one) => role === 'view' || one.role === 'operate',
  );
  let denied = false;
  for (const { role: own, group } of candidates) {
    const socket = socketFile(runtime, own, group);
    const others = whoElseAsks(socket, own === 'operate' ? proofDirectory(runtime, group) : socket);
    if (others !== undefined) return { others };
    const line = JSON.stringify(request);
    using held = new DisposableStack();
    const prove = (challenge: string): void => {
      const proof = proofFile(runtime, own, group, challenge);
      makeProof(proof, challenge, { socket, line });
      // Until there is an answer: then the service knows which process has asked.
      if (own === 'operate') held.use(holdLock(heldFile(proof)));
    };
    const answer = await askAt(socket, async (opened) => converse(opened, line, prove, onLine, signal));
    if (typeof answer === 'object' || answer === 'broken-off') return answer;
    if (answer === 'denied') denied = true;
  }
  return denied || (candidates.length === 0 && socketsOf(runtime, 'view').length > 0)
    ? 'no-right'
    : 'no-service';
}

function socketsOf(runtime: string, role: Role): readonly { readonly role: Role; readonly group: string }[] {
  try {
    const names = readdirSync(socketDirectory(runtime, role)).sort();
    return names.flatMap((name) =>
      name.endsWith('.sock') ? [{ role, group: name.slice(0, -'.sock'.length) }] : [],
    );
  } catch {
    return [];
  }
}

/** Attempts at a service that is too busy to greet; nothing was asked yet. */
const ATTEMPTS = 10;
const BETWEEN_MS = 50;

async function askAt(
  path: string,
  ask: (opened: Socket) => Promise<ServiceAnswer | 'broken-off' | 'not-greeted'>,
): Promise<ServiceAnswer | 'broken-off' | 'denied' | 'absent'> {
  for (let attempt = 1; ; attempt += 1) {
    const opened = await open(path);
    if (opened === 'denied' || opened === 'absent') return opened;
    const answer = opened === 'busy' ? 'not-greeted' : await ask(opened);
    if (answer !== 'not-greeted') return answer;
    if (attempt === ATTEMPTS) return 'broken-off';
    await systemClock.sleep(BETWEEN_MS * attempt);
  }
}

async function open(path: string): Promise<Socket | 'denied' | 'absent' | 'busy'> {
  return new Promise((settle) => {
    const socket = connect(path);
    socket.once('connect', () => settle(socket));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EAGAIN') settle('busy');
      else settle(code === 'EACCES' || code === 'EPERM' ? 'denied' : 'absent');
    });
  });
}

async function converse(
  socket: Socket,
  request: string,
  prove: (challenge: string) => void,
  onLine: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<ServiceAnswer | 'broken-off' | 'not-greeted'> {
  return new Promise((settle) => {
    let greeted = false;
    signal?.addEventListener('abort', () => socket.destroy(), { once: true });
    socket.on('error', () => undefined);
    socket.once('close', () => settle(greeted || signal?.aborted === true ? 'broken-off' : 'not-greeted'));
    const lines = createInterface({ input: socket });
    // It says again what goes wrong with its socket.
    lines.on('error', () => undefined);
    lines.on('line', (line) => {
      const { type, challenge, exitCode, message, again } = parse(line);
      if (type === 'hello') {
        // One request, and one proof for it.
        if (greeted) return;
        greeted = true;
        if (isChallenge(challenge)) tryTo(() => prove(challenge));
        socket.write(`${request}\n`);
      } else if (type === 'end') {
        settle({
          exitCode: Number(exitCode),
          message: typeof message === 'string' ? message : '',
          again: again === true,
        });
        socket.end();
      } else onLine(line);
    });
  });
}

/** Without a proof the service knows only the group: it says itself what needs more. */
function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // The directory is full, or not there any more.
  }
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
