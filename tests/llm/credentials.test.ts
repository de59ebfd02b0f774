import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { resolveProvider, type WrittenProvider } from '../../engine/config/providers.ts';
import { checkAddress } from '../../engine/llm/network/address.ts';
import { readCredential } from '../../engine/llm/credentials.ts';
import { scrub, Secret } from '../../engine/llm/secret.ts';
import { call } from './support/calls.ts';
import { needs } from '../lib/needs.ts';

const directory = mkdtempSync(join(tmpdir(), 'nixos-ai-keys-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, text: string, mode = 0o600): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const KEY_FILE = file('good', 'sk-in-the-file\n');
file('credential', 'sk-of-systemd');
const PIPE = join(directory, 'pipe');
execFileSync('mkfifo', [PIPE]);

interface Case {
  readonly title: string;
  readonly written: Partial<WrittenProvider>;
  readonly env?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly codes?: readonly string[];
}

const CASES: readonly Case[] = [
  { title: 'a variable', written: {}, env: { OPENAI_API_KEY: 'sk-in-env\n' }, key: 'sk-in-env' },
  { title: 'a file with a newline', written: { 'key-file': KEY_FILE }, key: 'sk-in-the-file' },
  {
    title: 'a file, before the variable',
    written: { 'key-file': KEY_FILE },
    env: { OPENAI_API_KEY: 'sk-in-env' },
    key: 'sk-in-the-file',
  },
  {
    title: 'a credential of systemd',
    written: { 'key-file': 'credential' },
    env: { CREDENTIALS_DIRECTORY: directory },
    key: 'sk-of-systemd',
  },
  {
    title: 'the variable, outside the unit that has the credential',
    written: { 'key-file': 'credential' },
    env: { OPENAI_API_KEY: 'sk-in-env' },
    key: 'sk-in-env',
  },
  { title: 'no variable', written: {}, codes: ['LLM005'] },
  { title: 'an empty variable', written: {}, env: { OPENAI_API_KEY: ' ' }, codes: ['LLM005'] },
  { title: 'no key where none is needed', written: { 'base-url': 'http://127.0.0.1:8000/v1' } },
  {
    title: 'no key for another server, although the usual variable is set',
    written: { 'base-url': 'https://example.org/v1' },
    env: { OPENAI_API_KEY: 'sk-in-env' },
  },
  { title: 'a file that is not there', written: { 'key-file': join(directory, 'none') }, codes: ['LLM005'] },
  { title: 'an empty file', written: { 'key-file': file('empty', '\n') }, codes: ['LLM003'] },
  {
    title: 'an empty file, and a variable that would do',
    written: { 'key-file': file('empty2', '') },
    env: { OPENAI_API_KEY: 'sk-in-env' },
    codes: ['LLM003'],
  },
  { title: 'a file of two lines', written: { 'key-file': file('two', 'a\nb\n') }, codes: ['LLM003'] },
  { title: 'a file of 17 KB', written: { 'key-file': file('big', 'x'.repeat(17_000)) }, codes: ['LLM004'] },
  { title: 'a directory', written: { 'key-file': directory }, codes: ['LLM004'] },
  { title: 'a pipe that nobody writes to', written: { 'key-file': PIPE }, codes: ['LLM004'] },
  { title: 'a relative path', written: { 'key-file': 'keys/openai' }, codes: ['LLM004'] },
  {
    title: 'a name that climbs',
    written: { 'key-file': '..' },
    env: { CREDENTIALS_DIRECTORY: directory },
    codes: ['LLM004'],
  },
  {
    title: 'a file that others read',
    written: { 'key-file': file('shared', 'sk-shared', 0o644) },
    key: 'sk-shared',
    codes: ['LLM002'],
  },
  {
    title: 'a file that its group reads',
    written: { 'key-file': file('group', 'sk-group', 0o640) },
    key: 'sk-group',
    codes: ['LLM002'],
  },
];

test.each(CASES)(
  'the key is found, or said to be missing, for $title',
  async ({ written, env = {}, key, codes = [] }) => {
    const settings = resolveProvider('mine', { kind: 'openai', ...written });
    const result = await readCredential(settings, env);
    expect(result.findings.map(({ code }) => code)).toEqual(codes);
    expect(result.value?.key.reveal()).toBe(key);
    for (const { message, fix } of result.findings) {
      expect(message).toContain("provider 'mine'");
      expect(fix).not.toBe('');
    }
  },
);

test(
  'a link into the Nix store is refused like the store itself',
  needs(existsSync('/nix/store'), 'there is no Nix store here'),
  async () => {
    const [inStore = ''] = readdirSync('/nix/store');
    const link = join(directory, 'link');
    symlinkSync(join('/nix/store', inStore), link);
    const settings = resolveProvider('mine', { kind: 'openai', 'key-file': link });
    const result = await readCredential(settings, {});
    expect(result.findings.map(({ code }) => code)).toEqual(['LLM001']);
  },
);

describe('a key and its address', () => {
  test.each([
    ['https://example.org/v1', true],
    ['http://127.0.0.1:8000', true],
    ['http://127.1:8000', true],
    ['http://[::1]:8000', true],
    ['http://localhost:8000', true],
    ['http://example.org', false],
    ['http://192.168.1.2:8000', false],
    ['http://localhost.example.org', false],
    ['http://127.0.0.1.example.org', false],
    ['http://[::ffff:192.168.1.2]', false],
  ])('%s may have one: %s', (address, allowed) => {
    const settings = resolveProvider('mine', { kind: 'openai', 'base-url': address });
    expect(checkAddress(settings, true)?.code).toBe(allowed ? undefined : 'LLM006');
    expect(checkAddress(settings, false)).toBeUndefined();
  });

  test('is not sent in the clear: the call fails before it is made, and says what to do', async () => {
    const settings = resolveProvider('mine', {
      kind: 'openai',
      'base-url': 'http://192.0.2.1',
      'key-env': 'TEST_KEY',
    });
    const { result, progress } = await call(settings);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'not-configured', attempts: 0 } });
    expect(result.failure?.fix).toContain('https://');
    expect(progress).toEqual([]);
  });

  test.each(['openai', 'anthropic'] as const)('is missing: %s is not called without one', async (kind) => {
    const { result } = await call(resolveProvider('mine', { kind }), { deps: { env: {} } });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'not-configured', attempts: 0 } });
    expect(result.failure?.fix).toContain(`${kind.toUpperCase()}_API_KEY`);
  });
});

describe('a secret', () => {
  const secret = new Secret('sk-very-secret');

  test.each([
    ['a string', String(secret)],
    ['JSON', JSON.stringify({ secret })],
    ['a log', inspect({ deep: { secret } }, { showHidden: true, depth: 9 })],
  ])('does not show in %s', (_where, text) => {
    expect(text).toContain('[key]');
    expect(text).not.toContain('very');
  });

  test('no eight characters of it are left in a text, wherever they stood', () => {
    const key = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'd', '1', '-'),
      minLength: 8,
      maxLength: 60,
    });
    fc.assert(
      fc.property(key, fc.array(fc.string(), { maxLength: 4 }), fc.nat(50), (value, parts, from) => {
        const text = parts.join(value.slice(from)) + value;
        const shown = scrub(text, new Secret(value));
        // What masks a key might itself join two halves.
        const pieces = shown.split('[key]');
        for (let at = 0; at + 8 <= value.length; at += 1) {
          expect(pieces.filter((piece) => piece.includes(value.slice(at, at + 8)))).toEqual([]);
        }
      }),
    );
  });

  test.each([
    ['colours', '\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['a title of the terminal', '\u001b]0;x\u0007after', ']0;x after'],
    ['lines', 'one\r\ntwo', 'one two'],
    ['text that runs backwards', 'a\u202eb', 'a b'],
    ['too much', 'x'.repeat(400), `${'x'.repeat(300)}…`],
  ])('what a provider says is shown without %s', (_what, text, shown) => {
    expect(scrub(text, undefined)).toBe(shown);
  });
});
