import { expect, test } from 'vitest';
import { isSecretName } from '../../engine/redact/secret-names.ts';

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
