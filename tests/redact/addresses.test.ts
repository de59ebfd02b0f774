import { expect, test } from 'vitest';
import { findPrivateAddresses } from '../../engine/redact/addresses.ts';

test.each([
  ['10.0.0.1', true],
  ['10.255.255.255', true],
  ['10.0.0.256', false],
  ['11.0.0.1', false],
  ['172.15.0.1', false],
  ['172.16.0.1', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['192.167.1.1', false],
  ['169.254.1.1', true],
  ['169.253.1.1', false],
  ['100.63.0.1', false],
  ['100.64.0.1', true],
  ['100.127.0.1', true],
  ['100.128.0.1', false],
  ['127.0.0.1', false],
  ['8.8.8.8', false],
  ['v10.0.0.1', false],
  ['1.10.0.0.1', false],
  ['10.0.0.1.2', false],
  ['10.0.0.1a', false],
  ['10.0.0.1.', true],
  ['10.0.0', false],
  ['fd00::1', true],
  ['FC12:3::1', true],
  ['fe80::1', true],
  ['febf:1::', true],
  ['fec0::1', false],
  ['2001:db8::1', false],
  ['::1', false],
  ['afd00::1', false],
  ['fd00::1g', false],
])("%s is an address of a network of one's own: %s", (text, own) => {
  const found = findPrivateAddresses(`at ${text}/24`);
  const address = text.replace(/\.$/u, '');
  expect(found).toEqual(own ? [{ kind: 'private-address', start: 3, end: 3 + address.length }] : []);
});

test('every one of a text is found', () => {
  const text = '10.0.0.1 10.0.0.2 fd00::1 fd00::2';
  expect(findPrivateAddresses(text).map(({ start, end }) => text.slice(start, end))).toEqual(text.split(' '));
});
