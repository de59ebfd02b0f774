import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { checkGates } from '../../../engine/check/policy/check-gates.ts';
import { allowsByName } from '../../../engine/check/policy/gates.ts';
import { touchedBy } from '../../../engine/check/policy/touched.ts';
import { resolveEdits } from '../../../engine/check/resolve.ts';
import { propose } from '../../../engine/compile/propose.ts';
import type { Finding } from '../../../engine/model/finding.ts';
import type { Policy } from '../../../engine/model/policy.ts';
import type { Origin } from '../../../engine/model/runbook.ts';
import { buildOptionIndex } from '../../../engine/nix/options/build-index.ts';
import { parseRunbook } from '../../../engine/runbook/parse.ts';
import { hosts, index } from '../../compile/host.ts';
import { alone, extended, SHIPPED_POLICY } from '../../lib/policy.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';

/** What a policy says of the text of a runbook, options taken as they come. */
function gatesOf(text: string, policy: Policy, origin: Origin, options = index): readonly Finding[] {
  const parsed = parseRunbook(text, 'test.yaml', origin);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  const bindings = { values: {}, types: {} };
  const edits = resolveEdits(parsed.value.steps, bindings);
  if (!edits.ok) throw new Error(JSON.stringify(edits.findings));
  return checkGates(
    policy,
    parsed.value,
    edits.value,
    bindings,
    touchedBy(
      edits.value.map(({ edit }) => edit),
      options,
    ),
  );
}

const editOf = (edit: string): string => `${HEAD}  - id: a\n    edit: [${edit}]\n`;
const checkOf = (check: string): string => `${HEAD}  - id: a\n    verify: [${check}]\n`;
const runOf = (argv: string): string => `${HEAD}  - id: a\n    run: { argv: ${argv}, effect: read }\n`;
const codes = (findings: readonly Finding[]): readonly string[] => findings.map(({ code }) => code);

describe('by the policy that ships, a generated runbook may not change', () => {
  it.each([
    ["{ set: security.sudo.extraConfig, to: 'eve ALL=(ALL) NOPASSWD: ALL' }"],
    ['{ set: security.sudo.extraRules, to: [{ users: [eve] }] }'],
    ['{ set: security.sudo.wheelNeedsPassword, to: false }'],
    ['{ set: security.wrappers, to: { sh: { source: /bin/sh } } }'],
    ['{ set: [security, wrappers, sh, source], to: /bin/sh }'],
    ["{ set: [security, pam, services, sudo, text], to: 'auth sufficient pam_permit.so' }"],
    ['{ set: security.polkit.extraConfig, to: x }'],
    ['{ set: system.activationScripts, to: { a: id } }'],
    ['{ set: [system, activationScripts, a, text], to: id }'],
    ['{ set: [systemd, services, a, script], to: id }'],
    ['{ set: [systemd, services, a], to: { script: id } }'],
    ['{ set: systemd.services, to: { a: { serviceConfig: { ExecStart: id } } } }'],
    ['{ set: [systemd, services, a, serviceConfig, ExecStartPre], to: id }'],
    ['{ set: [systemd, user, services, a, preStart], to: id }'],
    ["{ set: [systemd, units, 'a.service', text], to: x }"],
    ["{ add: systemd.tmpfiles.rules, items: ['f /etc/x'] }"],
    ['{ set: boot.initrd.preDeviceCommands, to: id }'],
    ['{ set: [users, users, root, hashedPassword], to: x }'],
    ['{ add: [users, users, root, openssh, authorizedKeys, keys], items: [x] }'],
    ['{ add: [users, extraUsers, root, openssh, authorizedKeys, keys], items: [x] }'],
    ['{ set: [users, users, eve, uid], to: 0 }'],
    ['{ set: [users, users, eve], to: { uid: 0 } }'],
    ['{ set: users.users, to: { root: { hashedPassword: x } } }'],
    ['{ unset: users.users }'],
    ['{ unset: security }'],
    ['{ add: nix.trustedUsers, items: [eve] }'],
    ['{ add: nix.binaryCachePublicKeys, items: [x] }'],
    ['{ add: nix.binaryCaches, items: [x] }'],
    ['{ set: nix.extraOptions, to: x }'],
    ['{ set: [nix, settings, trusted-users], to: [eve] }'],
    ['{ set: [nix, settings], to: { post-build-hook: /x } }'],
    ['{ set: nixpkgs.overlays, to: [] }'],
    ['{ set: services.udev.extraRules, to: x }'],
    ['{ set: services.nginx.preStart, to: id }'],
    ["{ add: services.cron.systemCronJobs, items: ['* * * * * root id'] }"],
    ['{ set: environment.loginShellInit, to: id }'],
    ['{ set: programs.bash.interactiveShellInit, to: id }'],
    ['{ set: networking.localCommands, to: id }'],
    ['{ set: system.autoUpgrade.flake, to: x }'],
    ['{ set: services.openssh.authorizedKeysCommand, to: /x }'],
  ])('%s; a user may', (edit) => {
    const [finding, ...more] = gatesOf(editOf(edit), SHIPPED_POLICY, 'generated');
    expect(finding).toMatchObject({
      code: 'POL005',
      position: { file: 'test.yaml', line: 6 },
      message: expect.stringMatching(/a generated runbook .* \(policy: default-policy\.yaml:\d+\)$/u),
    });
    expect(more).toEqual([]);
    expect(gatesOf(editOf(edit), SHIPPED_POLICY, 'user')).toEqual([]);
  });
});

describe('by the policy that ships, a generated runbook may change', () => {
  it.each([
    ['{ set: networking.firewall.enable, to: false }'],
    ['{ add: [users, users, bob, extraGroups], items: [wheel] }'],
    ['{ add: [users, users, bob, openssh, authorizedKeys, keys], items: [x] }'],
    ['{ set: [users, users, bob], to: { isNormalUser: true, uid: 1001 } }'],
    ['{ set: services.xserver.displayManager.autoLogin.user, to: bob }'],
    ['{ set: services.openssh.permitRootLogin, to: yes }'],
    ['{ set: boot.kernelPackages, to: { pkgs: linuxPackages_latest } }'],
    ['{ unset: [users, users, bob] }'],
    ['{ unset: services.nginx }'],
  ])('%s', (edit) => {
    expect(gatesOf(editOf(edit), SHIPPED_POLICY, 'generated')).toEqual([]);
  });

  test('everything that a sentence asks for', () => {
    const rows = ['tests/data/requests/requests.yaml', 'tests/compile/sentences.yaml'].flatMap(
      (file) => parse(readFileSync(file, 'utf8')) as readonly { on: string; request: string }[],
    );
    const texts = rows.flatMap(({ on, request }) => {
      const proposal = propose(request, index, on === 'desktop' ? hosts.desktop : hosts.minimal);
      return proposal.kind === 'runbook' ? [{ request, text: proposal.text }] : [];
    });
    expect(texts.length).toBeGreaterThan(100);
    const refused = texts.flatMap(({ request, text }) =>
      gatesOf(text, SHIPPED_POLICY, 'generated').map(({ message }) => `${request}: ${message}`),
    );
    expect(refused).toEqual([]);
  });
});

describe('commands', () => {
  it.each<[string, Origin, readonly string[]]>([
    ['[systemctl, is-active, nginx]', 'generated', []],
    ['[sh, -c, id]', 'generated', ['POL006']],
    ['[bash, -c, id]', 'generated', ['POL006']],
    ['[/run/current-system/sw/bin/bash]', 'generated', ['POL006']],
    ['[sudo, id]', 'generated', ['POL006']],
    ['[env, id]', 'generated', ['POL006']],
    ['[python3.12, x.py]', 'generated', ['POL006']],
    ['[/tmp/systemctl]', 'generated', ['POL006']],
    ['[nix-env, -i, htop]', 'generated', ['POL006']],
    ['[sh, -c, id]', 'user', []],
    ['[/srv/check]', 'library', []],
  ])('%s of origin %s by the policy that ships: %j', (argv, origin, wanted) => {
    expect(codes(gatesOf(runOf(argv), SHIPPED_POLICY, origin))).toEqual(wanted);
    expect(codes(gatesOf(checkOf(`{ command: ${argv} }`), SHIPPED_POLICY, origin))).toEqual(wanted);
  });

  const policy = alone(`commands:
  - { deny: [[systemctl, stop, '*']], because: nothing is stopped }
  - { allow: [[systemctl, '*', '*.service']], because: units }
  - { allow: [[curl, '**', 'http://localhost*'], ['/opt/*/check']], because: health }
`);
  it.each<[string, readonly string[]]>([
    ['[systemctl, status, a.service]', []],
    ['[systemctl, stop, a.service]', ['POL006']],
    ['[/x/systemctl, stop, a.service]', ['POL006']],
    ['[/x/systemctl, status, a.service]', ['POL006']],
    ['[systemctl, status, a.timer]', ['POL006']],
    ['[systemctl, status, a.service, b.service]', ['POL006']],
    ["[curl, -f, -s, 'http://localhost:80/']", []],
    ["[curl, 'http://localhost']", []],
    ["[curl, 'http://localhost', -o, /etc/passwd]", ['POL006']],
    ['[/opt/a/check]', []],
    ['[/opt/a/b/check]', ['POL006']],
    ['[/opt/check]', ['POL006']],
    ['[id]', ['POL006']],
  ])('%s by rules of its own: %j', (argv, wanted) => {
    expect(codes(gatesOf(runOf(argv), policy, 'user'))).toEqual(wanted);
  });

  it.each([
    [`{ allow: [[echo, '*']], because: x }`, []],
    [`{ allow: [[echo, '**']], because: x }`, []],
    [`{ allow: [[echo, hello]], because: x }`, ['POL006']],
    [`{ allow: [[echo, 'h*']], because: x }`, ['POL006']],
    [`{ deny: [[echo, hello]], because: x }, { allow: [['**']], because: x }`, ['POL006']],
  ])('a word that an earlier step gives is any word: %s', (rules, wanted) => {
    const text = `${HEAD}  - { id: a, run: { argv: [id], effect: read } }\n  - { id: b, run: { argv: [echo, { output: a.stdout }], effect: read } }\n`;
    const findings = gatesOf(text, alone(`commands: [{ allow: [[id]], because: x }, ${rules}]`), 'user');
    expect(codes(findings)).toEqual(wanted);
  });

  it('of an undo are judged too', () => {
    const text = `${HEAD}  - id: a\n    run: { argv: [touch, a], undo: [rm, a], effect: change }\n`;
    expect(codes(gatesOf(text, alone(`commands: [{ allow: [[touch, '*']], because: x }]`), 'user'))).toEqual([
      'POL006',
    ]);
  });
});

describe('paths', () => {
  const policy = alone(`paths:
  - { deny: [/etc/secret/**], because: secret }
  - { allow: [/etc/**], use: [file], because: settings }
  - { allow: ['/run/*.sock'], use: [socket], because: sockets }
`);
  it.each<[string, readonly string[]]>([
    ['{ file: /etc/hostname }', []],
    ['{ file: /etc/secret/key }', ['POL007']],
    ['{ file: /etc/../root/x }', ['POL007']],
    ['{ file: /etc/./hostname }', ['POL007']],
    ['{ file: /etc//secret/key }', ['POL007']],
    ['{ file: /var/x }', ['POL007']],
    ["{ http: { url: 'http://localhost', socket: /run/a.sock } }", []],
    ["{ http: { url: 'http://localhost', socket: /run/a/b.sock } }", ['POL007']],
    ["{ http: { url: 'http://localhost', socket: /etc/a.sock } }", ['POL007']],
    ["{ http: { url: 'http://localhost' } }", []],
    ['{ unit: a.service, is: active }', []],
  ])('%s: %j', (check, wanted) => {
    expect(codes(gatesOf(checkOf(check), policy, 'user'))).toEqual(wanted);
  });
});

describe('options', () => {
  it('are allowed by a rule of the host before one that ships forbids them', () => {
    const allowing = extended(
      `options: [{ allow: [users.users.root.openssh.**], origins: [generated], because: ours }]`,
    );
    const key = editOf('{ add: [users, users, root, openssh, authorizedKeys, keys], items: [x] }');
    expect(gatesOf(key, allowing, 'generated')).toEqual([]);
    const word = editOf('{ set: [users, users, root, hashedPassword], to: x }');
    expect(codes(gatesOf(word, allowing, 'generated'))).toEqual(['POL005']);
  });

  it('are forbidden to whom a rule names, and to all where it names nobody', () => {
    const forbidding = alone(`options:
  - { deny: [a.b], origins: [library], because: x }
  - { deny: [a.c], because: x }
`);
    const both = editOf('{ set: a.b, to: 1 }, { set: a.c, to: 1 }');
    expect(codes(gatesOf(both, forbidding, 'library'))).toEqual(['POL005', 'POL005']);
    expect(codes(gatesOf(both, forbidding, 'user'))).toEqual(['POL005']);
  });

  it('are not allowed where the value is not known and some values alone are allowed', () => {
    const some = alone(`options:
  - { allow: [a.b], value: good, because: x }
  - { deny: [a.b], because: y }
`);
    expect(codes(gatesOf(editOf('{ set: a.b, to: good }'), some, 'user'))).toEqual([]);
    expect(codes(gatesOf(editOf('{ set: a.b, to: bad }'), some, 'user'))).toEqual(['POL005']);
    expect(codes(gatesOf(editOf('{ unset: a.b }'), some, 'user'))).toEqual(['POL005']);
  });

  it('are judged by the name that they have now', () => {
    const renamed = buildOptionIndex(
      [
        { name: 'old.name', tree: { name: 'str' }, type: 'string', renamedTo: 'new.name' },
        { name: 'new.name', tree: { name: 'str' }, type: 'string' },
      ],
      [],
    );
    const forbidding = alone(`options: [{ deny: [new.**], because: x }]`);
    expect(codes(gatesOf(editOf('{ set: old.name, to: a }'), forbidding, 'user', renamed))).toEqual([
      'POL005',
    ]);
  });
});

describe('an option that may change beside what was asked', () => {
  const policy = alone(`options:
  - { deny: [a.secret.**], because: never }
  - { allow: [a.b, c.**], origins: [user], because: named }
  - { allow: ['**'], because: everything }
`);

  it.each<[string, Origin, boolean]>([
    ['a.b', 'user', true],
    ['c', 'user', true],
    ['c.d.e', 'user', true],
    ['a.b', 'generated', false],
    ['x.y', 'user', false],
    ['a.secret.x', 'user', false],
  ])('%s of runbooks of origin %s is allowed by its name: %s', (option, origin, allowed) => {
    expect(allowsByName(policy, option.split('.'), origin)).toBe(allowed);
  });

  it('is not where no rule speaks of it', () => {
    expect(allowsByName(alone(''), ['a'], 'user')).toBe(false);
  });
});
