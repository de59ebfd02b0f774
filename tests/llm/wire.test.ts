import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { call, KEY, PROTOCOLS, REQUEST, settingsFor, type Protocol } from './support/calls.ts';
import type { Recorded, ScriptedServer } from './support/servers.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false });

function errorsOf(name: string, body: unknown): unknown {
  const schema: object = JSON.parse(
    readFileSync(new URL(`wire/${name}.schema.json`, import.meta.url), 'utf8'),
  );
  ajv.validate(schema, body);
  return ajv.errors;
}

const open: ScriptedServer[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map(async (server) => server.close()));
});

async function start(protocol: Protocol): Promise<ScriptedServer> {
  const server = await protocol.start([{ kind: 'answer', text: '{"word":"two"}' }]);
  open.push(server);
  return server;
}

async function only(protocol: Protocol, more: Parameters<typeof settingsFor>[2] = {}): Promise<Recorded> {
  const server = await start(protocol);
  const { result } = await call(settingsFor(protocol, server.url, more));
  expect(result.ok).toBe(true);
  expect(server.requests).toHaveLength(1);
  const [request] = server.requests;
  if (request === undefined) throw new Error('no request came');
  return request;
}

// What only the connection needs.
const TRANSPORT = [
  'host',
  'connection',
  'content-length',
  'accept',
  'accept-encoding',
  'accept-language',
  'sec-fetch-mode',
];

function namesOf({ headers }: Recorded): readonly string[] {
  return Object.keys(headers)
    .filter((name) => !TRANSPORT.includes(name))
    .sort();
}

const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'openai-responses': { authorization: `Bearer ${KEY}` },
  'openai-chat': { authorization: `Bearer ${KEY}` },
  anthropic: { 'x-api-key': KEY, 'anthropic-version': '2026-10-21' },
  ollama: { authorization: `Bearer ${KEY}` },
};

/** Everything by which an SDK, or what it builds on, may be redirected, authenticated or made to talk. */
const TRAPS = {
  OPENAI_API_KEY: 'sk-trap-openai-key',
  OPENAI_ADMIN_KEY: 'sk-trap-admin-key',
  OPENAI_BASE_URL: 'http://127.0.0.1:9/trap',
  OPENAI_ORG_ID: 'org-trap',
  OPENAI_PROJECT_ID: 'proj-trap',
  OPENAI_CUSTOM_HEADERS: 'x-trap: 1\nauthorization: Bearer sk-trap-custom',
  OPENAI_LOG: 'debug',
  ANTHROPIC_API_KEY: 'sk-trap-anthropic-key',
  ANTHROPIC_AUTH_TOKEN: 'trap-token',
  ANTHROPIC_BASE_URL: 'http://127.0.0.1:9/trap',
  ANTHROPIC_CUSTOM_HEADERS: 'x-trap: 1\nx-api-key: sk-trap-custom\nanthropic-version: trap',
  ANTHROPIC_PROFILE: 'trap',
  ANTHROPIC_CONFIG_DIR: '/nonexistent/trap',
  ANTHROPIC_LOG: 'debug',
  OLLAMA_HOST: 'http://127.0.0.1:9/trap',
  OLLAMA_API_KEY: 'trap-ollama-key',
};

describe.each(PROTOCOLS)('a request of $name', (protocol) => {
  test('has the form that the provider documents, and the schema in the place for it', async () => {
    const { body, method } = await only(protocol);
    expect(method).toBe('POST');
    expect(errorsOf(protocol.name, body)).toBeNull();
    const text = JSON.stringify(body);
    expect(text).toContain(REQUEST.system);
    for (const turn of REQUEST.turns) expect(text).toContain(JSON.stringify(turn.text));
    expect(text).toContain('"description":"A word."');
  });

  test('is not what another protocol documents', async () => {
    const { body } = await only(protocol);
    const others = PROTOCOLS.filter(({ name }) => name !== protocol.name);
    expect(others.filter(({ name }) => errorsOf(name, body) === null)).toEqual([]);
  });

  test('has the headers it needs, and none that tell of this computer', async () => {
    const request = await only(protocol);
    const needed = {
      'content-type': 'application/json',
      'user-agent': 'nixos-ai',
      ...HEADERS[protocol.name],
    };
    expect(request.headers).toMatchObject(needed);
    expect(namesOf(request)).toEqual(Object.keys(needed).sort());
  });

  test('takes the smaller of both limits of tokens', async () => {
    const { body } = await only(protocol, { 'max-tokens': 300 });
    expect(JSON.stringify(body)).toMatch(/"(?:max_output_tokens|max_tokens|num_predict)":300\b/u);
  });

  test('takes nothing from the environment: no address, no key, no header; and logs nothing', async () => {
    for (const [name, value] of Object.entries(TRAPS)) vi.stubEnv(name, value);
    const spies = (['log', 'info', 'debug', 'warn', 'error'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    );
    const request = await only(protocol);
    expect(JSON.stringify(request)).not.toMatch(/trap/iu);
    expect(request.headers).toMatchObject(HEADERS[protocol.name] ?? {});
    expect(spies.flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  test('has no key where none is configured, whatever the environment has', async () => {
    for (const [name, value] of Object.entries(TRAPS)) vi.stubEnv(name, value);
    const server = await start(protocol);
    const { keyEnv: _keyEnv, ...settings } = settingsFor(protocol, server.url);
    const { result } = await call(settings, { deps: { env: TRAPS } });
    expect(result.ok).toBe(true);
    const [request] = server.requests;
    expect(Object.keys(request?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:authorization|x-api-key|api-key)$/u)]),
    );
    expect(JSON.stringify(request)).not.toMatch(/trap/iu);
  });

  test('prints nothing when it fails, however it fails', async () => {
    for (const [name, value] of Object.entries(TRAPS)) vi.stubEnv(name, value);
    const spies = (['log', 'info', 'debug', 'warn', 'error'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    );
    const writes = vi.spyOn(process.stderr, 'write');
    for (const reply of [
      { kind: 'status', status: 400, message: 'no' },
      { kind: 'status', status: 503, headers: { 'content-type': 'text/plain' } },
      { kind: 'raw', type: 'text/event-stream', body: 'event: message_start\ndata: {not json\n\n' },
      { kind: 'raw', type: 'application/x-ndjson', body: '{not json\n' },
      { kind: 'cut', text: 'x' },
      { kind: 'stream-error', code: 'server_error', message: 'x' },
    ] as const) {
      const server = await protocol.start([reply]);
      open.push(server);
      const { result } = await call(settingsFor(protocol, server.url, { retries: 0 }));
      expect(result.ok).toBe(false);
    }
    expect(spies.flatMap(({ mock }) => mock.calls)).toEqual([]);
    expect(writes.mock.calls).toEqual([]);
  });
});

describe('a chat server that knows no schema', () => {
  const chat = PROTOCOLS.filter(({ name }) => name === 'openai-chat');

  test.each(chat)('is asked once more for any JSON object, with the schema in words', async (protocol) => {
    const server = await protocol.start([
      { kind: 'status', status: 400, message: "'response_format.type' must be 'json_object' or 'text'" },
      { kind: 'answer', text: '{"word":"two"}' },
    ]);
    open.push(server);
    const { result, slept } = await call(settingsFor(protocol, server.url));
    expect(result).toMatchObject({ ok: true, completion: { attempts: 2 } });
    expect(slept).toEqual([]);
    const body = server.requests[1]?.body;
    expect(errorsOf(protocol.name, body)).toBeNull();
    expect(body).toMatchObject({ response_format: { type: 'json_object' } });
    expect(JSON.stringify(body)).toContain('additionalProperties');
  });

  test.each(chat)('is not asked a third time', async (protocol) => {
    const reply = { kind: 'status', status: 400, message: 'response_format is not supported' } as const;
    const server = await protocol.start([reply]);
    open.push(server);
    const { result } = await call(settingsFor(protocol, server.url));
    expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected', attempts: 2 } });
  });

  test.each(chat)('is not asked again for another mistake', async (protocol) => {
    const server = await protocol.start([{ kind: 'status', status: 400, message: 'unknown model' }]);
    open.push(server);
    const { result } = await call(settingsFor(protocol, server.url));
    expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected', attempts: 1 } });
  });
});

test('the version of the interface is the one that the SDK speaks', () => {
  const client = readFileSync('node_modules/@anthropic-ai/sdk/client.mjs', 'utf8');
  expect(client).toContain(`'anthropic-version': '${HEADERS['anthropic']?.['anthropic-version']}'`);
});

test('constraints that Anthropic does not take are put into words', async () => {
  const protocol = PROTOCOLS.find(({ name }) => name === 'anthropic');
  if (protocol === undefined) throw new Error('no such protocol');
  const server = await start(protocol);
  const schema = {
    ...REQUEST.schema,
    properties: { word: { type: 'string', maxLength: 20 }, count: { type: 'integer', minimum: 1 } },
    required: ['word', 'count'],
  };
  await call(settingsFor(protocol, server.url), { request: { ...REQUEST, schema } });
  const body = server.requests[0]?.body;
  expect(errorsOf('anthropic', body)).toBeNull();
  expect(JSON.stringify(body)).toContain('maxLength');
});

test('Ollama gets a context that holds the whole prompt', async () => {
  const protocol = PROTOCOLS.find(({ name }) => name === 'ollama');
  if (protocol === undefined) throw new Error('no such protocol');
  const server = await start(protocol);
  await call(settingsFor(protocol, server.url), { request: { ...REQUEST, system: 'x'.repeat(60_000) } });
  expect(server.requests[0]?.body).toMatchObject({ options: { num_ctx: 32_768 } });
});
