import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { countUsableKeys } from '../../engine/check/authorized-keys.ts';

/** A part of a key: its length in four bytes, then what it holds. */
function part(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const bytes = (count: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(count / 64) }, (_, at) => createHash('sha512').update(`${at}`).digest()),
  ).subarray(0, count);
const key = (type: string, ...parts: readonly Buffer[]): string =>
  `${type} ${Buffer.concat([part(type), ...parts.map((one) => part(one))]).toString('base64')}`;

const ED25519 = key('ssh-ed25519', bytes(32));
const EXPONENT = Buffer.from([1, 0, 1]);
const modulus = (bits: number): Buffer => Buffer.concat([Buffer.from([0]), bytes(bits / 8)]);
const RSA = key('ssh-rsa', EXPONENT, modulus(2048));
const ECDSA = key('ecdsa-sha2-nistp256', Buffer.from('nistp256'), bytes(65));
const HARDWARE = key('sk-ssh-ed25519@openssh.com', bytes(32), Buffer.from('ssh:'));

test.each<[what: string, text: string, usable: number]>([
  ['an ed25519 key', ED25519, 1],
  ['one with a comment', `${ED25519} alice@laptop`, 1],
  ['an RSA key', RSA, 1],
  ['an ECDSA key', ECDSA, 1],
  ['a key of a hardware token', HARDWARE, 1],
  ['two of them, with blank lines and comments', `# mine\n${ED25519} a\n\n  ${RSA} b\r\n#end`, 2],
  ['one that is commented out', `#${ED25519}`, 0],
  ['nothing', '', 0],
  ['a type that OpenSSH no longer takes', key('ssh-dss', bytes(64)), 0],
  ['an ed25519 key of 31 bytes', key('ssh-ed25519', bytes(31)), 0],
  ['one whose end is missing', ED25519.slice(0, -8), 0],
  ['one of another type than it says', ED25519.replace('ssh-ed25519 ', 'ssh-rsa '), 0],
  ['one with a letter that is wrong', ED25519.replace('AAAAC3', 'AAAAC2'), 0],
  ['one without a body', 'ssh-ed25519', 0],
  ['an RSA key of 1024 bits', key('ssh-rsa', EXPONENT, modulus(1024)), 1],
  ['an RSA key of 512 bits', key('ssh-rsa', EXPONENT, modulus(512)), 0],
  ['an RSA key without a modulus', key('ssh-rsa', EXPONENT), 0],
  ['an option that narrows nothing', `no-agent-forwarding ${ED25519}`, 1],
  ['a command in its place', `command="/bin/backup" ${ED25519}`, 0],
  ['a key of one address', `no-agent-forwarding,from="192.0.2.1" ${ED25519}`, 0],
  ['a key that ends', `expiry-time="20200101" ${ED25519}`, 0],
  ['a key that is restricted', `restrict ${ED25519}`, 0],
  ['an authority', `cert-authority ${ED25519}`, 0],
  ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n', 0],
])('%s', (_what, text, usable) => {
  expect(countUsableKeys(text)).toBe(usable);
});
