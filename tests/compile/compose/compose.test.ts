import { expect, test } from 'vitest';
import { understand } from '../../../engine/compile/understand.ts';
import { editLine } from '../../../scripts/accuracy/edits.ts';
import { hosts, index, smallIndex } from '../host.ts';

const on = (name: string): string => `set ${name} true`;

test.each([
  ['have nginx run as the user web', [on('services.nginx.enable'), 'set services.nginx.user "web"']],
  ['jenkins ought to listen on 8081', ['set services.jenkins.port 8081']],
  ['run unifi and open its ports', [on('services.unifi.enable'), on('services.unifi.openPorts')]],
  ['allow the nginx status page', [on('services.nginx.statusPage')]],
  [
    'enable nginx without the status page',
    [on('services.nginx.enable'), 'set services.nginx.statusPage false'],
  ],
  ['install terraform, but only for alice', ['add users.users.alice.packages pkgs.terraform']],
  ['put figlet on this machine', ['add environment.systemPackages pkgs.figlet']],
  [
    'swap alt and the windows key'.replace('the windows key', 'win'),
    ['set services.xserver.xkbOptions "altwin:swap_alt_win"'],
  ],
  ['add 10.0.0.7 db.internal to the hosts file', ['add networking.hosts."10.0.0.7" "db.internal"']],
])("'%s' is read by its parts", (sentence, lines) => {
  const understood = understand(sentence, index, hosts.desktop);
  expect(understood.kind === 'change' ? understood.edits.map(editLine) : understood).toEqual(lines);
});

test.each([
  'enable docker, then remove it',
  'open ports 1 to 65535',
  'set the cpu governor to fastest',
  'only bob may use the network',
  'enable nginx unless apache runs',
  'turn the firewall off on eth1',
  'nobody should use docker',
  'give bob docker and no sudo',
  'increase the number of open files to 65536',
  'nginx ssl on',
])("'%s' changes nothing", (sentence) => {
  expect(understand(sentence, index, hosts.desktop).kind).not.toBe('change');
});

test('what only says why is left aside, and named', () => {
  expect(understand('install java 11 for development', index, hosts.desktop)).toMatchObject({
    kind: 'change',
    aside: ['for development'],
  });
});

test('a question is about what was not understood, and keeps the rest', () => {
  const asked = understand('enable docker, then hug nginx', index, hosts.desktop);
  expect(asked).toMatchObject({ kind: 'ask' });
  expect(asked.kind === 'ask' && asked.choices.every((choice) => choice.includes('docker'))).toBe(true);
});

test('a name that turns its meaning round is switched on by its own verb only', () => {
  const turned = smallIndex(['services.mouse.enable', 'services.mouse.disableWhileTypingEnable']);
  for (const sentence of ['turn off typing for the mouse', 'enable typing for mouse']) {
    expect(understand(sentence, turned, hosts.desktop).kind).not.toBe('change');
  }
});
