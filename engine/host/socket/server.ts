import { systemClock } from '../clock.ts';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createServer, type Server, type Socket } from 'node:net';
import type { Role } from '../../model/service/request.ts';
import { makeOwnDirectory } from '../system/own-directory.ts';
import { dropProof, readProof } from './proof.ts';
import { removeTaken, sweepProofs } from './sweep.ts';
import { proofDirectory, socketDirectory, socketFile } from './places.ts';

/** Who asked: the role is that of the socket, which the kernel let them open. */
export interface Caller {
  readonly role: Role;
  readonly group: string;
  /** The user id that the caller has shown to be theirs; undefined where they have not. */
  readonly user: () => number | undefined;
}

export interface Asked {
  readonly caller: Caller;
  /** One line, not looked at yet. */
  readonly line: string;
  /** False once nobody listens any more. */
  readonly reply: (line: string) => boolean;
  /** Aborted when the caller has gone. */
  readonly gone: AbortSignal;
}

export interface ServeOptions {
  readonly runtime: string;
  /** Groups by name, with their ids. */
  readonly groups: Readonly<Record<Role, readonly { readonly name: string; readonly gid: number }[]>>;
  readonly answer: (asked: Asked) => Promise<void>;
  readonly onTrouble: (message: string) => void;
}

export interface Serving {
  close(): void;
}

const LINE_BYTES = 64 * 1024;
const SPEAK_MS = 10_000;
const CONNECTIONS = 32;
const SWEEP_MS = 10_000;

/** Listens for each group on a socket of its own, until closed. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { runtime, groups } = options;
  makeOwnDirectory(runtime, 0o755);
  const servers: Server[] = [];
  for (const role of ['operate', 'view'] as const) {
    const directory = socketDirectory(runtime, role);
    // Sockets of groups that have lost the role must not stay.
    removeTaken(dirname(directory), basename(directory));
    makeOwnDirectory(directory, 0o755);
    for (const { name, gid } of groups[role]) {
      try {
        if (role === 'operate') makeOwn(proofDirectory(runtime, name), gid);
        servers.push(await listen(options, role, name, gid));
      } catch (error) {
        options.onTrouble(
          `no socket for group ${name}: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }
  const sweep = systemClock.every(SWEEP_MS, () => sweepAll(options));
  sweep.unref();
  return {
    close: () => {
      sweep.cancel();
      servers.forEach((server) => server.close());
    },
  };
}

function sweepAll({ runtime, groups }: ServeOptions): void {
  for (const { name } of groups.operate) sweepProofs(proofDirectory(runtime, name), systemClock.now());
}

function makeOwn(directory: string, gid: number): void {
  mkdirSync(directory, { mode: 0o700 });
  chownSync(directory, -1, gid);
  // The group may make files in it, but not list it, and not remove another's.
  chmodSync(directory, 0o1730);
}

async function listen(options: ServeOptions, role: Role, group: string, gid: number): Promise<Server> {
  const path = socketFile(options.runtime, role, group);
  const server = createServer((socket) => converse(options, role, group, socket));
  server.maxConnections = CONNECTIONS;
  // Nobody's from its first moment on.
  const before = process.umask(0o177);
  try {
    await new Promise<void>((settle, reject) => {
      server.once('error', reject);
      server.listen(path, settle);
    });
  } finally {
    process.umask(before);
  }
  chownSync(path, -1, gid);
  chmodSync(path, 0o660);
  return server;
}

/** One request a connection: a caller that says nothing, or too much, is not waited for. */
function converse(options: ServeOptions, role: Role, group: string, socket: Socket): void {
  const challenge = randomBytes(16).toString('hex');
  const proofs = proofDirectory(options.runtime, group);
  const gone = new AbortController();
  let text = '';
  const timer = systemClock.after(SPEAK_MS, () => socket.destroy());
  socket.on('close', () => {
    timer.cancel();
    gone.abort();
    if (role === 'operate') dropProof(proofs, challenge);
  });
  socket.on('error', () => socket.destroy());
  const hear = (chunk: string): void => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end < 0 && text.length <= LINE_BYTES) return;
    timer.cancel();
    socket.off('data', hear);
    socket.resume();
    if (end < 0 || end > LINE_BYTES) {
      socket.end(
        `${JSON.stringify({ v: 1, type: 'end', exitCode: 2, message: 'the request is too long' })}\n`,
      );
      return;
    }
    const reply = (line: string): boolean => !socket.destroyed && (socket.write(`${line}\n`), true);
    const line = text.slice(0, end);
    const asked = { socket: socketFile(options.runtime, role, group), line };
    const user = (): number | undefined =>
      role === 'operate' ? readProof(proofs, challenge, asked) : undefined;
    const caller = { role, group, user };
    void options
      .answer({ caller, line, reply, gone: gone.signal })
      .catch((error: unknown) => options.onTrouble(String(error)))
      .finally(() => socket.end());
  };
  socket.setEncoding('utf8').on('data', hear);
  socket.write(
    `${JSON.stringify({ v: 1, type: 'hello', role, ...(role === 'operate' ? { challenge } : {}) })}\n`,
  );
}
