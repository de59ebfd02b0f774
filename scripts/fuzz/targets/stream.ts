import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import * as fc from 'fast-check';
import { parseAnswer } from '../../../engine/compile/model/answer.ts';
import { call, PROTOCOLS, settingsFor } from '../../../tests/llm/support/calls.ts';
import type { Wire } from '../../../tests/llm/support/scripted-server.ts';
import { ANTHROPIC_WIRE, CHAT_WIRE, OLLAMA_WIRE, RESPONSES_WIRE } from '../../../tests/llm/support/wires.ts';
import { mutatedBytes, mutatedText } from '../inputs/text.ts';
import { checkTold } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

const WIRES: Readonly<Record<string, Wire>> = {
  'openai-responses': RESPONSES_WIRE,
  'openai-chat': CHAT_WIRE,
  anthropic: ANTHROPIC_WIRE,
  ollama: OLLAMA_WIRE,
};

const DICTIONARY = [
  'data: ',
  'data:',
  'event: ',
  'event: error\n',
  'id: 1\n',
  'retry: 1\n',
  ': comment\n',
  '\n\n',
  '\r\n\r\n',
  '\r',
  'data: [DONE]\n\n',
  'data: {}\n\n',
  'data: null\n\n',
  'data: []\n\n',
  '{"error":{"message":"x"}}',
  '{}\n',
  'null\n',
  '"delta":',
  '"type":"',
  '"index":99',
  '"choices":[]',
  '"content":[{}]',
  '"usage":null',
  '"usage":{"input_tokens":-1}',
  '"finish_reason":"length"',
  '"done":true',
  '"message":null',
  '"tool_calls":[{}]',
  '"error":null',
  '1e999',
] as const;

/** What a provider sends back: status, type, a body in pieces, and how the connection ends. */
export const streamTarget: Target = {
  name: 'stream',
  about: "answers of providers on the wire: their protocols' events changed, cut, joined, broken off",
  batch: 150,
  inputs: () => {
    const body = fc.constantFrom(...Object.keys(WIRES)).chain((name) => {
      const whole = fc
        .tuple(
          fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 6 }),
          fc.constantFrom('stop', 'length', 'refusal' as const),
        )
        .map(([parts, how]) => bodyOf(name, parts, how === 'length' || how === 'refusal' ? how : 'stop'));
      return fc.tuple(
        fc.constant(name),
        fc.oneof(
          { weight: 4, arbitrary: mutatedText(whole, DICTIONARY) },
          { weight: 1, arbitrary: mutatedBytes(whole) },
          { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
        ),
      );
    });
    const type = fc.constantFrom(
      '',
      '',
      '',
      'application/json',
      'text/html',
      'text/plain; charset=utf-16',
      'x',
    );
    const status = fc.constantFrom('200', '200', '200', '200', '204', '400', '401', '429', '500', '529');
    const cuts = fc.array(fc.nat(5_000), { maxLength: 5 }).map((list) => JSON.stringify(list));
    return fc
      .tuple(body, status, type, cuts, fc.constantFrom('end', 'end', 'destroy'))
      .map(([[name, text], ...rest]) => [name, text, ...rest]);
  },
  open: async () => {
    let input: Input = [];
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => void respond(response, input));
      response.on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const play = async (tried: Input): Promise<Ending> => {
      input = tried;
      const protocol = PROTOCOLS.find(({ name }) => name === tried[0]);
      if (protocol === undefined) return 'refused';
      const base = WIRES[protocol.name]?.base ?? '';
      const { result } = await call(settingsFor(protocol, `http://127.0.0.1:${port}${base}`));
      if (result.ok) checkTold(parseAnswer(result.completion.text).findings);
      else if (result.failure.message === '' || result.failure.fix === '')
        throw new Error(`a failure without words: ${JSON.stringify(result.failure)}`);
      return result.ok ? 'taken' : 'refused';
    };
    const close = (): void => {
      server.closeAllConnections();
      server.close();
    };
    return { play, close };
  },
};

function bodyOf(name: string, parts: readonly string[], how: 'stop' | 'length' | 'refusal'): string {
  const wire = WIRES[name];
  if (wire === undefined) return '';
  return wire.begin + parts.map(wire.delta).join('') + wire.end(how);
}

async function respond(response: ServerResponse, input: Input): Promise<void> {
  const [name = '', text = '', status = '200', type = '', cuts = '[]', how = 'end'] = input;
  response.writeHead(Number(status), { 'content-type': type === '' ? (WIRES[name]?.type ?? 'x') : type });
  const bytes = Buffer.from(text);
  const places: unknown = JSON.parse(cuts);
  let from = 0;
  for (const cut of Array.isArray(places) ? places : []) {
    const to = Math.min(bytes.length, from + Number(cut));
    response.write(bytes.subarray(from, to));
    // Without a pause, writes are joined on the way.
    await new Promise((resume) => void setImmediate(resume));
    from = to;
  }
  if (how === 'end') response.end(bytes.subarray(from));
  else response.destroy();
}
