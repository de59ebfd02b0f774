import { describe, expect, it } from 'vitest';
import { buildFiles, evaluate, FAILED, moduleSets, OWN_PACKAGE, SANDBOX_SET } from './module-sets.ts';

const STEP = '{ id = "hello"; notify = "Hello."; }';

/** What is wrong, what is written below `services.nixos-ai`, and what the message must say. */
const AT_EVALUATION: readonly (readonly [string, string, readonly RegExp[]])[] = [
  [
    'a parameter of the wrong type',
    'library.open-port = { enable = true; parameters.port = "http"; };',
    [/services\.nixos-ai\.library\.open-port\.parameters\.port/u, /type|not of type/u],
  ],
  [
    'a parameter out of its range',
    'library.open-port = { enable = true; parameters.port = 70000; };',
    [/services\.nixos-ai\.library\.open-port\.parameters\.port/u],
  ],
  [
    'a word that is not one of those of a parameter',
    'library.add-user = { enable = true; parameters.shell = "csh"; };',
    [/services\.nixos-ai\.library\.add-user\.parameters\.shell/u],
  ],
  [
    'text that does not match the pattern of a parameter',
    'library.add-user = { enable = true; parameters.user = "Alice Q"; };',
    [/services\.nixos-ai\.library\.add-user\.parameters\.user/u],
  ],
  [
    'a parameter that the runbook does not have',
    'library.open-port = { enable = true; parameters.prot = 80; };',
    [/services\.nixos-ai\.library\.open-port\.parameters\.prot/u, /does not exist/u],
  ],
  [
    'a runbook that the library does not have',
    'library.open-sesame.enable = true;',
    [/services\.nixos-ai\.library\.open-sesame/u, /does not exist/u],
  ],
  [
    'a window that is none',
    'schedules.x = { runbook = "open-port"; calendar = "daily"; window = "two to four"; };',
    [/services\.nixos-ai\.schedules\.x\.window/u],
  ],
  ['a setting of the wrong type', 'settings.keep = "many";', [/services\.nixos-ai\.settings\.keep/u]],
  [
    'a path of Nix in a runbook, which would be copied into the store',
    `runbooks.x = { description = "x"; steps = [ { id = "x"; verify = [ { file = ./x; } ]; } ]; };`,
    [/services\.nixos-ai\.runbooks\.x/u],
  ],
];

const BY_ASSERTION: readonly (readonly [string, string, RegExp])[] = [
  [
    'a schedule of an unknown runbook',
    'schedules.nightly = { runbook = "tidy"; calendar = "daily"; };',
    /^services\.nixos-ai\.schedules\.nightly\.runbook: there is no runbook 'tidy'; .*open-port/u,
  ],
  [
    'a trigger of an unknown runbook',
    'triggers.web = { when.unit-failed = "nginx.service"; run = "mend"; };',
    /^services\.nixos-ai\.triggers\.web\.run: there is no runbook 'mend'/u,
  ],
  [
    'a trigger without an event',
    'triggers.web = { when = { }; run = "open-port"; };',
    /^services\.nixos-ai\.triggers\.web\.when needs exactly one of .*unit-failed; it has none\.$/u,
  ],
  [
    'a trigger with two events',
    'triggers.web = { when = { unit-failed = "a.service"; path-changed = "/etc/x"; }; run = "open-port"; };',
    /^services\.nixos-ai\.triggers\.web\.when needs exactly one of .*; it has path-changed, unit-failed\.$/u,
  ],
  [
    'a notification without a channel',
    'notifications.me.on = [ "failed" ];',
    /^services\.nixos-ai\.notifications\.me needs exactly one of webhook, ntfy, smtp, desktop; it has none\.$/u,
  ],
  [
    'a key as a path of Nix',
    'providers.claude = { kind = "anthropic"; credentialFile = ./key; };',
    /^services\.nixos-ai\.providers\.claude\.credentialFile has to be the absolute path .* outside the Nix store/u,
  ],
  [
    'a key in the store',
    'providers.claude = { kind = "anthropic"; credentialFile = "${builtins.toFile "key" "secret"}"; };',
    /^services\.nixos-ai\.providers\.claude\.credentialFile has to be/u,
  ],
  [
    'a password in the store',
    'notifications.me = { on = [ "failed" ]; ntfy = { topic = "t"; token-file = "${builtins.storeDir}/x"; }; };',
    /^services\.nixos-ai\.notifications\.me\.ntfy\.token-file has to be/u,
  ],
  [
    'a schedule of the library that lacks a parameter',
    'library.set-hostname = { enable = true; schedule.calendar = "daily"; };',
    /^services\.nixos-ai\.library\.set-hostname\.parameters\.name has to be set/u,
  ],
  [
    'two schedules of one name',
    'library.weekly-cleanup = { enable = true; schedule.calendar = "daily"; }; schedules.weekly-cleanup = { runbook = "open-port"; calendar = "daily"; };',
    /^services\.nixos-ai\.schedules\.weekly-cleanup and services\.nixos-ai\.library\.weekly-cleanup\.schedule have the same name/u,
  ],
  [
    'a group that is not there',
    'operators = [ "admins" ];',
    /^services\.nixos-ai\.operators: there is no group 'admins'/u,
  ],
  [
    'a runbook that calls itself otherwise',
    `runbooks.greet = { runbook = "meet"; description = "x"; steps = [ ${STEP} ]; };`,
    /^services\.nixos-ai\.runbooks\.greet\.runbook has a different name, 'meet'/u,
  ],
  [
    'a runbook whose name is none',
    `runbooks.Greet = { description = "x"; steps = [ ${STEP} ]; };`,
    /^services\.nixos-ai\.runbooks\.Greet: a name is lower-case words/u,
  ],
  [
    'two policies',
    'policy.policy = 1; settings.policy-file = "/etc/policy.yaml";',
    /^services\.nixos-ai\.policy and services\.nixos-ai\.settings\.policy-file both/u,
  ],
  [
    'providers among the settings',
    'settings.providers.x.kind = "ollama";',
    /services\.nixos-ai\.settings\.providers/u,
  ],
];

const AT_BUILD: readonly (readonly [string, string, RegExp])[] = [
  [
    'a schedule that systemd does not know',
    'schedules.nightly = { runbook = "open-port"; parameters.port = 80; calendar = "someday 25:00"; };',
    /^service\.yaml:\d+:\d+: error SRV010: services\.nixos-ai\.schedules\.nightly\.calendar: systemd does not accept the calendar 'someday 25:00'.*\n {2}→ use an OnCalendar/mu,
  ],
  [
    'a schedule of the library that systemd does not know',
    'library.weekly-cleanup = { enable = true; schedule.calendar = "never"; };',
    /error SRV010: services\.nixos-ai\.library\.weekly-cleanup\.schedule\.calendar:/u,
  ],
  [
    'an unsafe runbook: a change that nothing takes back',
    `runbooks.mine = { description = "x"; steps = [ ${STEP} { id = "wipe"; run = { argv = [ "rm" "/srv/x" ]; effect = "change"; }; } ]; };`,
    /^runbooks\/mine\.yaml:8:5: error RB104: services\.nixos-ai\.runbooks\.mine\.steps\[1\]: the step 'wipe' .*\n {2}→ add undo/mu,
  ],
  [
    'a runbook that calls one that is not there',
    'runbooks.mine = { description = "x"; steps = [ { id = "other"; call.runbook = "nothing"; } ]; };',
    /error RB043: services\.nixos-ai\.runbooks\.mine\.steps\[0\]/u,
  ],
  [
    'a runbook with a step of no kind',
    'runbooks.mine = { description = "x"; steps = [ { id = "other"; dance = true; } ]; };',
    /^runbooks\/mine\.yaml:\d+:\d+: error RB\d+: services\.nixos-ai\.runbooks\.mine\.steps\[0\]/mu,
  ],
  [
    'a value that the runbook of a trigger does not take',
    'triggers.web = { when.unit-failed = "nginx.service"; run = "open-port"; parameters.port = 70000; };',
    /error PAR004: services\.nixos-ai\.triggers\.web\.parameters: parameter 'port' must be <= 65535/u,
  ],
  [
    'a schedule that leaves out a parameter',
    'schedules.nightly = { runbook = "open-port"; calendar = "daily"; };',
    /error PAR001: services\.nixos-ai\.schedules\.nightly: /u,
  ],
  [
    'a health check that is none',
    'triggers.web = { when.health.checks = [ { weather = "fine"; } ]; run = "weekly-cleanup"; };',
    /services\.nixos-ai\.triggers\.web\.when\.health\.checks\[0\]/u,
  ],
  [
    'a policy with a word that it does not know',
    'policy = { policy = 1; autonomy.package = "sometimes"; };',
    /^policy\.yaml:\d+:\d+: error POL\d+: services\.nixos-ai\.policy\.autonomy\.package:/mu,
  ],
  [
    'a setting that is not there',
    'settings.keeps = 3;',
    /^config\.yaml:2:\d+: error CFG002: services\.nixos-ai\.settings\.keeps: /mu,
  ],
  [
    'a provider with a setting that is not there',
    'providers.claude = { kind = "anthropic"; colour = "red"; };',
    /error CFG002: services\.nixos-ai\.providers\.claude\.colour: /u,
  ],
];

const host = (lines: string): string => `{ services.nixos-ai = { enable = true; ${OWN_PACKAGE} ${lines} }; }`;

describe.each(moduleSets('tests/nix/module/refused.test.ts'))('in $name', (set) => {
  it.each(AT_EVALUATION)('%s fails the evaluation, with the name of the option', (_what, lines, messages) => {
    const result = evaluate(
      set,
      host(lines),
      `{ files = builtins.mapAttrs (_: each: each.text or "") config.services.nixos-ai.files; failed = ${FAILED}; }`,
    );
    const said = 'error' in result ? result.error : 'it was taken';
    for (const message of messages) expect(said).toMatch(message);
  });

  // A complete NixOS looks at all of its own assertions each time: a few are enough to see that it takes ours.
  it.each(set.builds ? BY_ASSERTION : BY_ASSERTION.slice(0, 3))(
    '%s fails one assertion, which names the option',
    (_what, lines, message) => {
      const result = evaluate(set, host(lines), FAILED);
      expect('error' in result ? [result.error] : result.value).toEqual([expect.stringMatching(message)]);
    },
  );
});

describe('when the system is built', () => {
  it.each(AT_BUILD)(
    '%s fails the build, with place, remedy and the name of the option',
    (_what, lines, message) => {
      const result = buildFiles(SANDBOX_SET, host(lines));
      expect('error' in result ? result.error : 'it was built').toMatch(message);
    },
  );
});
