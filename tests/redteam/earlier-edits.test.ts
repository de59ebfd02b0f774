import { describe, expect, it } from 'vitest';
import { extended } from '../lib/policy.ts';
import { begin, ENABLE_DOCKER, play } from '../steps/support/play.ts';

/*
 * What somebody may write into a configuration to have it applied by the next harmless change. Each is a whole text beside
 * the one that runs; policy denies services, kernel parameters and sudo, keeps a file, and forbids the class `boot`.
 */

const policy = extended(`
options: [{ deny: [boot.kernelParams, 'systemd.services.**', 'security.sudo.**'], because: by hand }]
paths: [{ deny: [kept.nix], use: [configuration], because: kept }]
autonomy: { boot: forbidden }
`);

const MAIN = 'configuration.nix';
const BACKDOOR = 'systemd.services.b = { script = "id"; wantedBy = [ "multi-user.target" ]; };';
const BEFORE: Readonly<Record<string, string>> = {
  [MAIN]:
    '{ pkgs, lib, ... }:\n{\n  imports = [ ./users.nix ];\n  networking.hostName = "atlas";\n  boot.kernelParams = [ "quiet" ];\n}\n',
  'dir/default.nix': `{ ${BACKDOOR} }\n`,
  'inert.nix': `{ ... }: { ${BACKDOOR} }\n`,
  'kept.nix': '{ }\n',
  'users.nix': '{ lib, ... }: { users.users.eve.isNormalUser = true; }\n',
};
const DATA: Readonly<Record<string, string>> = { 'secrets.yaml': 'a: b\n', 'flake.lock': '{}\n' };

type Files = Readonly<Record<string, string>>;
/** The main file with more definitions. */
const more = (lines: string): Files => ({
  [MAIN]: (BEFORE[MAIN] ?? '').replace(/\}\n$/u, `  ${lines}\n}\n`),
});
/** Another main file. */
const whole = (text: string): Files => ({ [MAIN]: text });
const imports = (item: string): Files => ({
  [MAIN]: (BEFORE[MAIN] ?? '').replace('./users.nix', `./users.nix ${item}`),
});
const params = (value: string): Files => ({ [MAIN]: (BEFORE[MAIN] ?? '').replace('[ "quiet" ]', value) });
const REST = 'imports = [ ./users.nix ]; networking.hostName = "atlas"; boot.kernelParams = [ "quiet" ];';

const HOSTILE: Readonly<Record<string, Files>> = {
  'a service of root': more(BACKDOOR),
  'the same in a set of sets': more('systemd = { services = { b = { script = "id"; }; }; };'),
  'the same with quoted names': more('"systemd"."services"."b"."script" = "id";'),
  'the same between comments': more('/* a */ systemd /* b */ . services . b . script /* c */ = "id"; # d'),
  'a condition that holds': more('systemd = lib.mkIf true { services.b.script = "id"; };'),
  'a condition that does not hold yet': more('systemd = lib.mkIf false { services.b.script = "id"; };'),
  'a choice': more('systemd = if true then { services.b.script = "id"; } else { };'),
  'a merge': more('systemd = lib.mkMerge [ { services.b.script = "id"; } ];'),
  'a priority': more('systemd.services.b.script = lib.mkForce "id";'),
  'an optional set': more('systemd.services = lib.optionalAttrs true { b.script = "id"; };'),
  'an update': more('systemd = { } // { services.b.script = "id"; };'),
  'an update of a name': more('systemd = lib.x // { };'),
  'a set that refers to itself': more('systemd.services = rec { b.script = c; c = "id"; };'),
  'a name that is computed': more('systemd.services.${lib.x}.script = "id";'),
  'a name above that is computed': more('systemd.${lib.x} = { };'),
  'a first name that is computed': more('${lib.x}.services.b.script = "id";'),
  'a name in a string': more('systemd.${"services"}.b.script = "id";'),
  'a function of sets': more('systemd.services = builtins.mapAttrs (n: v: v) { };'),
  'data from JSON': more('systemd = builtins.fromJSON \'\'{ "services": { "b": { "script": "id" } } }\'\';'),
  'a text from a file': more('systemd.services.b.script = builtins.readFile ./secrets.yaml;'),
  'what is inherited': more('inherit (lib.x) systemd;'),
  'what is inherited below': more('systemd = { inherit (lib.x) services; };'),
  'a name bound around the module': whole(
    `{ lib, ... }: let s = { services.b.script = "id"; }; in { systemd = s; ${REST} }`,
  ),
  'another binding around the module': whole(
    `{ lib, ... }: let p = [ "init=/bin/sh" ]; in { ${REST.replace('[ "quiet" ]', 'p')} }`,
  ),
  'names that are brought in': whole(`{ lib, ... }: with lib.x; { ${REST} }`),
  'an argument with a default': whole(
    `{ p ? [ "init=/bin/sh" ], ... }: { ${REST.replace('[ "quiet" ]', 'p')} }`,
  ),
  'an assertion around it': whole(`{ lib, ... }: assert true; { ${REST} ${BACKDOOR} }`),
  'a module in parts': whole(`{ lib, ... }: lib.mkMerge [ { ${REST} } { ${BACKDOOR} } ]`),
  'a module by its config': whole(
    `{ lib, ... }: { config = { ${REST.replace('imports = [ ./users.nix ];', '')} ${BACKDOOR} }; }`,
  ),
  'a config from a file': whole(`{ lib, ... }: { config = import ./inert.nix { }; }`),
  'a module that is a call': whole('args: import ./inert.nix args'),
  'a module with lines that end otherwise': whole(
    (BEFORE[MAIN] ?? '').replace(/\}\n$/u, `${BACKDOOR}}\n`).replaceAll('\n', '\r\n'),
  ),
  'a text that is no Nix': whole('{ ... }: { '),
  'a file that lay there': imports('./inert.nix'),
  'a directory that lay there': imports('./dir'),
  'a file by a computed path': imports('(./. + "/inert.nix")'),
  'a file by a text': imports('"/etc/nixos/inert.nix"'),
  'a file that is called': imports('(import ./inert.nix)'),
  'a module in the list': imports('{ systemd.services.b.script = "id"; }'),
  'a file from elsewhere': imports('/home/eve/x.nix'),
  'a file of the search path': imports('<evil>'),
  'what is fetched': imports('(builtins.fetchTarball "https://example.org/x.tar.gz")'),
  'a change in another module': {
    'users.nix': `{ lib, ... }: { users.users.eve.isNormalUser = true; ${BACKDOOR} }\n`,
  },
  'an import in another module': {
    'users.nix': '{ lib, ... }: { imports = [ ./inert.nix ]; users.users.eve.isNormalUser = true; }\n',
  },
  'another file under the same name': { 'users.nix': 'import ./inert.nix\n' },
  'a kernel parameter': params('[ "quiet" "init=/bin/sh" ]'),
  'a kernel parameter that goes': params('[ ]'),
  'a forced kernel parameter': params('lib.mkForce [ "init=/bin/sh" ]'),
  'a kernel parameter behind': params('lib.mkAfter [ "init=/bin/sh" ]'),
  'a kernel parameter that is added': params('[ "quiet" ] ++ [ "init=/bin/sh" ]'),
  'a kernel parameter that is computed': params('[ "${lib.x}" ]'),
  'a set above the kernel parameters': more('boot = builtins.mapAttrs (n: v: v) { };'),
  'the rules of sudo': more('security.sudo.extraConfig = "eve ALL=(ALL) NOPASSWD: ALL";'),
  'a set above the rules of sudo': more('security = lib.x;'),
  'another system that boots': more('specialisation.a.configuration.boot.kernelParams = [ "init=/bin/sh" ];'),
  'a child of the system': more('nesting.children = [ { systemd.services.b.script = "id"; } ];'),
  'a container': more('containers.a.config.systemd.services.b.script = "id";'),
  'an account with the number of root': more('users.users.mallory.uid = 0;'),
  'the same by the old name': more('users.extraUsers.mallory.uid = 0;'),
  'a member of the administrators': more('users.users.eve.extraGroups = [ "wheel" ];'),
  'the administrators with a member': more('users.groups.wheel.members = [ "eve" ];'),
  'a text at every switch': more('system.activationScripts.b = "id";'),
  'an overlay': more('nixpkgs.overlays = [ (final: prev: { }) ];'),
  'a wrapper': more('security.wrappers.b.source = "/bin/sh";'),
  'modules that no longer count': more('disabledModules = [ "security/sudo.nix" ];'),
  'arguments of modules': more('_module.args.pkgs = import /home/eve/pkgs { };'),
  'options of its own': whole(
    `{ lib, ... }: { options.b = lib.mkOption { default = "id"; }; config = { ${REST.replace('imports = [ ./users.nix ];', '')} }; }`,
  ),
  'what the environment says': more('networking.domain = builtins.getEnv "DOMAIN";'),
  'a file that is kept': { 'kept.nix': `{ ${BACKDOOR} }\n` },
  'data that something reads': { ...more('# another system'), 'secrets.yaml': 'a: c\n' },
  'a module that something may call': { 'inert.nix': '{ }\n' },
  'other inputs': { ...more('# another system'), 'flake.lock': '{ "nodes": {} }\n' },
  'a flake': { 'flake.nix': '{ outputs = _: { }; }\n' },
};

const HARMLESS: Readonly<Record<string, Files>> = {
  'a comment': more('# a comment'),
  'another order': whole(
    `{ lib, pkgs, ... }: { boot.kernelParams = [ "quiet" ]; networking.hostName = "atlas"; imports = [ ./users.nix ]; }`,
  ),
  'another host name': { [MAIN]: (BEFORE[MAIN] ?? '').replace('"atlas"', '"other"') },
  'a package': more('environment.systemPackages = [ pkgs.htop ];'),
  'a service that policy lets pass': more('services.nginx.enable = true;'),
};

/** A run that asks for something harmless on a host where the text that runs was seen, and then changed. */
async function played(files: Files) {
  const run = begin(ENABLE_DOCKER, { policy, configuration: BEFORE });
  const write = async (written: Files): Promise<void> => {
    for (const [name, text] of Object.entries(written))
      await run.host.files.write(`/etc/nixos/${name}`, text);
  };
  await write(DATA);
  const { commit } = await run.host.snapshots.take('clean', 'what runs');
  await run.host.evaluate.keepText((await run.host.systems.links()).running, commit);
  const { signal } = new AbortController();
  const clean = await run.host.evaluate.facts({ kind: 'live' }, { options: [], packages: [] }, signal);
  if (clean.ok) await run.host.evaluate.keepSystem(clean.value, (value) => value);
  await write(files);
  return { end: await play(run), said: run.said };
}

describe('written first, and applied by something else', () => {
  it.each(Object.entries(HOSTILE))('is refused: %s', async (_, files) => {
    const { end, said } = await played(files);
    expect([end, said]).toEqual(['failed', expect.stringMatching(/POL001|NIX\d/u)]);
  });

  it.each(Object.entries(HARMLESS))('is applied: %s', async (_, files) => {
    const { end, said } = await played(files);
    expect([end, said]).toEqual(['verified', expect.any(String)]);
  });
});
