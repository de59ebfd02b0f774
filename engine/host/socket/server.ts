import { systemClock } from '../clock.ts';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createServer, type Server, type Socket } from 'node:net';
import type { Role } from '../../model/service/request.ts';
import { makeOwnDirectory } from '../system/own-directory.ts';
import { Connections } from './connections.ts';
import { heldFile, readAskingProcess } from './asking-process.ts';
import { dropProof, readProof } from './proof.ts';
import { removeTaken, sweepProofs } from './sweep.ts';
import { proofDirectory, proofFile, socketDirectory, socketFile } from './places.ts';

/** Who asked: the role is that of the socket, which the kernel let them open. */
export interface Caller {
  readonly role: Role;
  readonly group: string;
  /** The user id that the caller has shown to be theirs; undefined where they have not. */
  readonly user: () => number | undefined;
  /** The process that asks, as the kernel names it; undefined where it has not shown that. It may have ended since. */
  readonly process: () => number | undefined;
}

export interface Asked {
  readonly caller: Caller;
  /** One line, not looked at yet. */
  readonly line: string;
  /** False once nobody listens any more. */
  readonly reply: (line: string) => boolean;
  /** Bytes of replies that the caller has not taken yet. */
  readonly waiting: () => number;
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
/** Silent ones cost little, and who asks in time is not pushed out by fewer than that; one user who follows needs few. */
const CONNECTIONS = { silent: 512, perUser: 8, all: 256 } as const;
/** A caller that takes no answer has not this much of them in our memory. */
const WAITING_BYTES = 8 * 1024 * 1024;
/** What is said last is taken within it, or not at all. */
const LAST_MS = 10_000;
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
  const connections = new Connections<Socket>(CONNECTIONS);
  const server = createServer((socket) => {
    connections.enter(socket);
    socket.once('close', () => connections.leave(socket));
    converse(options, { role, group, connections }, socket);
  });
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

/** The socket that a caller came in by. */
interface Door {
  readonly role: Role;
  readonly group: string;
  readonly connections: Connections<Socket>;
}

/** One request a connection: a caller that says nothing, or too much, is not waited for. */
function converse(options: ServeOptions, door: Door, socket: Socket): void {
  const { role, group } = door;
  const challenge = randomBytes(16).toString('hex');
  const proof = proofFile(options.runtime, role, group, challenge);
  let text = '';
  const timer = systemClock.after(SPEAK_MS, () => socket.destroy());
  socket.on('close', () => {
    timer.cancel();
    dropProof(proof);
    dropProof(heldFile(proof));
  });
  socket.on('error', () => socket.destroy());
  const hear = (chunk: string): void => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end < 0 && text.length <= LINE_BYTES) return;
    timer.cancel();
    socket.off('data', hear);
    socket.resume();
    if (end < 0 || end > LINE_BYTES) return refuse(socket, 'the request is too long');
    const line = text.slice(0, end);
    const asked = { socket: socketFile(options.runtime, role, group), line };
    const uid = readProof(proof, challenge, asked);
    const pid =
      uid === undefined || role === 'view' ? undefined : readAskingProcess(heldFile(proof), uid)?.pid;
    answer(options, door, socket, { line, uid, pid });
  };
  socket.setEncoding('utf8').on('data', hear);
  socket.write(`${JSON.stringify({ v: 1, type: 'hello', role, challenge })}\n`);
}

/** What was asked, and what the kernel says of who did. */
interface Shown {
  readonly line: string;
  readonly uid: number | undefined;
  readonly pid: number | undefined;
}

function answer(
  options: ServeOptions,
  { role, group, connections }: Door,
  socket: Socket,
  { line, uid, pid }: Shown,
): void {
  const crowd = connections.ask(socket, uid);
  if (crowd !== undefined) return refuse(socket, crowd);
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  if (socket.destroyed) gone.abort();
  const reply = (said: string): boolean => {
    if (socket.destroyed) return false;
    socket.write(`${said}\n`);
    if (socket.writableLength > WAITING_BYTES) socket.destroy();
    return !socket.destroyed;
  };
  const caller = { role, group, user: () => uid, process: () => pid };
  void options
    .answer({ caller, line, reply, waiting: () => socket.writableLength, gone: gone.signal })
    .catch((error: unknown) => options.onTrouble(String(error)))
    .finally(() => endSoon(socket));
}

function refuse(socket: Socket, message: string): void {
  socket.write(`${JSON.stringify({ v: 1, type: 'end', exitCode: 2, message })}\n`);
  endSoon(socket);
}

/** Who does not take the end of an answer has no more of our memory than this long. */
function endSoon(socket: Socket): void {
  socket.end();
  const timer = systemClock.after(LAST_MS, () => socket.destroy());
  timer.unref();
  socket.once('close', () => timer.cancel());
}
