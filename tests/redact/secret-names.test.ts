import { expect, test } from 'vitest';
import { isSecretName, kindOfName } from '../../engine/redact/secret-names.ts';

test.each([
  'password',
  'users.users.alice.hashedPassword',
  'DB_PASS',
  'smtp.pass',
  'services.foo.settings.api_token',
  'privateKey',
  'proxyPassword',
  'restic_passphrase',
])("'%s' names a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  'services.nginx.virtualHosts."a.example".locations."/".proxyPass',
  'fastcgi_pass',
  'uwsgi_pass',
  'lowPass',
  'hashedPasswordFile',
  'passwordAuthentication',
  'publicKey',
  'tokenizer',
])("'%s' names none", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each([
  ['passphrase', 'passphrase'],
  ['apiToken', 'token'],
  ['api_key', 'api-key'],
  ['privateKey', 'private-key'],
  ['wifi.psk', 'preshared-key'],
  ['preshared-key', 'preshared-key'],
  ['dbPassword', 'password'],
  ['db_pwd', 'password'],
  ['db_pw', 'password'],
  ['credentials', 'credential'],
  ['client_secret', 'secret'],
  ['pwnedSecret', 'secret'],
  ['passwordHash', 'password'],
  ['tokens2', 'token'],
  ['enablePassword', undefined],
  ['redactedPassword', undefined],
  ['publicToken', undefined],
  ['a.b', undefined],
  ['', undefined],
])('%s speaks of a %s', (name, kind) => {
  expect(kindOfName(name)).toBe(kind);
});
