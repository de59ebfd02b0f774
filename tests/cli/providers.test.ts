import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { nixosAi, startNixosAi, type CliOptions } from '../lib/cli.ts';
import { startAnthropicServer, startOllamaServer, type ScriptedServer } from '../llm/support/servers.ts';

const host = mkdtempSync(join(tmpdir(), 'nixos-ai-providers-'));
afterAll(() => rmSync(host, { recursive: true, force: true }));
const open: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (server) => server.close()));
});

/** A host as far as its settings are read. */
function options(settings: string, env: Readonly<Record<string, string>> = {}): CliOptions {
  for (const path of ['etc/nixos', 'run', 'profiles']) mkdirSync(join(host, path), { recursive: true });
  for (const path of ['run/current-system', 'profiles/system']) writeFileSync(join(host, path), '');
  const places = ['configuration: etc/nixos', 'profile: profiles/system', 'system: run', 'state: state'];
  const lines = places.map((line) => `  ${line.replace(': ', `: ${host}/`)}`).join('\n');
  writeFileSync(
    join(host, 'nixos-ai.yaml'),
    `host:\n  root: ${host}\n  style: channel\n${lines}\n${settings}`,
  );
  return { host, env: { ANTHROPIC_API_KEY: '', OPENAI_API_KEY: '', CREDENTIALS_DIRECTORY: '', ...env } };
}

const KEY = 'sk-ant-0123456789abcdef';

function twoProviders(claude: string, local: string): string {
  return `providers:
  claude: { kind: anthropic, base-url: "${claude}", key-env: CLAUDE_KEY, retries: 0 }
  local: { kind: ollama, base-url: "${local}", retries: 0 }
planner:
  order: [offline, claude, local]
`;
}

test('providers lists the order, each key’s place, and never a key', async () => {
  const settings = twoProviders('https://api.example.org', 'http://127.0.0.1:9');
  const { stdout, exitCode } = await nixosAi(['providers'], options(settings, { CLAUDE_KEY: KEY }));
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /^1 {2}offline[^]+^2 {2}claude[^]+found in CLAUDE_KEY[^]+^3 {2}local[^]+^- {2}anthropic/mu,
  );
  expect(stdout).toContain('Nothing is sent anywhere unless');
  expect(stdout).not.toContain(KEY);
});

test('providers list --json says the same as data, with a finding for a key that is missing', async () => {
  const settings = twoProviders('https://api.example.org', 'http://127.0.0.1:9');
  const { lines, exitCode } = await nixosAi(['providers', 'list', '--json'], options(settings));
  expect(exitCode).toBe(0);
  const [answer, ...findings] = lines();
  expect(answer).toMatchObject({ type: 'providers', order: ['offline', 'claude', 'local'] });
  expect(answer?.['providers']).toMatchObject([
    { name: 'offline', place: 1 },
    { name: 'claude', place: 2, configured: true, key: { state: 'missing', from: ['CLAUDE_KEY'] } },
    { name: 'local', place: 3, key: { state: 'none needed' } },
    { name: 'anthropic', configured: false },
    { name: 'openai', configured: false },
    { name: 'ollama', configured: false },
  ]);
  expect(findings).toMatchObject([{ type: 'finding', code: 'LLM005' }]);
});

test('providers test asks every model of the order, and exits 1 when one fails', async () => {
  const claude = await startAnthropicServer([{ kind: 'answer', text: '{"ready":true}' }]);
  const local = await startOllamaServer([
    { kind: 'status', status: 404, message: "model 'qwen3' not found" },
  ]);
  open.push(claude, local);
  const settings = options(twoProviders(claude.url, local.url), { CLAUDE_KEY: KEY });
  const { stdout, exitCode } = await nixosAi(['providers', 'test'], settings);
  expect(stdout).toMatch(/✓ claude answers: claude-[a-z0-9-]+, \d\.\d s, 120 tokens in, 30 out/u);
  expect(stdout).toMatch(/✗ provider 'local' \(qwen3\) answered 404.+\n {2}fix: ollama pull qwen3/u);
  expect(exitCode).toBe(1);
  expect(JSON.stringify(claude.requests[0]?.body)).not.toContain(host);
});

test('providers test NAME exits 0 when it answers, and tells what it took as data', async () => {
  const claude = await startAnthropicServer([{ kind: 'answer', text: '{"ready":true}' }]);
  open.push(claude);
  const settings = options(twoProviders(claude.url, 'http://127.0.0.1:9'), { CLAUDE_KEY: KEY });
  const { lines, exitCode } = await nixosAi(['providers', 'test', 'claude', '--json'], settings);
  expect(exitCode).toBe(0);
  const usage = { inputTokens: 120, outputTokens: 30, cachedTokens: 20 };
  expect(lines()).toMatchObject([
    { type: 'provider-test', ok: true, provider: 'claude', attempts: 1, usage },
  ]);
});

test.each([
  ['text that is no JSON', 'yes'],
  ['JSON of another form', '{"ready":"yes"}'],
])('providers test fails for %s', async (_what, text) => {
  const claude = await startAnthropicServer([{ kind: 'answer', text }]);
  open.push(claude);
  const settings = options(twoProviders(claude.url, 'http://127.0.0.1:9'), { CLAUDE_KEY: KEY });
  const { stdout, exitCode } = await nixosAi(['providers', 'test', 'claude'], settings);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('but not with the requested JSON object');
});

test('providers test ends at once on Ctrl-C', async () => {
  const claude = await startAnthropicServer([{ kind: 'hang' }]);
  open.push(claude);
  const settings = options(twoProviders(claude.url, 'http://127.0.0.1:9'), { CLAUDE_KEY: KEY });
  const { child, ended } = startNixosAi(['providers', 'test', 'claude', '--json'], settings);
  await expect.poll(() => claude.requests.length, { timeout: 10_000 }).toBe(1);
  child.kill('SIGINT');
  const { lines, exitCode } = await ended;
  expect(exitCode).toBe(1);
  expect(lines()).toMatchObject([{ ok: false, kind: 'aborted' }]);
});

test('an unknown provider is refused with the names there are', async () => {
  const { stderr, exitCode } = await nixosAi(
    ['providers', 'test', 'cluade'],
    options(twoProviders('https://a', 'http://b')),
  );
  expect(exitCode).toBe(2);
  expect(stderr).toContain('LLM007');
  expect(stderr).toContain("did you mean 'claude'?");
});

test('without settings nothing is asked, and there is nothing to test', async () => {
  const { stdout, exitCode } = await nixosAi(['providers', 'test'], options(''));
  expect(exitCode).toBe(0);
  expect(stdout).toContain('No model is used on this host');
});

test('providers explain says what is sent, where keys are, and what the order means here', async () => {
  const settings = twoProviders('https://api.example.org', 'http://127.0.0.1:9');
  const { stdout, exitCode } = await nixosAi(
    ['providers', 'explain'],
    options(settings, { CLAUDE_KEY: KEY }),
  );
  expect(exitCode).toBe(0);
  for (const part of [
    'What is sent',
    'What is never sent',
    'found in CLAUDE_KEY',
    'sent to claude and local',
    'kind: anthropic',
  ])
    expect(stdout).toContain(part);
  expect(stdout).not.toContain(KEY);
});
