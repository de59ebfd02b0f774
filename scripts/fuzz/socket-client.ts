import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { proofFile, socketFile } from '../../engine/host/socket/places.ts';
import { isChallenge, makeProof } from '../../engine/host/socket/proof.ts';
import type { Role } from '../../engine/model/service/request.ts';

/** What a client does next. `drip`: a few bytes at a time; `prove`: sends a line with the proof that it is theirs. */
export interface Act {
  readonly do: 'send' | 'drip' | 'prove' | 'wait' | 'end' | 'reset';
  readonly text: string;
}

/** Milliseconds for which a client that has done everything waits for the last word. */
const LAST_WORD = 1_000;

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
  const own: Role = role === 'operate' ? 'operate' : 'view';
  const socket = connect(socketFile(runtime, own, group));
  const lines: string[] = [];
  socket.on('error', () => undefined);
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
  for (const act of acts) await perform(socket, act, (line) => prove(runtime, own, group, lines[0], line));
  await Promise.race([closed, pause(lastWord, undefined, { ref: false })]);
  socket.destroy();
  await closed;
  return lines;
}

async function perform(
  socket: Socket,
  { do: what, text }: Act,
  proof: (line: string) => void,
): Promise<void> {
  if (socket.destroyed) return;
  switch (what) {
    case 'drip':
      for (let at = 0; at < text.length && !socket.destroyed; at += 7) {
        socket.write(text.slice(at, at + 7));
        await pause(1);
      }
      return;
    case 'prove':
      proof(text);
      socket.write(`${text}\n`);
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

function prove(runtime: string, role: Role, group: string, hello: string | undefined, line: string): void {
  try {
    const { challenge }: Readonly<Record<string, unknown>> = Object(JSON.parse(hello ?? '{}'));
    if (isChallenge(challenge))
      makeProof(proofFile(runtime, role, group, challenge), challenge, {
        socket: socketFile(runtime, role, group),
        line,
      });
  } catch {
    // There is one already, or the directory is gone.
  }
}

function readClient(piece: string): readonly [string, readonly Act[]] {
  const value: unknown = JSON.parse(piece);
  const [where, acts]: readonly unknown[] = Array.isArray(value) ? value : [];
  const list: readonly unknown[] = Array.isArray(acts) ? acts : [];
  return [String(where), list.map(readAct)];
}

const ACTS = ['send', 'drip', 'prove', 'wait', 'end', 'reset'] as const;

function readAct(value: unknown): Act {
  const { do: what, text }: Readonly<Record<string, unknown>> = Object(value);
  return { do: ACTS.find((known) => known === what) ?? 'wait', text: typeof text === 'string' ? text : '' };
}
