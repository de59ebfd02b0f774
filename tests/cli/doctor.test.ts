import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeHost, nixosAi, type CliOptions, type Host } from '../lib/cli.ts';
import { hashTree, readHostState } from '../lib/host-state.ts';
import { until } from '../lib/until.ts';

interface Told {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly findings: readonly { readonly code: string; readonly severity: string }[];
  }[];
}

const SLOW = 120_000;

/** Puts a host back after it was broken. */
type Mend = () => void;
type Break = (host: Host) => Mend | Promise<Mend>;

/** Writes a file, and gives what brings back what was there. */
function put(path: string, text: string): Mend {
  const before = existsSync(path) ? readFileSync(path) : undefined;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return () => (before === undefined ? rmSync(path) : writeFileSync(path, before));
}

function mode(path: string, bits: number, usual: number): Mend {
  chmodSync(path, bits);
  return () => chmodSync(path, usual);
}

function relink(path: string, target: string): Mend {
  const before = readlinkSync(path);
  unlinkSync(path);
  symlinkSync(target, path);
  return () => {
    unlinkSync(path);
    symlinkSync(before, path);
  };
}

function away(path: string): Mend {
  renameSync(path, `${path}.away`);
  return () => renameSync(`${path}.away`, path);
}

const state = (host: Host, name: string): string => join(host.dir, 'var/lib/nixos-ai', name);
const nixos = (host: Host, name: string): string => join(host.dir, 'etc/nixos', name);
const settingsOf = (host: Host): string => join(host.dir, 'nixos-ai.yaml');
const tell = async (host: Host, options: CliOptions = {}) => {
  const result = await nixosAi(['doctor', '--json'], { host: host.dir, ...options });
  const told = result.lines()[0] as unknown as Told | undefined;
  if (told === undefined) throw new Error(`no answer: ${result.stderr}`);
  const found = told.checks.flatMap(({ findings }) =>
    findings.map(({ severity, code }) => `${severity} ${code}`),
  );
  return { ...result, told, found };
};

describe('doctor', { timeout: SLOW }, () => {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost('--git');
    // A journal, snapshots and a lock file are there once something was planned.
    const planned = await nixosAi(['ask', 'install htop', '--dry-run'], { host: host.dir });
    if (planned.exitCode !== 0) throw new Error(planned.stdout + planned.stderr);
  });
  afterAll(async () => host.end());

  test('finds nothing on a new host, says so, and changes nothing', async () => {
    const before = { ...readHostState(host.dir), state: hashTree(state(host, '.')) };
    const said = await nixosAi(['doctor'], { host: host.dir });
    expect(said.stderr).toBe('');
    expect(said.stdout).toMatch(/^✓ nix .+$/mu);
    expect(said.stdout).not.toMatch(/^[!✗]/mu);
    expect(said.stdout.trimEnd().split('\n').at(-1)).toBe('This host can be changed: no problems found.');
    expect(said.exitCode).toBe(0);
    const json = await tell(host);
    expect(json).toMatchObject({ exitCode: 0, found: [], told: { ok: true } });
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync('schemas/event.schema.json', 'utf8')) as object,
    );
    validate(json.told);
    expect(validate.errors ?? []).toEqual([]);
    expect({ ...readHostState(host.dir), state: hashTree(state(host, '.')) }).toEqual(before);
  });

  test.each<readonly [string, string, Break]>([
    ['the state is open to all', 'error DOC061', (it) => mode(state(it, '.'), 0o755, 0o700)],
    [
      'the configuration does not parse',
      'error NIX001',
      (it) => put(nixos(it, 'configuration.nix'), '{ a = 1 }\n'),
    ],
    [
      'a file of it is a loop',
      'error DOC023',
      (it) => (symlinkSync('loop.nix', nixos(it, 'loop.nix')), () => unlinkSync(nixos(it, 'loop.nix'))),
    ],
    ['there is no configuration.nix', 'error DOC022', (it) => away(nixos(it, 'configuration.nix'))],
    [
      'a link leads out',
      'warning DOC025',
      (it) => (symlinkSync('/etc/hostname', nixos(it, 'name')), () => unlinkSync(nixos(it, 'name'))),
    ],
    [
      'the profile dangles',
      'error DOC041',
      (it) => relink(join(it.dir, 'nix/var/nix/profiles/system'), 'system-99-link'),
    ],
    ['no system runs', 'error DOC040', (it) => away(join(it.dir, 'run/current-system'))],
    [
      'lists are left over',
      'warning DOC054',
      (it) => put(join(it.dir, 'run/nixos/start-list'), 'nginx.service\n'),
    ],
    [
      'the policy is none',
      'error POL012',
      (it) => put(join(it.dir, 'etc/nixos-ai/policy.yaml'), 'policy: 1\nrisks: []\n'),
    ],
    ['the settings are none', 'error CFG002', (it) => put(settingsOf(it), 'host: { style: spiral }\n')],
    ['the snapshots have no HEAD', 'error DOC064', (it) => put(state(it, 'snapshots.git/HEAD'), '')],
    ['the checkpoint is gone', 'error AUD005', (it) => away(state(it, 'checkpoint.json'))],
    ['the journal is no database', 'error AUD009', (it) => put(state(it, 'journal.db'), 'x'.repeat(9000))],
    [
      'the boot menu is empty',
      'error DOC031',
      (it) => (
        renameSync(join(it.dir, 'boot/loader/entries'), join(it.dir, 'entries')),
        mkdirSync(join(it.dir, 'boot/loader/entries')),
        () => (
          rmSync(join(it.dir, 'boot/loader/entries'), { recursive: true }),
          renameSync(join(it.dir, 'entries'), join(it.dir, 'boot/loader/entries'))
        )
      ),
    ],
    [
      'a generation is gone',
      'warning DOC044',
      (it) => (
        symlinkSync('/nix/store/gone', join(it.dir, 'nix/var/nix/profiles/system-77-link')),
        () => unlinkSync(join(it.dir, 'nix/var/nix/profiles/system-77-link'))
      ),
    ],
    [
      'the service manager is not there',
      'error DOC050',
      (it) =>
        put(
          settingsOf(it),
          readFileSync(settingsOf(it), 'utf8').replace(
            /systemctl:\n.+\n/u,
            'systemctl: [/nowhere/systemctl]\n',
          ),
        ),
    ],
    [
      'a provider has no key',
      'error LLM005',
      (it) =>
        put(
          settingsOf(it),
          `${readFileSync(settingsOf(it), 'utf8')}providers: { far: { kind: openai, key-env: NIXOS_AI_NO_SUCH_KEY } }\nplanner: { order: [far] }\n`,
        ),
    ],
    [
      'a timer is set for no run',
      'warning DOC072',
      (it) => {
        const unit = 'nixos-ai-dead-man-20261122-100000-beef';
        const program = (name: string): string => join(it.dir, 'run/current-system/sw/bin', name);
        execFileSync(program('systemd-run'), [`--unit=${unit}`, '--on-active=600', '--', 'true'], {
          stdio: 'ignore',
        });
        return () => execFileSync(program('systemctl'), ['stop', `${unit}.timer`]);
      },
    ],
    [
      'the switch lock is held',
      'warning DOC053',
      async (it) => {
        const file = join(it.dir, 'run/nixos/switch-to-configuration.lock');
        const holder = spawn('flock', [file, 'sh', '-c', 'echo held; exec sleep 600'], { detached: true });
        await once(holder.stdout, 'data');
        return () => process.kill(-Number(holder.pid), 'SIGKILL');
      },
    ],
  ])('says it when %s', async (_what, expected, damage) => {
    const mend = await damage(host);
    try {
      const { found, exitCode } = await tell(host);
      expect(found).toContain(expected);
      expect(exitCode).toBe(found.some((code) => code.startsWith('error')) ? 1 : 0);
    } finally {
      mend();
    }
  });

  test('finds nothing any more once all of that is mended', async () => {
    expect((await tell(host)).found).toEqual([]);
  });

  test('names the place in a file that does not parse, and what to do', async () => {
    const mend = put(nixos(host, 'configuration.nix'), '{\n  a = 1\n}\n');
    const said = await nixosAi(['doctor'], { host: host.dir });
    mend();
    expect(said.exitCode).toBe(1);
    expect(said.stdout).toContain(`${nixos(host, 'configuration.nix')}:3:1: `);
    expect(said.stdout).toMatch(/^✗ syntax/mu);
  });

  test('does not wait for a service manager that hangs', { timeout: SLOW }, async () => {
    const hang = join(host.base, 'hang');
    // It hangs for longer than a test may take.
    writeFileSync(hang, '#!/bin/sh\nsleep 600\n', { mode: 0o755 });
    const text = readFileSync(settingsOf(host), 'utf8');
    const mend = put(settingsOf(host), text.replace(/systemctl:\n.+\n/u, `systemctl: [${hang}]\n`));
    const { found, exitCode } = await tell(host);
    mend();
    expect(found).toContain('error DOC001');
    expect(exitCode).toBe(1);
  });

  test('ends although a file operation hangs', { timeout: SLOW }, async () => {
    const head = state(host, 'snapshots.git/HEAD');
    const text = readFileSync(head);
    rmSync(head);
    execFileSync('mkfifo', [head]);
    const { found, exitCode } = await tell(host);
    rmSync(head);
    writeFileSync(head, text);
    expect(found).toEqual(['error DOC001']);
    expect(exitCode).toBe(1);
  });

  test('waits for no pipe in the place of a file', async () => {
    execFileSync('mkfifo', [join(host.dir, 'run/nixos/reload-list')]);
    const { found, exitCode } = await tell(host);
    rmSync(join(host.dir, 'run/nixos/reload-list'));
    expect(found).toEqual(['error DOC002']);
    expect(exitCode).toBe(1);
  });

  test('without Nix says so', async () => {
    const empty = join(host.base, 'bin');
    mkdirSync(empty);
    const { found, exitCode } = await tell(host, { env: { PATH: empty } });
    expect(found).toEqual(expect.arrayContaining(['error DOC011', 'error DOC014', 'error DOC015']));
    expect(exitCode).toBe(1);
  });

  test('of a directory that is no host is wrong usage', async () => {
    const result = await nixosAi(['doctor', '--host', host.base]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('HOST001');
  });

  test('finds a run that was killed while it changed the host, and nothing once it was resumed', async () => {
    const env = { NIXOS_AI_FAULT: 'exec:systemd-run after#2' };
    const killed = await nixosAi(['install htop', '--yes'], { host: host.dir, env });
    expect(killed.exitCode).toBeNull();
    const told = await tell(host);
    expect(told.found).toContain('error DOC071');
    expect(told.exitCode).toBe(1);
    expect(JSON.stringify(told.told)).toContain('nixos-ai resume');
    const resumed = await nixosAi(['resume', '--yes'], { host: host.dir });
    expect(resumed).toMatchObject({ exitCode: 0 });
    const after = await tell(host);
    expect(after.found).toEqual([]);
    expect(readdirSync(state(host, '.'))).toContain('journal.db');
  });

  test('names the run that holds the host', async () => {
    const run = nixosAi(['install', 'tree', '--yes'], { host: host.dir });
    await until(
      async () => (await tell(host)).found.includes('warning DOC070') || undefined,
      'a doctor who names the run',
    );
    expect((await run).exitCode).toBe(0);
  });
});

test(
  'doctor of a flake names a host that it does not have, and files that it does not see',
  { timeout: SLOW },
  async () => {
    const host = await makeHost('--flake', '--git');
    try {
      const env = { NIX_CONFIG: 'experimental-features = nix-command flakes' };
      expect(await tell(host, { env })).toMatchObject({ found: [], exitCode: 0 });
      expect((await tell(host, { env: { NIX_CONFIG: '', NIX_CONF_DIR: host.base } })).found).toEqual([
        'info DOC018',
      ]);
      writeFileSync(nixos(host, 'new.nix'), '{ }\n');
      appendFileSync(nixos(host, 'users.nix'), '\n');
      const text = readFileSync(settingsOf(host), 'utf8');
      writeFileSync(settingsOf(host), text.replace('attribute: sandbox', 'attribute: laptop'));
      const told = await tell(host, { env });
      expect(told.found).toEqual(expect.arrayContaining(['error DOC024', 'warning DOC027', 'info DOC028']));
      expect(told.exitCode).toBe(1);
    } finally {
      await host.end();
    }
  },
);
