import { existsSync, linkSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isChallenge, makeProof, readProof } from '../../../engine/host/socket/proof.ts';

const CHALLENGE = '0123456789abcdef0123456789abcdef';
const ASKED = { socket: '/run/nixos-ai/operate/ops.sock', line: '{"v":1,"op":"approve","run":"a"}' };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync('/tmp/nixos-ai-test-');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('a proof says who made it, once', () => {
  makeProof(join(directory, CHALLENGE), CHALLENGE, ASKED);
  expect(readProof(join(directory, CHALLENGE), CHALLENGE, ASKED)).toBe(process.geteuid?.());
  expect(readProof(join(directory, CHALLENGE), CHALLENGE, ASKED)).toBeUndefined();
  expect(readdirSync(directory)).toEqual([]);
});

it.each([
  ['another request', { ...ASKED, line: ASKED.line.replace('"a"', '"b"') }],
  ['another socket', { ...ASKED, socket: '/run/nixos-ai/operate/ops.proof/m/operate/ops.sock' }],
])('a proof that was made for %s says nothing, and is gone', (_, other) => {
  makeProof(join(directory, CHALLENGE), CHALLENGE, other);
  expect(readProof(join(directory, CHALLENGE), CHALLENGE, ASKED)).toBeUndefined();
  expect(readdirSync(directory)).toEqual([]);
});

it('a proof that has a second name says nothing', () => {
  makeProof(join(directory, CHALLENGE), CHALLENGE, ASKED);
  linkSync(join(directory, CHALLENGE), join(directory, 'other'));
  expect(readProof(join(directory, CHALLENGE), CHALLENGE, ASKED)).toBeUndefined();
});

it.each(['../x', '', `${CHALLENGE}0`, CHALLENGE.toUpperCase(), 1, undefined])(
  '%j is not a challenge',
  (value) => {
    expect(isChallenge(value)).toBe(false);
  },
);

it('nothing is written for what is not a challenge', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(() => makeProof(join(directory, 'x'), 'x/../y', ASKED)).toThrow(TypeError);
  expect(existsSync(join(directory, 'y'))).toBe(false);
});
