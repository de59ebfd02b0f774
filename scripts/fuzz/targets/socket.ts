import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import { schemaNamed } from '../inputs/corpus.ts';
import { mutatedData } from '../inputs/document.ts';
import { frames } from '../inputs/frames.ts';
import { fromSchema } from '../inputs/schema.ts';
import { mutatedBytes, mutatedText } from '../inputs/text.ts';
import { MOST_MEMORY } from '../messages.ts';
import { HANG_MS } from '../patience.ts';
import { checkNoStack, makeSandbox, startProgram } from '../program.ts';
import { playClient, type Act } from '../socket-client.ts';
import { PROOFS } from '../socket-proofs.ts';
import type { Ending, Input, Target } from '../target.ts';
import { memoryOf, usageOf } from '../usage.ts';

const SERVICE = 'service: 1\noperators: [ops]\nviewers: [lookers]\n';
const GROUPS = 'root:x:0:\nops:x:900:\nlookers:x:901:\n';

const REQUESTS = [
  { v: 1, op: 'status' },
  { v: 1, op: 'history', limit: 3 },
  { v: 1, op: 'events', limit: 5 },
  { v: 1, op: 'events', follow: true },
  { v: 1, op: 'show', run: '20260102-030405-abcd' },
  { v: 1, op: 'approve', run: '20260102-030405-abcd' },
  { v: 1, op: 'run', runbook: 'nowhere', with: { a: 'b' }, approve: 'nothing' },
] as const;

/** Clients of a running service, several at once: what they send whole, in pieces, slowly, joined, or never to its end. */
export const socketTarget: Target = {
  name: 'socket',
  about: "a running service's socket: requests cut at any byte, joined, deep, huge, slow, proofs, crowds",
  batch: 20,
  waits: true,
  inputs: () => {
    const request = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<unknown>(...REQUESTS) },
      { weight: 2, arbitrary: fromSchema(schemaNamed('request')) },
      { weight: 2, arbitrary: mutatedData(fc.constantFrom<unknown>(...REQUESTS)) },
    );
    const line = request.map((value) => JSON.stringify(value));
    const text = fc.oneof(
      { weight: 3, arbitrary: line },
      {
        weight: 2,
        arbitrary: mutatedText(line, ['\n', '{', '}', '"v":1', '"op":"run"', '"run":"--help"', '\0']),
      },
      { weight: 1, arbitrary: mutatedBytes(line) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          'x'.repeat(65_536),
          '['.repeat(65_000),
          '\n'.repeat(5_000),
          '€'.repeat(40_000),
        ),
      },
    );
    const act: fc.Arbitrary<Act> = fc.oneof(
      { weight: 5, arbitrary: text.map((send): Act => ({ do: 'send', text: `${send}\n` })) },
      { weight: 3, arbitrary: text.map((send): Act => ({ do: 'send', text: send })) },
      { weight: 1, arbitrary: text.map((send): Act => ({ do: 'drip', text: send.slice(0, 200) })) },
      {
        weight: 6,
        arbitrary: frames(request).map(({ bytes, cuts }): Act => ({ do: 'frames', text: bytes, cuts })),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(line, fc.constantFrom(...PROOFS))
          .map(([asked, proof]): Act => ({ do: 'prove', text: asked, proof })),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Act>(
          { do: 'wait', text: '' },
          { do: 'deaf', text: '' },
          { do: 'crowd', text: '' },
          { do: 'crowd', text: '{"v":1,' },
          { do: 'crowd', text: '{"v":1,"op":"events","follow":true}\n' },
          { do: 'end', text: '' },
          { do: 'reset', text: '' },
        ),
      },
    );
    const client = fc
      .tuple(fc.constantFrom('operate/ops', 'view/lookers'), fc.array(act, { minLength: 1, maxLength: 5 }))
      .map((parts) => JSON.stringify(parts));
    return fc.array(client, { minLength: 1, maxLength: 10 });
  },
  open: async () => {
    const { directory, close } = await makeSandbox();
    mkdirSync(join(directory, 'etc/nixos-ai'), { recursive: true });
    writeFileSync(join(directory, 'etc/nixos-ai/service.yaml'), SERVICE);
    writeFileSync(join(directory, 'etc/group'), GROUPS);
    const daemon = startProgram(['daemon'], { NIXOS_AI_HOST: directory });
    let said = '';
    for (const stream of [daemon.stdout, daemon.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)));
    const sockets = await socketsIn(directory);
    const pid = daemon.pid ?? 0;
    const before = memoryOf(pid).now;
    const play = async (input: Input): Promise<Ending> => {
      const { busy } = usageOf(pid);
      const answers = await Promise.all(input.map(async (piece) => playClient(sockets, piece)));
      answers.flat().forEach((line) => checkNoStack('an answer', line));
      const waited = await timed(pid, () => checkAnswers(sockets));
      if (daemon.exitCode !== null || daemon.signalCode !== null)
        throw new Error(`the service has ended: ${said}`);
      checkNoStack('the service', said);
      const worked = usageOf(pid).busy - busy;
      if (Math.max(worked, waited) > HANG_MS)
        throw new Error(`the service has worked for ${worked} ms and let others wait for ${waited} ms`);
      const grown = memoryOf(pid).now - before;
      if (grown > MOST_MEMORY) throw new Error(`the service has grown by ${grown} MB`);
      return answers.flat().some((line) => line.includes('"exitCode":0')) ? 'taken' : 'refused';
    };
    const end = async (): Promise<void> => {
      daemon.kill('SIGTERM');
      await close();
    };
    return { play, close: end };
  },
};

/** Milliseconds for an answer, on a computer that has much else to do. */
const PATIENCE = 60_000;
const PING = JSON.stringify(['view/lookers', [{ do: 'send', text: '{}\n' }]]);

async function checkAnswers(sockets: string): Promise<void> {
  const [last] = (await playClient(sockets, PING, PATIENCE)).slice(-1);
  if (last?.includes('"type":"end"') !== true) throw new Error(`the service does not answer: ${last ?? ''}`);
}

/** Milliseconds that something takes, without what it and a process wait for a processor. */
async function timed(pid: number, act: () => Promise<void>): Promise<number> {
  const queued = (): number => usageOf(pid).queued + usageOf(process.pid).queued;
  const [begun, before] = [performance.now(), queued()];
  await act();
  return performance.now() - begun - (queued() - before);
}

/** Where the service listens, once it does. */
async function socketsIn(directory: string): Promise<string> {
  for (;;) {
    for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' }))
      if (path.endsWith('view/lookers.sock')) return join(directory, path, '../..');
    await pause(50);
  }
}
