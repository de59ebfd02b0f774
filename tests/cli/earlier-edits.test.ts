import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';

// A run is a real evaluation, build and switch.
const SLOW = 240_000;

/** What a policy may say so that one person cannot make a service of root. */
const STRICT = `policy: 1
extends: default
autonomy: { package: automatic, service: two-people, network: two-people, access: two-people, boot: forbidden }
options: [{ deny: [boot.kernelParams, 'systemd.services.**', services.openssh.settings.PasswordAuthentication], because: by hand }]
`;
const SCRIPT = 'install -m 4755 /bin/dash /run/dash';

describe('what was edited before and is not live yet', { timeout: SLOW }, () => {
  let host: Host;
  let policy: string;
  let clean: string;
  const configuration = () => join(host.dir, 'etc/nixos/configuration.nix');
  const elsewhere = () => join(host.base, 'elsewhere.nix');
  const na = async (...args: readonly string[]) => nixosAi([...args, '--json'], { host: host.dir });
  const write = (lines: string): void =>
    writeFileSync(
      configuration(),
      clean.replace('  system.stateVersion', `  ${lines}\n  system.stateVersion`),
    );

  beforeAll(async () => {
    host = await makeHost();
    policy = join(host.dir, 'etc/nixos-ai/policy.yaml');
    mkdirSync(dirname(policy), { recursive: true });
    writeFileSync(elsewhere(), '{ }\n');
    const made = readFileSync(configuration(), 'utf8');
    writeFileSync(configuration(), made.replace('imports = [', `imports = [\n    ${elsewhere()}`));
    // What runs is from here on a text that was seen.
    await na('apply', '--yes');
    clean = readFileSync(configuration(), 'utf8');
  }, SLOW);
  afterEach(() => {
    rmSync(policy, { force: true });
    writeFileSync(configuration(), clean);
    writeFileSync(elsewhere(), '{ }\n');
  });
  afterAll(async () => host.end());

  it.each<[string, () => void, readonly string[]]>([
    [
      'a service of root that policy denies',
      () =>
        write(`systemd.services.backdoor = { script = "${SCRIPT}"; wantedBy = [ "multi-user.target" ]; };`),
      ['systemd.services.backdoor.script', 'by hand'],
    ],
    [
      'a parameter of the kernel',
      () => write('boot.kernelParams = [ "init=/bin/sh" ];'),
      ['boot.kernelParams', 'by hand'],
    ],
    [
      'a denied option by its old name',
      () => write('services.openssh.passwordAuthentication = false;'),
      ['services.openssh.settings.PasswordAuthentication', 'by hand'],
    ],
    [
      'a condition around what policy denies',
      () => write('systemd = pkgs.lib.mkIf (1 == 1) { services.backdoor.script = "true"; };'),
      ['systemd.services.backdoor.script'],
    ],
    [
      'an option of a forbidden class',
      () => write(`system.activationScripts.x = "${SCRIPT}";`),
      ['system.activationScripts.x', 'boot'],
    ],
    [
      'a file that it imports from elsewhere',
      () => writeFileSync(elsewhere(), `{ systemd.services.backdoor.script = "${SCRIPT}"; }\n`),
      ['what it reads from elsewhere'],
    ],
    [
      'a text that computes what it defines',
      () => write(`security = builtins.fromJSON ''{ "sudo": { "wheelNeedsPassword": false } }'';`),
      ['security'],
    ],
  ])('is judged as a change of its own: %s', async (_, edit, told) => {
    writeFileSync(policy, STRICT);
    edit();
    for (const args of [
      ['apply', '--yes'],
      ['install nano', '--yes'],
    ]) {
      const result = await na(...args);
      expect([result.exitCode, args, result.stdout]).toEqual([1, args, expect.stringContaining('POL001')]);
      for (const text of told) expect([args, result.stdout]).toEqual([args, expect.stringContaining(text)]);
    }
  });

  it('is judged where it does not evaluate, and the change is what repairs it', async () => {
    writeFileSync(policy, STRICT);
    write(`systemd.services.backdoor.script = "${SCRIPT}";`);
    const text = readFileSync(configuration(), 'utf8');
    writeFileSync(configuration(), text.replace(/time\.timeZone = "[^"]*";/u, 'time.timeZone = 5;'));
    const runbook = join(host.base, 'zone.yaml');
    const steps = 'steps: [{ id: zone, edit: [{ set: time.timeZone, to: Europe/Paris }] }]\n';
    writeFileSync(runbook, `runbook: zone\nversion: 1\ndescription: A zone.\n${steps}`);
    const result = await na('run', runbook, '--yes');
    expect([result.exitCode, result.stdout]).toEqual([1, expect.stringContaining('POL001')]);
    expect(result.stdout).toContain('systemd.services.backdoor.script');
  });

  it.each<[string, readonly string[]]>([
    ['POL005', ['set', 'systemd.services.backdoor.script', SCRIPT]],
    ['POL005', ['set', 'systemd.services.backdoor', `{ script: "${SCRIPT}" }`, '--no-check']],
    ['POL005', ['set', 'boot.kernelParams', '["init=/bin/sh"]']],
    ['POL005', ['add', 'boot.kernelParams', 'init=/bin/sh']],
    ['POL005', ['remove', 'boot.kernelParams', 'quiet']],
    ['POL005', ['unset', 'boot.kernelParams']],
    ['POL005', ['unset', 'boot', '--no-check']],
    ['POL005', ['unset', 'systemd.services']],
    ['POL005', ['set', 'services.openssh.passwordAuthentication', 'true', '--no-check']],
    ['POL005', ['rename', 'boot.kernelModules', 'boot.kernelParams']],
    ['POL005', ['rename', 'boot.kernelParams', 'boot.kernelModules']],
    ['POL005', ['set', 'boot.kernelParams', '["init=/bin/sh"]', '--file', 'configuration.nix']],
    ['POL001', ['set', 'system.activationScripts.x', SCRIPT]],
    ['POL001', ['set', 'users.users.eve.uid', '0', '--no-check']],
  ])('is not written where policy forbids it: %s for edit %j', async (code, [verb = '', ...words]) => {
    writeFileSync(policy, STRICT);
    const args = words.map((word) => (word === 'configuration.nix' ? configuration() : word));
    const result = await na('edit', verb, ...args);
    expect([result.exitCode, result.stdout]).toEqual([2, expect.stringContaining(code)]);
    expect(readFileSync(configuration(), 'utf8')).toBe(clean);
  });

  it('is written where policy allows it', async () => {
    writeFileSync(policy, STRICT);
    expect((await na('edit', 'set', 'services.nginx.enable', 'true')).exitCode).toBe(0);
    expect(readFileSync(configuration(), 'utf8')).toContain('services.nginx.enable = true;');
  });
});

describe('a file that policy keeps', { timeout: SLOW }, () => {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost();
    const tree = join(host.dir, 'etc/nixos');
    const main = join(tree, 'configuration.nix');
    mkdirSync(join(tree, 'kept'));
    writeFileSync(join(tree, 'kept/zone.nix'), '{ time.timeZone = "Europe/Berlin"; }\n');
    symlinkSync('kept/zone.nix', join(tree, 'zone.nix'));
    symlinkSync('zone.nix', join(tree, 'again.nix'));
    symlinkSync('kept', join(tree, 'shown'));
    const text = readFileSync(main, 'utf8').replace('time.timeZone = "Europe/Berlin";', '');
    writeFileSync(main, text.replace('imports = [', 'imports = [\n    ./again.nix'));
    mkdirSync(join(host.dir, 'etc/nixos-ai'), { recursive: true });
  }, SLOW);
  afterAll(async () => host.end());

  it.each(['kept/**', 'kept/zone.nix', 'zone.nix', 'again.nix', 'shown/**', '*.nix'])(
    'is kept under each of its names: %s',
    async (denied) => {
      const text = `policy: 1\nextends: default\npaths: [{ deny: ['${denied}'], use: [configuration], because: kept }]\n`;
      writeFileSync(join(host.dir, 'etc/nixos-ai/policy.yaml'), text);
      const runbook = join(host.base, 'zone.yaml');
      const steps = 'steps: [{ id: zone, edit: [{ set: time.timeZone, to: Europe/Paris }] }]\n';
      writeFileSync(runbook, `runbook: zone\nversion: 1\ndescription: A zone.\n${steps}`);
      const run = await nixosAi(['run', runbook, '--dry-run', '--json'], { host: host.dir });
      expect([run.exitCode, run.stdout]).toEqual([1, expect.stringContaining('kept (')]);
      const edit = await nixosAi(['edit', 'set', 'time.timeZone', 'Europe/Paris', '--json'], {
        host: host.dir,
      });
      expect([edit.exitCode, edit.stdout]).toEqual([2, expect.stringContaining('POL007')]);
      expect(readFileSync(join(host.dir, 'etc/nixos/kept/zone.nix'), 'utf8')).toContain('Berlin');
    },
  );
});
