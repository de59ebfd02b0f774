import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Role, ServiceRequest } from '../../model/service/request.ts';
import { isChallenge, makeProof, whoElseAsks } from './proof.ts';
import { proofDirectory, socketDirectory, socketFile } from './places.ts';

/** How the service ended its answer. */
export interface ServiceAnswer {
  readonly exitCode: number;
  readonly message: string;
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
    const proofs = own === 'operate' ? proofDirectory(runtime, group) : undefined;
    const others = whoElseAsks(socket, proofs ?? socket);
    if (others !== undefined) return { others };
    const opened = await open(socket);
    if (opened === 'denied') denied = true;
    if (typeof opened !== 'object') continue;
    const line = JSON.stringify(request);
    const answer = (challenge: string): void => {
      if (proofs !== undefined) makeProof(proofs, challenge, { socket, line });
    };
    return converse(opened, line, answer, onLine, signal);
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

async function open(path: string): Promise<Socket | 'denied' | 'absent'> {
  return new Promise((settle) => {
    const socket = connect(path);
    socket.once('connect', () => settle(socket));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'EACCES' || error.code === 'EPERM' ? 'denied' : 'absent'),
    );
  });
}

async function converse(
  socket: Socket,
  request: string,
  prove: (challenge: string) => void,
  onLine: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<ServiceAnswer | NoAnswer> {
  return new Promise((settle) => {
    signal?.addEventListener('abort', () => socket.destroy(), { once: true });
    socket.on('error', () => undefined);
    socket.once('close', () => settle('broken-off'));
    const lines = createInterface({ input: socket });
    // It says again what goes wrong with its socket.
    lines.on('error', () => undefined);
    let greeted = false;
    lines.on('line', (line) => {
      const { type, challenge, exitCode, message } = parse(line);
      if (type === 'hello') {
        // One request, and one proof for it.
        if (greeted) return;
        greeted = true;
        if (isChallenge(challenge)) tryTo(() => prove(challenge));
        socket.write(`${request}\n`);
      } else if (type === 'end') {
        settle({ exitCode: Number(exitCode), message: typeof message === 'string' ? message : '' });
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
