import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';
const eventSchema = JSON.parse(readFileSync('schemas/event.schema.json', 'utf8')) as object;

type HostState = ReturnType<typeof readHostState>;

/** The state of a host but for the file that these tests write. */
const withoutPolicy = ({ etc, ...rest }: HostState) => ({
  ...rest,
  etc: Object.fromEntries(Object.entries(etc).filter(([name]) => !name.startsWith('nixos-ai/'))),
});

// A run is a real evaluation, build and switch; here are up to four of them.
const SLOW = 240_000;

describe('the policy of a host', { timeout: SLOW }, () => {
  let host: Host;
  let file: string;
  beforeAll(async () => {
    host = await makeHost();
    file = join(host.dir, 'etc/nixos-ai/policy.yaml');
    mkdirSync(dirname(file), { recursive: true });
  });
  afterEach(() => rmSync(file, { force: true }));
  afterAll(async () => host.end());

  const as = async (user: string, ...args: readonly string[]) =>
    nixosAi([...args, '--json'], { host: host.dir, env: { NIXOS_AI_SANDBOX_USER: user } });
  const policy = (text: string): void => writeFileSync(file, `policy: 1\nextends: default\n${text}`);
  const runbook = (steps: string): string => {
    const path = join(host.base, 'r.yaml');
    writeFileSync(path, HEAD + steps);
    return path;
  };
  const explain = async (run?: string) =>
    (await as('alice', 'policy', 'explain', ...(run === undefined ? [] : [run]))).lines()[0];

  it('that lets a class pass asks nobody, and says which rule did', async () => {
    policy('autonomy: { package: automatic }\n');
    const result = await as('alice', 'install htop');
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('policy allows this class of change');
    expect(await explain()).toMatchObject({
      type: 'policy',
      decision: {
        need: 'automatic',
        class: 'package',
        origin: 'generated',
        rules: [{ kind: 'risk', about: 'environment.systemPackages', needAt: { file, line: 3 } }],
      },
    });
  });

  it('that keeps a file keeps it under the name of a link, too', async () => {
    policy('paths: [{ deny: [hardware-configuration.nix], use: [configuration], because: by hand }]\n');
    const tree = join(host.dir, 'etc/nixos');
    const kept = join(host.base, 'kept');
    cpSync(tree, kept, { recursive: true });
    const zone = 'time.timeZone = "Europe/Berlin";';
    const change = (name: string, from: string, to: string): void => {
      const text = readFileSync(join(tree, name), 'utf8');
      expect(text).toContain(from);
      writeFileSync(join(tree, name), text.replace(from, to));
    };
    change('configuration.nix', './hardware-configuration.nix', './hw.nix');
    change('configuration.nix', zone, '');
    change('hardware-configuration.nix', '\n{\n', `\n{\n  ${zone}\n`);
    symlinkSync('hardware-configuration.nix', join(tree, 'hw.nix'));
    const steps = '  - { id: zone, edit: [{ set: time.timeZone, to: Europe/Paris }] }\n';
    const result = await as('alice', 'run', runbook(steps), '--yes');
    rmSync(tree, { recursive: true });
    cpSync(kept, tree, { recursive: true });
    expect([result.exitCode, result.stdout]).toEqual([
      1,
      expect.stringContaining('file hardware-configuration.nix'),
    ]);
    expect(result.stdout).toContain('POL001');
  });

  it('that wants two people to open a port by a condition has to have them, whatever is automatic', async () => {
    policy(`autonomy: { package: automatic, service: automatic, network: automatic }
conditions:
  - { id: ports-opened, when: plan.ports.tcp.opened.size() > 0, need: two-people, because: more is reached from outside }
approvers: { users: [bob], groups: [] }
`);
    const before = readHostState(host.dir);
    const asked = await as('alice', 'open port 8080', '--yes');
    const run = String(asked.lines()[0]?.['run']);
    expect(asked.exitCode).toBe(7);
    expect(asked.stdout).toContain('(bob)');
    expect(readHostState(host.dir)).toEqual(before);
    expect(await explain(run)).toMatchObject({
      decision: {
        need: 'two-people',
        rules: [{ kind: 'condition', about: 'ports-opened', at: { file, line: 5 } }, {}],
      },
    });

    const stranger = await as('carol', 'approve', run, '--yes');
    expect(stranger.exitCode).toBe(2);
    expect(stranger.lines()[0]).toMatchObject({ code: 'POL008' });

    const approved = await as('bob', 'approve', run, '--yes');
    expect(approved.exitCode).toBe(0);
    expect(approved.stdout).toContain('approved by bob');
    expect(approved.lines().at(-1)).toMatchObject({ run, outcome: 'verified' });
  });

  it('refuses an option before anything is evaluated: no run begins', async () => {
    policy(`options: [{ deny: [virtualisation.docker.**], because: we use podman }]\n`);
    const before = readHostState(host.dir);
    const result = await as(
      'alice',
      'run',
      runbook('  - id: a\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n'),
      '--yes',
    );
    expect(result.exitCode).toBe(2);
    expect(result.lines()).toMatchObject([
      {
        type: 'finding',
        code: 'POL005',
        message: expect.stringContaining(`we use podman (policy: ${file}:3)`),
        position: { line: 6 },
      },
    ]);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('refuses a change that a condition forbids, and tells why afterwards', async () => {
    policy(
      `conditions: [{ id: no-docker, when: "'docker.service' in plan.units.added", need: forbidden, because: not here }]\n`,
    );
    const result = await as('alice', 'enable docker', '--yes');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('POL001');
    expect(await explain()).toMatchObject({
      decision: { need: 'forbidden', rules: [{ about: 'no-docker' }, {}] },
    });
  });

  it('refuses a configuration file that edits may not change', async () => {
    policy(`paths: [{ deny: ['*.nix'], use: [configuration], because: frozen }]\n`);
    const result = await as('alice', 'enable docker', '--yes');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('frozen');
  });

  it('judges steps without a change of the configuration', async () => {
    const steps = `  - id: a\n    run: { argv: ['true'], undo: ['true'], effect: change }\n`;
    policy('autonomy: { access: forbidden }\n');
    const refused = await as('alice', 'run', runbook(steps), '--yes');
    expect(refused.exitCode).toBe(5);
    expect(refused.stdout).toContain("policy forbids this 'access' change");
    expect(await explain()).toMatchObject({ decision: { need: 'forbidden', rules: [{ about: 'step a' }] } });
    policy('commands: [{ deny: [["true"]], because: x }]\n');
    expect((await as('alice', 'run', runbook(steps), '--yes')).lines()).toMatchObject([
      { code: 'POL006' },
      { code: 'POL006' },
    ]);
  });

  it('that became stricter after the approval stops the run before anything is written', async () => {
    policy('autonomy: { service: confirm }\n');
    const before = withoutPolicy(readHostState(host.dir));
    const steps =
      '  - id: pause\n    wait: 20s\n  - id: a\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n';
    const running = as('alice', 'run', runbook(steps), '--yes');
    for (let waits = false; !waits;) {
      const events = (await as('alice', 'show')).lines();
      waits = events.some((event) => event['node'] === 'step:pause');
    }
    policy('autonomy: { service: two-people }\n');
    const result = await running;
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain("policy now requires 'two-people'");
    expect(withoutPolicy(readHostState(host.dir))).toEqual(before);
  });

  it.each<[string, () => void]>([
    ['is wrong', () => writeFileSync(file, 'policy: 1\nrisk: 5\n')],
    [
      'has a wrong condition',
      () => policy(`conditions: [{ id: a, when: plan.x, need: confirm, because: b }]\n`),
    ],
    ['is a link that leads nowhere', () => symlinkSync('/nowhere/policy.yaml', file)],
    ['is a directory', () => mkdirSync(file)],
    [
      'may be written by everybody',
      () => {
        policy('');
        chmodSync(file, 0o666);
      },
    ],
  ])('that %s refuses every change, and no look', async (_, make) => {
    make();
    const result = await as('alice', 'install jq', '--yes');
    expect(result.exitCode).toBe(2);
    expect(result.lines()).toMatchObject([
      { type: 'finding', code: expect.stringMatching(/^POL01\d$/u), position: { file } },
    ]);
    expect((await as('alice', 'status')).exitCode).toBe(0);
    expect((await as('alice', 'history')).exitCode).toBe(0);
    rmSync(file, { recursive: true });
  });

  it('that is broken does not stand in the way back, but a person has to want it', async () => {
    policy('autonomy: { package: automatic }\n');
    expect((await as('alice', 'install jq')).exitCode).toBe(0);
    writeFileSync(file, 'policy: 1\nrisk: 5\n');
    expect((await as('alice', 'rollback')).exitCode).toBe(5);
    const back = await as('alice', 'rollback', '--yes');
    expect(back.exitCode).toBe(0);
    expect(await explain()).toMatchObject({ decision: { need: 'confirm' } });
  });

  it('is shown as one, and its journal is as the schema says', async () => {
    policy('autonomy: { package: automatic }\n');
    const shown = await nixosAi(['policy', 'show'], { host: host.dir });
    expect(shown.exitCode).toBe(0);
    const path = join(host.base, 'shown.yaml');
    writeFileSync(path, shown.stdout);
    const checked = await nixosAi(['policy', 'check', path], {});
    expect(checked).toMatchObject({ exitCode: 0, stderr: '' });
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(eventSchema);
    const events = (await as('alice', 'show')).lines();
    expect(events.filter((event) => !validate(event))).toEqual([]);
    expect(validate(await explain())).toBe(true);
  });

  it('is checked against the options of its host', async () => {
    policy(
      `options: [{ deny: [services.ngnix.enable], because: x }, { deny: [services.ngnix.enable], because: x }]\n`,
    );
    const result = await as('alice', 'policy', 'check');
    expect(result.exitCode).toBe(0);
    expect(
      result
        .lines()
        .map((line) => String(line['code'] ?? line['type']))
        .sort(),
    ).toEqual(['POL014', 'POL015', 'POL015', 'policy']);
    const wrong = join(host.base, 'wrong.yaml');
    writeFileSync(wrong, 'policy: 1\nrisk: 5\n');
    expect((await nixosAi(['policy', 'check', wrong])).exitCode).toBe(2);
  });
});
