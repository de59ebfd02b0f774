import { expect, test } from 'vitest';
import type { PlannerFacts } from '../../engine/model/proposal.ts';
import { joinOptionPath } from '../../engine/model/options/option.ts';
import { buildOptionIndex } from '../../engine/nix/options/build-index.ts';
import { understand } from '../../engine/compile/understand.ts';
import { hosts, smallIndex } from './host.ts';
import { index } from './host.ts';

const { minimal } = hosts;

/** Options as releases after 20.09 name them. */
const newer = smallIndex(
  [
    'services.openssh.enable',
    'services.openssh.settings.PasswordAuthentication',
    'services.openssh.settings.PermitRootLogin',
    'services.xserver.xkb.layout',
    'services.desktopManager.plasma6.enable',
    'services.desktopManager.gnome.enable',
    'virtualisation.docker.enable',
  ],
  ['docker'],
);

test.each([
  ['do not allow root to log in with ssh', 'services.openssh.settings.PermitRootLogin', 'no'],
  ['set the keyboard layout to german', 'services.xserver.xkb.layout', 'de'],
  ['enable kde plasma', 'services.desktopManager.plasma6.enable', true],
  ['enable gnome', 'services.desktopManager.gnome.enable', true],
  ['enable ssh', 'services.openssh.enable', true],
])("'%s' uses the option that a newer release declares", (sentence, option, value) => {
  const { edits } = change(sentence, hosts.desktop, newer);
  expect(edits.map((edit) => [joinOptionPath(edit.path), edit.value])).toEqual([[option, value]]);
});

test.each([
  ['enable nginx', 'refuse'],
  ['set the timezone to UTC', 'refuse'],
  ['collect garbage every week', 'refuse'],
  ['open port 80', 'refuse'],
  ['install htop', 'refuse'],
])("'%s' is refused on a host that declares nothing for it", (sentence, kind) => {
  expect(understand(sentence, newer, minimal).kind).toBe(kind);
});

test('two releases of one module declared at once are asked about', () => {
  const both = smallIndex([
    'services.xserver.desktopManager.plasma5.enable',
    'services.desktopManager.plasma6.enable',
  ]);
  expect(understand('enable kde plasma', both, hosts.desktop)).toMatchObject({
    kind: 'ask',
    choices: [
      'enable services.desktopManager.plasma6.enable',
      'enable services.xserver.desktopManager.plasma5.enable',
    ],
  });
});

test.each([
  ['enable docker', ['unit docker.service active', 'http http://localhost/_ping /run/docker.sock']],
  ['disable docker', ['unit docker.service inactive']],
  ['enable openssh', ['unit sshd.service active', 'tcp 22 open']],
  ['enable nginx', ['unit nginx.service active']],
  [
    'serve example.com from /srv/www',
    ['unit nginx.service active', 'tcp 80 open', 'option services.nginx.virtualHosts."example.com".root'],
  ],
  ['disable blueman', ['unit blueman.service inactive']],
  ['enable flatpak', ['option services.flatpak.enable', 'option xdg.portal.enable']],
  ['set the timezone to UTC', ['option time.timeZone']],
  ['change the ssh port to 2222', ['unit sshd.service active', 'tcp 2222 open']],
  [
    'disable password login over ssh',
    ['option services.openssh.passwordAuthentication', 'unit sshd.service active', 'tcp 22 open'],
  ],
  [
    'upgrade automatically every night',
    ['unit nixos-upgrade.timer active', 'option system.autoUpgrade.dates'],
  ],
  ['install htop', []],
  ['open port 80', []],
])("'%s' proposes the checks that belong to it", (sentence, expected) => {
  expect(change(sentence).checks.map(checkText)).toEqual(expected);
});

test('sshd that starts on demand is checked by its socket', () => {
  const facts = { ...minimal, value: (name: string) => name === 'services.openssh.startWhenNeeded' };
  expect(change('enable ssh', facts).checks.map(checkText)[0]).toBe('unit sshd.socket active');
});

test.each([
  ['install dokcer', 'install docker'],
  ['instal dokcer', 'install docker'],
  ['enable the web server', 'enable services.nginx.enable'],
  ['enable docker and the web server', 'enable docker and services.nginx.enable'],
  ['give zed sudo rights', 'create user zed, then give zed sudo rights'],
  ['install python', 'install pkgs.python'],
  ['install python', 'install pkgs.python3'],
  ['install a browser', 'install pkgs.firefox'],
  ['uninstall docker', 'disable virtualisation.docker.enable'],
  ['let me use docker', 'let alice use docker'],
  ['set services.openssh.permitRootLogin to maybe', 'set services.openssh.permitRootLogin to no'],
])("the question about '%s' offers '%s'", (sentence, choice) => {
  const understanding = understand(sentence, index, hosts.desktop);
  expect(understanding.kind).toBe('ask');
  expect('choices' in understanding ? understanding.choices : []).toContain(choice);
});

test.each([
  ['install vim without docs', ["'without'", "'docs'"]],
  ['open port 80 only for bob', ["'only'"]],
  ['enable nginx unless apache runs', ["'unless'"]],
])("the question about '%s' names the words that were not understood", (sentence, words) => {
  const understanding = understand(sentence, index, hosts.desktop);
  const question = understanding.kind === 'ask' ? understanding.question : '';
  expect(words.filter((word) => !question.includes(word))).toEqual([]);
});

test('a refused name says what is like it', () => {
  expect(understand('install firefoxx-bin', index, minimal)).toMatchObject({
    choices: ['install firefox-bin'],
  });
  expect(understand('install qtcreatorrr-x', index, minimal)).toMatchObject({ kind: 'refuse' });
});

function change(sentence: string, facts: PlannerFacts = minimal, options = index) {
  const understanding = understand(sentence, options, facts);
  if (understanding.kind !== 'change') {
    throw new Error(`'${sentence}' became ${JSON.stringify(understanding)}`);
  }
  return understanding;
}

function checkText(check: ReturnType<typeof change>['checks'][number]): string {
  switch (check.kind) {
    case 'unit':
      return `unit ${check.unit} ${check.is}`;
    case 'http':
      return `http ${check.url} ${check.socket}`;
    case 'tcp':
      return `tcp ${check.port} ${check.is}`;
    case 'option':
      return `option ${joinOptionPath(check.path)}`;
    case 'command':
    case 'file':
      return check.kind;
    default:
      throw new Error(`not handled: ${JSON.stringify(check satisfies never)}`);
  }
}

test.each([
  ['install ripgrep for alice', ['home-manager.users.alice.home.packages']],
  [
    'install ripgrep for alice and bob',
    ['home-manager.users.alice.home.packages', 'users.users.bob.packages'],
  ],
  ['remove ripgrep from alice', ['home-manager.users.alice.home.packages']],
])(
  "'%s' goes where Home Manager makes a home, and elsewhere to the user's own packages",
  (sentence, options) => {
    const tree = { name: 'listOf', elem: { name: 'package' } };
    const both = buildOptionIndex(
      ['users.users.<name>.packages', 'home-manager.users.<name>.home.packages'].map((name) => ({
        name,
        tree,
        type: 'list of packages',
      })),
      [{ attr: 'ripgrep', name: 'ripgrep', version: '1' }],
    );
    const facts: PlannerFacts = { ...minimal, users: ['alice', 'bob'], homes: ['alice'] };
    const found = change(sentence, facts, both).edits;
    expect(found.map(({ path }) => joinOptionPath(path))).toEqual(options);
  },
);
