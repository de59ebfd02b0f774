import { expect, test } from 'vitest';
import { propose } from '../../engine/compile/propose.ts';
import { optionsNamed, unitsNamed } from '../../engine/compile/names/question-names.ts';
import { joinOptionPath } from '../../engine/model/options/option.ts';
import { hosts, index } from './host.ts';

test.each([
  ['how much disk space is left?', 'status', 'disk', undefined],
  ['how full is the disk', 'status', 'disk', undefined],
  ['how much memory is free', 'status', 'memory', undefined],
  ['is nginx running?', 'status', 'units', 'nginx'],
  ['which services failed?', 'status', 'units', undefined],
  ['what is the value of services.openssh.ports', 'status', 'value', 'services.openssh.ports'],
  ['is docker enabled?', 'status', 'value', 'docker'],
  ['which shell has alice', 'status', 'value', 'alice'],
  ['what is my hostname?', 'status', 'value', 'hostname'],
  ['what is the port of grafana', 'status', 'value', 'port of grafana'],
  ['which packages are installed?', 'status', 'installed', undefined],
  ['is htop installed', 'status', 'installed', 'htop'],
  ['which ports are open?', 'status', 'open-ports', undefined],
  ['which users are there?', 'status', 'users', undefined],
  ['what generation am I on?', 'status', 'generations', undefined],
  ['list generations', 'history', 'generations', undefined],
  ['what can you do?', 'status', 'help', undefined],
  ['show me the system status', 'status', 'status', undefined],
  ['what changed yesterday?', 'history', 'history', 'yesterday'],
  ['who changed docker?', 'history', 'history', 'docker'],
  ['which option turns on bluetooth?', 'search', 'options', 'on bluetooth'],
  ['how do I enable bluetooth?', 'search', 'options', 'enable bluetooth'],
  ['find a package for pdf', 'search', 'packages', 'pdf'],
])("'%s' is looked up as %s, %s", (sentence, task, topic, query) => {
  expect(propose(sentence, index, hosts.desktop)).toMatchObject({
    kind: 'task',
    task,
    topic,
    query: query ?? expect.stringMatching(/./u),
  });
});

test.each([
  ['docker', ['virtualisation.docker.enable']],
  ['services.openssh.ports', ['services.openssh.ports']],
  ['alice', ['users.users.alice.shell', 'users.users.alice.extraGroups']],
  ['hostname', ['networking.hostName']],
  ['port of grafana', ['services.grafana.port']],
  ['the boot timeout', ['boot.loader.timeout']],
  ['pizza', []],
])("a question about '%s' names %j", (query, expected) => {
  expect(optionsNamed(query, index, ['alice']).map(joinOptionPath)).toEqual(expected);
});

test.each([
  ['docker', ['docker.service']],
  ['the ssh server', ['sshd.service']],
  ['tailscale', ['tailscaled.service']],
  ['sshd.socket', ['sshd.socket']],
  ['unheardof', ['unheardof.service']],
  ['which services failed', []],
])("a question whether '%s' runs is about %j", (query, expected) => {
  expect(unitsNamed(query, index)).toEqual(expected);
});
