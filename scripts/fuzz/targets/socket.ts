import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import { schemaNamed } from '../inputs/corpus.ts';
import { mutatedData } from '../inputs/document.ts';
import { fromSchema } from '../inputs/schema.ts';
import { mutatedBytes, mutatedText } from '../inputs/text.ts';
import { MOST_MEMORY } from '../messages.ts';
import { checkNoStack, makeSandbox, startProgram } from '../program.ts';
import { playClient, type Act } from '../socket-client.ts';
import type { Ending, Input, Target } from '../target.ts';

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
  about: "a running service's socket: bytes, requests changed, cut, joined, huge, slow, reset, many at once",
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
        weight: 1,
        arbitrary: fc.constant<Act>({
          do: 'prove',
          text: '{"v":1,"op":"approve","run":"20260102-030405-abcd"}',
        }),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Act>(
          { do: 'wait', text: '' },
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
    const memory = (): number => memoryOf(daemon.pid ?? 0);
    const before = memory();
    const play = async (input: Input): Promise<Ending> => {
      const answers = await Promise.all(input.map(async (piece) => playClient(sockets, piece)));
      answers.flat().forEach((line) => checkNoStack('an answer', line));
      // It still answers.
      const [last] = (await playClient(sockets, PING, PATIENCE)).slice(-1);
      if (daemon.exitCode !== null || daemon.signalCode !== null)
        throw new Error(`the service has ended: ${said}`);
      if (last?.includes('"type":"end"') !== true)
        throw new Error(`the service does not answer: ${last ?? ''}`);
      checkNoStack('the service', said);
      const grown = memory() - before;
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

/** Where the service listens, once it does. */
async function socketsIn(directory: string): Promise<string> {
  for (;;) {
    for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' }))
      if (path.endsWith('view/lookers.sock')) return join(directory, path, '../..');
    await pause(50);
  }
}

/** Megabytes of a process. */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
