import { expect, test } from 'vitest';
import type { OptionDeclaration } from '../../../engine/model/options/option.ts';
import { optionsBelow } from '../../../engine/nix/options/below.ts';
import { nameWords, rankOptions, searchWords } from '../../../engine/nix/options/search.ts';
import { nixos } from '../host-20-09.ts';

test.each([
  ['which option turns on bluetooth?', ['bluetooth']],
  ['services.nginx.virtualHosts', ['services', 'nginx', 'virtualhosts']],
  ['list all options', ['list', 'all', 'options']],
  ['docker docker', ['docker']],
  ['a 9', ['9']],
  ['…', []],
])('%j is searched for as %j', (query, words) => {
  expect(searchWords(query)).toEqual(words);
});

test.each([
  ['services.nginx.virtualHosts.<name>.root', 'services nginx virtualhosts virtual hosts root'],
  ['networking.firewall.allowedTCPPorts', 'networking firewall allowedtcpports allowed tcp ports'],
  ['boot.kernel.sysctl."net.ipv4"', 'boot kernel sysctl net ipv4'],
  ['i18n.defaultLocale', 'i18n defaultlocale default locale'],
])('%s is found by %j', (name, words) => {
  expect(nameWords(name)).toBe(words);
});

test('the very name comes first, then a switch, then what ends so, then the rest', () => {
  const declare = (name: string): OptionDeclaration => ({ name, type: 'boolean', tree: { name: 'bool' } });
  const names = ['a.x.rest', 'a.b.x', 'c.x.enable', 'x'];
  const found = names.map((name) => ({ item: declare(name), rank: 0 }));
  expect(rankOptions(found, 'x', 4).map(({ name }) => name)).toEqual([
    'x',
    'c.x.enable',
    'a.b.x',
    'a.x.rest',
  ]);
  expect(rankOptions(found, 'x', 2)).toHaveLength(2);
});

test('what is below a set begins with its switch, and has the names of the path', () => {
  expect(optionsBelow(nixos, ['services', 'nginx'])[0]?.name).toBe('services.nginx.enable');
  const below = optionsBelow(nixos, ['users', 'users', 'alice']).map(({ name }) => name);
  expect(below).toContain('users.users.alice.shell');
  expect(below.every((name) => name.startsWith('users.users.alice.'))).toBe(true);
  expect(optionsBelow(nixos, ['nothing'])).toEqual([]);
});
