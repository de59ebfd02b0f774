import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { socketFile } from '../../engine/host/socket/places.ts';
import { leaveProof, type Door } from './socket-proofs.ts';

/**
 * What a client does next. `frames`: bytes (a character each), cut; `prove`: leaves a proof of a kind and sends a line;
 * `deaf`: takes nothing more; `crowd`: many others come in and say that much; `text` is what is sent.
 */
export interface Act {
  readonly do: 'send' | 'drip' | 'frames' | 'prove' | 'wait' | 'end' | 'reset' | 'deaf' | 'crowd';
  readonly text: string;
  readonly cuts?: readonly number[] | 'each';
  readonly proof?: string;
}

/** Milliseconds for which a client that has done everything waits for the last word. */
const LAST_WORD = 1_000;
const CROWD = 60;

/**
 * Plays one client: `["view/lookers", [{ "do": "send", "text": "{}\n" }]]`. Gives the lines that it was told; it may go
 * before the last.
 */
export async function playClient(
  runtime: string,
  piece: string,
  lastWord = LAST_WORD,
): Promise<readonly string[]> {
  const [where, acts] = readClient(piece);
  const [role, group = ''] = where.split('/');
  const door: Door = { runtime, role: role === 'operate' ? 'operate' : 'view', group };
  const others: Socket[] = [];
  const socket = open(door);
  const lines: string[] = [];
  const closed = new Promise<void>((settle) => socket.once('close', () => settle()));
  const greeted = new Promise<void>((settle) => {
    const reading = createInterface({ input: socket });
    reading.on('error', () => undefined);
    reading.on('line', (line) => {
      lines.push(line);
      settle();
    });
  });
  await Promise.race([greeted, closed]);
  for (const act of acts) {
    if (act.do === 'prove') leaveProof(door, act.proof ?? 'right', lines[0], act.text);
    if (act.do === 'crowd') others.push(...crowd(door, act.text));
    await perform(socket, act);
  }
  await Promise.race([closed, pause(lastWord, undefined, { ref: false })]);
  [socket, ...others].forEach((one) => one.destroy());
  await closed;
  return lines;
}

function open({ runtime, role, group }: Door): Socket {
  const socket = connect(socketFile(runtime, role, group));
  return socket.on('error', () => undefined);
}

function crowd(door: Door, text: string): readonly Socket[] {
  return Array.from({ length: CROWD }, () => {
    const socket = open(door);
    socket.resume().write(text);
    return socket;
  });
}

async function perform(socket: Socket, { do: what, text, cuts = [] }: Act): Promise<void> {
  if (socket.destroyed) return;
  switch (what) {
    case 'drip':
      for (let at = 0; at < text.length && !socket.destroyed; at += 7) {
        socket.write(text.slice(at, at + 7));
        await pause(1);
      }
      return;
    case 'frames':
      return writeFrames(socket, Buffer.from(text, 'latin1'), cuts);
    case 'prove':
      socket.write(`${text}\n`);
      return;
    case 'deaf':
      socket.pause();
      return;
    case 'crowd':
      return;
    case 'wait':
      return pause(50);
    case 'end':
      socket.end();
      return;
    case 'reset':
      socket.destroy();
      return;
    default:
      socket.write(text);
  }
}

async function writeFrames(socket: Socket, bytes: Buffer, cuts: readonly number[] | 'each'): Promise<void> {
  const places =
    cuts === 'each'
      ? Array.from(bytes, (_, at) => at + 1)
      : cuts.map((cut) => Math.floor((bytes.length * cut) / 10_000)).toSorted((one, other) => one - other);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    if (socket.destroyed) return;
    if (to > from) socket.write(bytes.subarray(from, to));
    from = to;
    // Other clients write meanwhile; without a pause, writes are joined on the way.
    await new Promise((resume) => void setImmediate(resume));
  }
}

function readClient(piece: string): readonly [string, readonly Act[]] {
  const value: unknown = JSON.parse(piece);
  const [where, acts]: readonly unknown[] = Array.isArray(value) ? value : [];
  const list: readonly unknown[] = Array.isArray(acts) ? acts : [];
  return [String(where), list.map(readAct)];
}

const ACTS = ['send', 'drip', 'frames', 'prove', 'wait', 'end', 'reset', 'deaf', 'crowd'] as const;

function readAct(value: unknown): Act {
  const { do: what, text, cuts, proof }: Readonly<Record<string, unknown>> = Object(value);
  return {
    do: ACTS.find((known) => known === what) ?? 'wait',
    text: typeof text === 'string' ? text : '',
    ...(cuts === 'each' ? { cuts } : Array.isArray(cuts) ? { cuts: cuts.map(Number) } : {}),
    ...(typeof proof === 'string' ? { proof } : {}),
  };
}
