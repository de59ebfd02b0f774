import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { until } from '../lib/until.ts';

const LIST = new URL('../data/nixos-20.09-options.jsonl', import.meta.url).pathname;
const PACKAGES = new URL('../data/nixos-20.09-packages.jsonl', import.meta.url).pathname;

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\n';
const setting = (option: string, value: string): string =>
  `${HEAD}steps:\n  - id: a\n    edit:\n      - set: ${option}\n        to: ${value}\n`;

/** The list in an answer, whose form is in schemas/event.schema.json. */
function listIn(answer: Readonly<Record<string, unknown>> | undefined, member: string) {
  const list = answer?.[member];
  if (!Array.isArray(list)) throw new Error(`no ${member} in ${JSON.stringify(answer)}`);
  return list as readonly { readonly name?: string; readonly attr?: string }[];
}

describe('options of a list, without a host', () => {
  it('finds them by words', async () => {
    const result = await nixosAi(['options', 'search', 'bluetooth', '-n', '3', '--list', LIST, '--json']);
    const [answer] = result.lines();
    const names = listIn(answer, 'options').map(({ name }) => name);
    expect(answer).toMatchObject({ v: 1, type: 'options', query: 'bluetooth' });
    expect(names[0]).toBe('hardware.bluetooth.enable');
    expect(names).toHaveLength(3);
  });

  it('shows one, with its type in words', async () => {
    const result = await nixosAi(['options', 'show', 'services.openssh.ports', '--list', LIST]);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/services\.openssh\.ports\n.*type +list of 16 bit unsigned integer/su);
  });

  it('shows what is in a set of options', async () => {
    const result = await nixosAi(['options', 'show', 'services.nginx', '--list', LIST, '--json']);
    const [answer] = result.lines();
    const children = listIn(answer, 'children');
    expect(children[0]?.name).toBe('services.nginx.enable');
    expect(children.length).toBeGreaterThan(40);
  });

  it.each([
    ['services.ngnix.enable', "'services.nginx.enable'"],
    ['users.users.alice.isNormalUsr', "'users.users.alice.isNormalUser'"],
  ])('names the nearest to %s and ends with 2', async (name, nearest) => {
    const result = await nixosAi(['options', 'show', name, '--list', LIST]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('OPT001');
    expect(result.stderr).toContain(nearest);
  });

  it('finds packages', async () => {
    const result = await nixosAi(['packages', 'search', 'htop', '--list', PACKAGES, '--json']);
    const [answer] = result.lines();
    expect(listIn(answer, 'packages')[0]?.attr).toBe('htop');
  });

  it('says that there is no such list', async () => {
    const result = await nixosAi(['options', 'search', 'x', '--list', '/nowhere']);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('IDX002');
  });
});

describe('options of a host', () => {
  let host: Host;
  const run = async (...args: string[]) => nixosAi(args, { host: host.dir });
  const file = (name: string): string => join(host.dir, 'etc/nixos', name);
  beforeAll(async () => {
    host = await makeHost();
  });
  afterAll(async () => host.end());

  it('shows the current value, the default and where it is declared', async () => {
    const shown = await run('options', 'show', 'networking.hostName');
    expect(shown.stdout).toMatch(/type +string/u);
    expect(shown.stdout).toMatch(/current +"\w+"\n/u);
    expect(shown.stdout).toMatch(/declared in +\/.*\.nix/u);
    const unset = await run('options', 'show', 'virtualisation.docker.enable');
    expect(unset.stdout).toMatch(/current +false \(the default\)/u);
  });

  it('finds options and packages by words', async () => {
    const options = await run('options', 'search', 'docker');
    expect(options.stdout.split('\n')[0]).toContain('virtualisation.docker.enable');
    const packages = await run('packages', 'search', 'htop');
    expect(packages.stdout.split('\n')[0]).toContain('htop');
  });

  it('answers the sentence with the same search', async () => {
    const asked = await run('which option turns on bluetooth?', '--json');
    const found = await run('options', 'search', 'bluetooth', '-n', '10', '--json');
    const [answer, list] = [asked.lines()[0], found.lines()[0]];
    expect(answer?.['options']).toEqual(list?.['options']);
    expect(listIn(answer, 'options').length).toBeGreaterThan(0);
  });

  it('knows what a renamed option is called now, and warns of the old name', async () => {
    const shown = await run('options', 'show', 'services.openssh.permitRootLogin', '--json');
    expect(shown.lines()[0]).toMatchObject({ renamedTo: 'services.openssh.settings.PermitRootLogin' });
    const book = join(host.base, 'old-name.yaml');
    writeFileSync(book, setting('services.openssh.permitRootLogin', '"no"'));
    const planned = await run('run', book, '--dry-run', '--json');
    const finding = planned.lines().find((line) => line['type'] === 'finding');
    expect(finding).toMatchObject({
      code: 'OPT011',
      severity: 'warning',
      fix: "write 'services.openssh.settings.PermitRootLogin'",
    });
    expect(planned.lines().at(-1)?.['type']).not.toBe('finding');
  });

  it('says which file and line wins over an edit', async () => {
    const before = readFileSync(file('configuration.nix'), 'utf8');
    // A module outside of the configuration, so that no edit sees what is in it.
    const outside = join(host.base, 'fixed.nix');
    writeFileSync(outside, '{ lib, ... }:\n{\n  networking.hostName = lib.mkForce "fixed";\n}\n');
    const imported = before.replace(
      './hardware-configuration.nix',
      `./hardware-configuration.nix ${outside}`,
    );
    writeFileSync(file('configuration.nix'), imported);
    const changed = await run('set the hostname to atlas', '--yes');
    expect(changed.exitCode).toBe(1);
    expect(changed.stdout).toContain('PROOF001');
    expect(changed.stdout).toContain(`${outside}:3 sets it to "fixed" with mkForce`);
    expect(readFileSync(file('configuration.nix'), 'utf8')).toBe(imported);
    writeFileSync(file('configuration.nix'), before);
  });

  it('says what another option keeps, and who is there by a file from elsewhere', async () => {
    const before = readFileSync(file('configuration.nix'), 'utf8');
    const outside = join(host.base, 'elsewhere.nix');
    writeFileSync(
      outside,
      `{ lib, ... }:
{
  users.users.carol = { isNormalUser = true; extraGroups = [ "audio" ]; };
  users.users.alice.extraGroups = lib.mkForce [ ];
  users.groups.wheel.members = [ "alice" ];
  networking.firewall.interfaces.wg0.allowedTCPPorts = [ 5432 ];
}
`,
    );
    writeFileSync(
      file('configuration.nix'),
      before.replace('./hardware-configuration.nix', `./hardware-configuration.nix ${outside}`),
    );
    expect((await run('which users are there?')).stdout).toMatch(/alice +wheel *\ncarol +audio/u);
    expect((await run('which ports are open?')).stdout).toMatch(/allowedTCPPorts on wg0 +5432/u);
    const left = await run('remove alice from wheel', '--yes');
    expect([left.exitCode, left.stdout]).toEqual([
      1,
      expect.stringContaining('alice stays in the group wheel: users.groups.wheel.members has "alice"'),
    ]);
    const closed = await run('close port 5432', '--yes');
    expect([closed.exitCode, closed.stdout]).toEqual([
      1,
      expect.stringContaining('5432 stays open: networking.firewall.interfaces opens it on wg0'),
    ]);
    writeFileSync(file('configuration.nix'), before);
  });

  it('says which file and line wins below a set of submodules', async () => {
    const before = readFileSync(file('configuration.nix'), 'utf8');
    const outside = join(host.base, 'people.nix');
    const computed = before.replace(
      './hardware-configuration.nix',
      `./hardware-configuration.nix ${outside}`,
    );
    writeFileSync(
      outside,
      '{ lib, ... }:\n{\n  users.users = lib.mkIf true {\n    alice.extraGroups = lib.mkForce [ "audio" ];\n  };\n}\n',
    );
    writeFileSync(file('configuration.nix'), computed);
    const book = join(host.base, 'people.yaml');
    writeFileSync(
      book,
      `${HEAD}steps:\n  - id: a\n    edit:\n      - add: users.users.alice.extraGroups\n        items: [video]\n`,
    );
    const changed = await run('run', book, '--yes');
    writeFileSync(file('configuration.nix'), before);
    expect(changed.exitCode).toBe(1);
    expect(changed.stdout).toContain(`${outside}:4 sets it to ["audio"] with mkForce`);
  });

  it('uses what it knew while it reads the options again, and refuses nothing because of that', async () => {
    const before = readFileSync(file('configuration.nix'), 'utf8');
    writeFileSync(
      file('own.nix'),
      '{ lib, ... }: { options.own.enable = lib.mkOption { type = lib.types.bool; default = false; description = "Ours."; }; }\n',
    );
    writeFileSync(file('configuration.nix'), before.replace(/imports = \[/u, 'imports = [ ./own.nix'));
    const search = await run('options', 'search', 'docker', '--json');
    expect(search.lines().map((line) => line['code'] ?? line['type'])).toEqual(['IDX001', 'options']);
    const book = join(host.base, 'own.yaml');
    writeFileSync(book, setting('own.enable', 'true'));
    const planned = await run('run', book, '--dry-run');
    expect([planned.exitCode, planned.stderr]).toEqual([0, '']);
    expect(planned.stdout).toContain('own.enable');
  });

  it('has read them by itself after a while', async () => {
    const imports = readFileSync(file('configuration.nix'), 'utf8');
    writeFileSync(file('own.nix'), readFileSync(file('own.nix'), 'utf8').replace('own.enable', 'own.other'));
    const first = await run('options', 'search', 'docker', '--json');
    expect(first.lines()[0]?.['code']).toBe('IDX001');
    const shown = await until(async () => {
      const now = await run('options', 'show', 'own.other');
      return now.exitCode === 0 ? now : undefined;
    }, 'the option that was made');
    expect(shown.stdout).toContain('Ours.');
    expect(shown.stderr).toBe('');
    expect(readFileSync(file('configuration.nix'), 'utf8')).toBe(imports);
    const refreshed = await run('options', 'refresh');
    expect(refreshed.stdout).toMatch(/^\d+ options and \d+ packages are known\.$/mu);
  });

  it('quotes a part of a name that has a dot, as one writes it', async () => {
    writeFileSync(
      file('own.nix'),
      '{ lib, ... }: { options.own."a.b".id = lib.mkOption { type = lib.types.int; default = 1; description = "Ours."; }; }\n',
    );
    expect((await run('options', 'refresh')).exitCode).toBe(0);
    const shown = await run('options', 'show', 'own."a.b".id', '--json');
    expect(shown.lines()[0]).toMatchObject({ name: 'own."a.b".id' });
    const book = join(host.base, 'dots.yaml');
    writeFileSync(book, setting(`'own."a.b".id'`, '2'));
    const planned = await run('run', book, '--dry-run');
    expect([planned.exitCode, planned.stderr]).toEqual([0, '']);
    expect(planned.stdout).toContain('own."a.b".id = 2;');
    writeFileSync(book, setting('own.a.b.id', '2'));
    expect((await run('run', book, '--dry-run')).stderr).toContain('OPT001');
  });

  it('knows all else where a computed default cannot be looked at', async () => {
    writeFileSync(
      file('own.nix'),
      '{ lib, ... }: { options.own.gid = lib.mkOption { type = lib.types.int; default = { }.missing; defaultText = "that of the group"; description = "Ours."; }; }\n',
    );
    const refreshed = await run('options', 'refresh');
    expect([refreshed.exitCode, refreshed.stderr]).toEqual([0, '']);
    const shown = await run('options', 'show', 'own.gid');
    expect(shown.stdout).toContain('Ours.');
    const unset = await run('options', 'show', 'virtualisation.docker.enable');
    expect(unset.stdout).toMatch(/current +false \(the default\)/u);
    const [packages] = (await run('packages', 'search', 'htop', '--json')).lines();
    expect(listIn(packages, 'packages')[0]).toMatchObject({
      attr: 'htop',
      version: expect.stringMatching(/./u),
    });
  });
});
