import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../compile/model/support.ts';
import { makeHost, nixosAi, startNixosAi, type CliResult, type Host } from '../lib/cli.ts';
import {
  startAnthropicServer,
  startChatServer,
  startOllamaServer,
  type Reply,
  type ScriptedServer,
} from '../llm/support/servers.ts';
import { until } from '../lib/until.ts';

// A sentence that the built-in planner does not read, so that a model is asked.
const SENTENCE = 'make people see a friendly greeting whenever they land on this machine';

function says(members: object): Reply {
  return { kind: 'answer', text: answer({ ...members }), pieces: 5 };
}

function plan(option: string, to = 'hello'): Reply {
  const runbook = `runbook: greet\nversion: 1\ndescription: Greet people.\nsteps:\n  - id: change\n    edit:\n      - { set: ${option}, to: ${to} }\n`;
  return says({ kind: 'runbook', runbook, summary: 'Greets people.' });
}

/** Whole sentences through the program, real SDKs and HTTP: what a person sees, and what is on record. */
describe('a sentence that a model plans', () => {
  let host: Host;
  const servers: ScriptedServer[] = [];
  beforeAll(async () => {
    host = await makeHost();
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(async (server) => server.close()));
  });
  afterAll(async () => host.end());

  const settings = (): string => join(host.dir, 'nixos-ai.yaml');
  let untouched: string | undefined;

  /** Settings of this test alone: `order` of planners, and a server behind each name. */
  const configure = async (
    order: string,
    replies: Readonly<Record<string, readonly Reply[]>>,
  ): Promise<Readonly<Record<string, ScriptedServer>>> => {
    untouched ??= readFileSync(settings(), 'utf8');
    writeFileSync(settings(), untouched);
    const started: Record<string, ScriptedServer> = {};
    const lines: string[] = [];
    for (const [name, script] of Object.entries(replies)) {
      const [kind, start] =
        name === 'claude'
          ? (['anthropic', startAnthropicServer] as const)
          : name === 'vllm'
            ? (['openai', startChatServer] as const)
            : (['ollama', startOllamaServer] as const);
      const server = await start(script);
      servers.push(server);
      started[name] = server;
      const price = name === 'claude' ? ', price: { input: 3, output: 15 }' : '';
      lines.push(
        `  ${name}: { kind: ${kind}, model: m-${name}, base-url: '${server.url}', key-env: TEST_KEY, retries: 0, timeout: 5${price} }`,
      );
    }
    appendFileSync(settings(), `planner: { order: [${order}] }\nproviders:\n${lines.join('\n')}\n`);
    return started;
  };
  const say = async (...args: readonly string[]): Promise<CliResult> =>
    nixosAi(['plan', ...args], { host: host.dir, env: { TEST_KEY: 'key-of-the-test' } });
  const typesOf = (result: CliResult): readonly string[] => [
    ...new Set(result.lines().map((line) => String(line['type']))),
  ];

  it('mends an option that does not exist in the second round, and has both calls with their cost on record', async () => {
    const { claude } = await configure('offline, claude', {
      claude: [plan('environment.variabels.GREETING'), plan('environment.variables.GREETING')],
    });
    const result = await say(SENTENCE, '--json');
    expectExit(result, 0);
    const calls = result.lines().filter((line) => line['type'] === 'model-call');
    expect(calls).toMatchObject([
      { round: 1, provider: 'claude', model: 'm-claude', outcome: 'sent-back', findings: ['OPT001'] },
      { round: 2, provider: 'claude', outcome: 'accepted', usage: { cost: expect.any(Number) as number } },
    ]);
    const started = result.lines().find((line) => line['type'] === 'run-started');
    expect(started).toMatchObject({
      origin: 'generated',
      request: SENTENCE,
      planned: { planner: 'claude', model: 'm-claude', rounds: 2 },
    });
    expect(calls.every((call) => call['run'] === started?.['run'])).toBe(true);
    expect(JSON.stringify(claude?.requests[1]?.body)).toContain('environment.variables.GREETING');
    const shown = await nixosAi(['show', String(started?.['run'])], { host: host.dir });
    expect(shown.stdout).toContain('claude (m-claude), 2 rounds');
  });

  it('uses an accepted answer again without asking, unless told not to', async () => {
    const { claude } = await configure('claude', {
      claude: [plan('environment.variables.GREETING', 'again')],
    });
    const sentence = `${SENTENCE}, again`;
    expect((await say(sentence)).exitCode).toBe(0);
    const second = await say(sentence, '--json');
    expect(second.lines().find((line) => line['type'] === 'run-started')).toMatchObject({
      planned: { planner: 'claude', rounds: 0 },
    });
    expect(claude?.requests).toHaveLength(1);
    expect((await say(sentence, '--no-cache')).exitCode).toBe(0);
    expect(claude?.requests).toHaveLength(2);
  });

  it('asks no model where the built-in planner understands, nor where a request is unsafe or holds a secret', async () => {
    const { claude } = await configure('offline, claude', {
      claude: [plan('environment.variables.GREETING')],
    });
    expect((await say('open port 8085')).exitCode).toBe(0);
    expect((await say('install docker; rm -rf /')).exitCode).toBe(5);
    expect(
      (await say(['greet people with', `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`].join(' '))).exitCode,
    ).not.toBe(0);
    expect(claude?.requests).toHaveLength(0);
    // Also where no other planner has read it before.
    const { claude: alone } = await configure('claude', { claude: [plan('environment.variables.GREETING')] });
    expect((await say('install docker; rm -rf /')).exitCode).toBe(5);
    expect(alone?.requests).toHaveLength(0);
  });

  it('goes on to the next provider where one fails, and says so', async () => {
    const { vllm, local } = await configure('vllm, local', {
      vllm: [{ kind: 'status', status: 503 }],
      local: [plan('environment.variables.GREETING', 'three')],
    });
    const result = await say(SENTENCE);
    expect(result.exitCode).toBe(0);
    expect(result.stderr).toContain("provider 'vllm'");
    expect(vllm?.requests).toHaveLength(1);
    expect(local?.requests).toHaveLength(1);
  });

  it('says honestly that no plan passed after three rounds, with the last findings, and starts no run', async () => {
    const wrong = ['one', 'two', 'three'].map((name) => plan(`services.${name}xyz.enable`, 'true'));
    const { claude } = await configure('claude', { claude: wrong });
    const before = (await nixosAi(['history', '--json'], { host: host.dir })).stdout;
    const result = await say(SENTENCE, '--no-cache', '--json');
    expect(result.exitCode).toBe(2);
    expect(claude?.requests).toHaveLength(3);
    const codes = result.lines().map((line) => line['code']);
    expect(codes).toContain('PLN001');
    expect(codes).toContain('OPT001');
    expect(result.stdout).toContain('threexyz');
    expect((await nixosAi(['history', '--json'], { host: host.dir })).stdout).toBe(before);
    expect((await nixosAi(['audit', 'verify'], { host: host.dir })).exitCode).toBe(0);
  });

  it.each([
    ['a question', { kind: 'ask', question: 'Which greeting?', choices: ['greet with hi'] }, 2, 'question'],
    ['a refusal', { kind: 'refuse', reason: 'NixOS has no manners.' }, 5, 'refusal'],
    ['a look-up', { kind: 'look-up', look_up: 'disk', query: '' }, 0, 'task'],
  ] as const)('hands %s of the model to the person', async (_title, members, exitCode, type) => {
    await configure('claude', { claude: [says(members)] });
    const result = await say(SENTENCE, '--json');
    expectExit(result, exitCode);
    expect(typesOf(result)).toEqual(['model-call', type]);
  });

  it('runs a runbook of the library with values of the model, and none by a path', async () => {
    const library = (name: string): Reply =>
      says({ kind: 'library', library: name, parameters: [{ name: 'port', value: '8099' }] });
    writeFileSync(join(host.base, 'evil.yaml'), 'runbook: evil\nversion: 1\ndescription: x\nsteps: []\n');
    const { claude } = await configure('claude', {
      claude: [library(join(host.base, 'evil.yaml')), library('open-port')],
    });
    const result = await say(SENTENCE, '--json');
    expectExit(result, 0);
    expect(result.lines()[0]).toMatchObject({ outcome: 'sent-back', findings: ['LIB002'] });
    expect(result.lines().find((line) => line['type'] === 'run-started')).toMatchObject({
      runbook: 'open-port',
      parameters: { port: 8099 },
    });
    expect(claude?.requests).toHaveLength(2);
  });

  it('shows exactly what would be sent, and sends nothing', async () => {
    const { claude } = await configure('claude', {
      claude: [plan('environment.variables.GREETING', 'shown')],
    });
    const shown = await say(SENTENCE, '--show-prompt');
    expect(shown.exitCode).toBe(0);
    expect(claude?.requests).toHaveLength(0);
    await say(SENTENCE, '--no-cache');
    const body = claude?.requests[0]?.body as { system?: unknown; messages?: { content?: unknown }[] };
    const sent = JSON.stringify(body.messages?.[0]?.content);
    const line = shown.stdout
      .split('\n')
      .find((text) => text.includes('<data-') && text.includes('request>'));
    expect(line).toBeDefined();
    expect(sent).toContain(String(line));
    expect(JSON.stringify(body.system)).toContain('You only propose data');
  });

  // The time for one request is a minute.
  it('ends on Ctrl-C while a model hangs, with nothing changed', { timeout: 50_000 }, async () => {
    const { claude } = await configure('claude', { claude: [{ kind: 'hang', after: '{"kind"' }] });
    const started = startNixosAi(['plan', SENTENCE, '--no-cache'], {
      host: host.dir,
      env: { TEST_KEY: 'key-of-the-test' },
    });
    await until(() => claude?.requests[0], 'a request');
    started.child.kill('SIGINT');
    const result = await started.ended;
    expect(result.exitCode).not.toBe(0);
    expect(result.stderr).toContain('PLN002');
  });

  it('names the remedy when the key is missing, and shows it nowhere when it is wrong', async () => {
    await configure('claude', {
      claude: [{ kind: 'status', status: 401, message: 'bad key key-of-the-test' }],
    });
    const wrong = await say(SENTENCE, '--no-cache');
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stdout + wrong.stderr).not.toContain('key-of-the-test');
    const missing = await nixosAi(['plan', SENTENCE, '--no-cache'], {
      host: host.dir,
      env: { TEST_KEY: '' },
    });
    expect(missing.stderr).toContain('TEST_KEY');
  });
});

/** With what was said, so that a failure tells why. */
function expectExit(result: CliResult, exitCode: number): void {
  const { stdout, stderr } = result;
  expect({ exitCode: result.exitCode, stdout, stderr }).toEqual({ exitCode, stdout, stderr });
}
