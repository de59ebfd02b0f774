import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crashSandbox, startSandbox, stopSandbox } from '../../engine/host/sandbox/sandbox.ts';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { until } from '../lib/until.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';
const KERNEL =
  '  - id: kernel\n    edit: [{ set: boot.kernelPackages, to: { pkgs: linuxPackages_latest } }]\n';
const OLD = '  - id: kernel\n    edit: [{ set: boot.kernelPackages, to: { pkgs: linuxPackages } }]\n';
const CHECK = '  - id: health\n    verify: [{ unit: nginx.service, is: active, within: 10s }]\n';

function useHost(): () => Host {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost();
  });
  afterAll(async () => host.end());
  return () => host;
}

async function run(host: Host, steps: string, ...flags: string[]): Promise<CliResult> {
  const file = join(host.base, 'r.yaml');
  writeFileSync(file, HEAD + steps);
  return nixosAi(['run', file, '--yes', '--json', ...flags], { host: host.dir });
}

const resume = async (host: Host): Promise<CliResult> => nixosAi(['resume', '--json'], { host: host.dir });

async function powerCycle(host: Host): Promise<void> {
  await stopSandbox(host.dir);
  expect(await startSandbox(host.dir)).toMatchObject({ ok: true });
}

/** A generation that was the default once stays in the boot menu, as on any NixOS host: what counts is what boots. */
function stateOf({ dir }: Host) {
  const { boot, ...state } = readHostState(dir);
  return { ...state, boot: boot['loader/loader.conf'] };
}

const bootedKernel = (host: Host): string => realpathSync(join(host.dir, 'run/booted-system/kernel'));
const said = (result: CliResult): unknown => result.lines().at(-1)?.['message'];

describe('a change of the kernel', () => {
  const host = useHost();
  let before: ReturnType<typeof stateOf>;
  beforeAll(() => (before = stateOf(host())));

  it('is on trial without its kernel, then waits for the reboot: exit 6', async () => {
    const result = await run(host(), KERNEL + CHECK);
    expect(result.lines().at(-1)).toMatchObject({
      type: 'run-paused',
      outcome: 'pending-reboot',
      exitCode: 6,
    });
    expect(result.exitCode).toBe(6);
    expect(said(result)).toContain('another kernel');
    expect(bootedKernel(host())).toContain('6.12');
    expect(stateOf(host()).profile).not.toBe(before.profile);
  });

  it('is not resumed before it, nothing else is changed, and a plan can still be made', async () => {
    expect((await resume(host())).exitCode).toBe(6);
    const other = await run(
      host(),
      '  - id: x\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n',
    );
    expect([other.exitCode, other.lines()[0]?.['code']]).toEqual([2, 'RUN008']);
    const plan = await nixosAi(['plan', 'enable docker', '--json'], { host: host().dir });
    expect(plan.exitCode).toBe(0);
  });

  it('is left alone by a dead-man timer that comes late', async () => {
    const runs = (await nixosAi(['history', '--json'], { host: host().dir })).lines();
    const pending = runs.find((line) => line['paused'] === 'pending-reboot');
    const args = ['rollback', String(pending?.['run']), '--dead-man', '--yes', '--json'];
    const late = await nixosAi(args, { host: host().dir });
    expect([late.exitCode, late.lines()[0]?.['code']]).toEqual([2, 'RUN005']);
  });

  it('is looked at again after the boot, and verified', async () => {
    await powerCycle(host());
    const result = await resume(host());
    expect(result.exitCode).toBe(0);
    expect(bootedKernel(host())).toContain('6.16');
    expect(result.stdout).toContain('unit nginx.service is active: yes');
  });

  it('keeps the system of before for a rollback, whatever becomes of its generation', () => {
    const roots = join(host().dir, 'var/lib/nixos-ai/roots');
    const [root] = readdirSync(roots);
    expect(realpathSync(join(roots, root ?? ''))).toBe(before.running);
    rmSync(join(host().dir, 'nix/var/nix/profiles/system-1-link'));
    expect(isDead(before.running)).toBe(false);
    renameSync(join(roots, root ?? ''), join(host().base, 'root'));
    expect(isDead(before.running)).toBe(true);
    execFileSync('nix-store', [
      '--realise',
      before.running,
      '--add-root',
      join(roots, root ?? ''),
      '--indirect',
    ]);
  });

  it('is taken back by a reboot too, not live on the other kernel', async () => {
    const back = await nixosAi(['rollback', '--yes', '--json'], { host: host().dir });
    expect(back.exitCode).toBe(6);
    expect(realpathSync(join(host().dir, 'run/current-system/kernel'))).toContain('6.16');
    await powerCycle(host());
    expect((await resume(host())).exitCode).toBe(0);
    const now = stateOf(host());
    expect([now.running, now.configuration]).toEqual([before.running, before.configuration]);
  });
});

/** Whether a collection would take a path: nothing leads to it. */
function isDead(path: string): boolean {
  const roots = execFileSync('nix-store', ['--query', '--roots', path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return roots.trim() === '';
}

describe('a kernel on which a service does not start', () => {
  const host = useHost();
  const gadget = () =>
    [
      '  - id: gadget',
      '    edit:',
      '      - set: systemd.services.gadget.wantedBy',
      '        to: [multi-user.target]',
      '      - set: systemd.services.gadget.serviceConfig.ExecStart',
      `        to: "/bin/sh -c 'grep -q 6.12 ${host().dir}/run/booted-system/kernel && exec sleep 100000'"`,
      '',
    ].join('\n');
  let before: ReturnType<typeof stateOf>;

  it('is taken back by the next boot, once, and remembered', async () => {
    expect((await run(host(), gadget())).exitCode).toBe(0);
    before = stateOf(host());
    expect((await run(host(), KERNEL)).exitCode).toBe(6);
    await powerCycle(host());
    const back = await resume(host());
    expect([back.exitCode, back.lines().at(-1)?.['type']]).toEqual([6, 'run-paused']);
    expect(back.stdout).toContain('gadget.service');
    expect(stateOf(host()).configuration).toEqual(before.configuration);
    await powerCycle(host());
    expect((await resume(host())).exitCode).toBe(3);
    expect(stateOf(host())).toEqual(before);
  });

  it('warns when the very same system is planned again, and asks a person', async () => {
    appendFileSync(
      join(host().dir, 'nixos-ai.yaml'),
      'policy: { boot: automatic, service: automatic, package: automatic }\n',
    );
    const plan = await run(host(), KERNEL, '--dry-run');
    expect(plan.stdout).toContain('QTN001');
    const file = join(host().base, 'r.yaml');
    const nobody = await nixosAi(['run', file, '--json'], { host: host().dir });
    expect([nobody.exitCode, String(said(nobody))]).toEqual([5, expect.stringContaining('QTN001')]);
    const list = await nixosAi(['quarantine', 'list', '--json'], { host: host().dir });
    expect(list.lines()[0]?.['entries']).toHaveLength(1);
    await nixosAi(['quarantine', 'clear'], { host: host().dir });
    expect((await run(host(), KERNEL, '--dry-run')).stdout).not.toContain('QTN001');
  });

  it.each(['journal:step-ended boot after#1', 'journal:step-ended rollback before#1'])(
    'is taken back also when the power goes on the way: %s',
    async (point) => {
      expect((await run(host(), KERNEL)).exitCode).toBe(6);
      await powerCycle(host());
      const cut = await nixosAi(['resume', '--json'], { host: host().dir, env: { NIXOS_AI_FAULT: point } });
      expect(cut.exitCode).toBeNull();
      await crashSandbox(host().dir);
      await startSandbox(host().dir);
      const first = await resume(host());
      if (first.exitCode === 6) await powerCycle(host());
      const last = first.exitCode === 6 ? await resume(host()) : first;
      expect(last.exitCode).toBe(3);
      expect(stateOf(host())).toEqual(before);
    },
  );

  it('is taken back when the boot menu chose the old system', async () => {
    expect((await run(host(), KERNEL)).exitCode).toBe(6);
    await stopSandbox(host().dir);
    const menu = join(host().dir, 'boot/loader/loader.conf');
    writeFileSync(menu, 'timeout 5\ndefault nixos-generation-2.conf\n');
    await startSandbox(host().dir);
    expect((await resume(host())).exitCode).toBe(3);
    expect(stateOf(host())).toEqual(before);
  });
});

describe('a system that is not to be switched to', () => {
  const host = useHost();
  const inhibitor = (value: string): string =>
    `  - id: x\n    edit: [{ set: system.switch.inhibitors.dbus, to: ${value} }]\n`;

  it.each([
    ['for its inhibitors', inhibitor('broker')],
    ['for its init', '  - id: x\n    edit: [{ set: sandbox.initInterfaceVersion, to: 3 }]\n'],
  ])('%s is booted instead, and that is no failure', async (_why, steps) => {
    const running = stateOf(host()).running;
    const result = await run(host(), steps + CHECK);
    expect(result.exitCode).toBe(6);
    expect(stateOf(host()).running).toBe(running);
    await powerCycle(host());
    expect((await resume(host())).exitCode).toBe(0);
    expect(stateOf(host()).running).not.toBe(running);
  });

  it('is refused when another of its checks refuses it', async () => {
    const result = await run(
      host(),
      '  - id: x\n    edit: [{ set: system.preSwitchChecks.never, to: "false" }]\n',
    );
    expect(result.exitCode).toBe(1);
  });
});

describe('a reboot step', () => {
  const host = useHost();
  const at = (minutes: number): string => {
    const time = new Date(Date.now() + minutes * 60_000);
    return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
  };

  const untilBooted = async (before: string): Promise<void> => {
    const link = join(host().dir, 'run/booted-system');
    const systemctl = join(host().dir, 'run/current-system/sw/bin/systemctl');
    const isBooted = (): true | undefined =>
      existsSync(link) &&
      realpathSync(link) !== before &&
      spawnSync(systemctl, ['is-system-running'], { stdio: 'ignore' }).status === 0
        ? true
        : undefined;
    await until(isBooted, 'a boot of the host', { every: 100 });
  };

  it('reboots the host within its window, goes on after the boot, and runs what stands behind it', async () => {
    const booted = realpathSync(join(host().dir, 'run/booted-system'));
    const steps = `${KERNEL + CHECK}  - id: now\n    reboot: { window: "${at(-60)}-${at(60)}" }\n  - id: done\n    notify: It runs.\n`;
    const result = await run(host(), steps);
    expect(result.exitCode).toBe(6);
    await untilBooted(booted);
    const resumed = await resume(host());
    expect(resumed.exitCode).toBe(0);
    expect(resumed.stdout).toContain('It runs.');
    expect(bootedKernel(host())).toContain('6.16');
  });

  it('waits outside its window, and needs a person when that did not come in time', async () => {
    const steps = `${OLD}  - id: now\n    reboot: { window: "${at(120)}-${at(180)}", within: 1s }\n`;
    expect((await run(host(), steps)).exitCode).toBe(6);
    const timers = execFileSync(
      join(host().dir, 'run/current-system/sw/bin/systemctl'),
      ['list-timers', '--all'],
      { encoding: 'utf8' },
    );
    expect(timers).toContain('nixos-ai-window-');
    const late = await until(async () => {
      const resumed = await resume(host());
      // It goes on waiting until its time is over.
      return resumed.exitCode === 6 ? undefined : resumed;
    }, 'an end of the waiting');
    expect([late.exitCode, String(said(late))]).toEqual([
      4,
      expect.stringContaining('was to be rebooted by'),
    ]);
  });
});

describe('power that goes while a change is left for the next boot', () => {
  const host = useHost();
  let before: ReturnType<typeof stateOf>;
  beforeAll(() => (before = stateOf(host())));

  const outcomeAfter = async (): Promise<string> => {
    for (let round = 0; round < 4; round += 1) {
      const result = await resume(host());
      const last = result.lines().at(-1);
      if (last?.['type'] === 'run-ended') return String(last['outcome']);
      if (result.exitCode !== 6) return `${result.exitCode}: ${JSON.stringify(last)}`;
      await powerCycle(host());
    }
    return 'it never ended';
  };

  it.each([
    ['journal:step-ended settle after#1', KERNEL],
    ['journal:mutation confirm before#1', KERNEL],
    ['exec:nix-env after#1', KERNEL],
    ['exec:switch-to-configuration boot after#1', KERNEL],
    ['journal:step-ended confirm before#1', KERNEL],
    ['journal:step-started boot after#1', KERNEL],
    ['journal:run-paused before#1', KERNEL],
    [
      'journal:mutation stage after#1',
      '  - id: x\n    edit: [{ set: sandbox.initInterfaceVersion, to: 3 }]\n',
    ],
    [
      'journal:step-ended stage before#1',
      '  - id: x\n    edit: [{ set: sandbox.initInterfaceVersion, to: 3 }]\n',
    ],
  ])('at %s: it ends verified or rolled back, and everything agrees', async (point, steps) => {
    const file = join(host().base, 'r.yaml');
    writeFileSync(file, HEAD + steps);
    const cut = await nixosAi(['run', file, '--yes', '--json'], {
      host: host().dir,
      env: { NIXOS_AI_FAULT: point },
    });
    expect(cut.exitCode).toBeNull();
    await crashSandbox(host().dir);
    await startSandbox(host().dir);
    const outcome = await outcomeAfter();
    const now = stateOf(host());
    if (outcome === 'rolled-back') {
      expect(now).toEqual(before);
      return;
    }
    expect(outcome).toBe('verified');
    expect([now.running, now.profile]).toEqual([
      now.profile,
      realpathSync(join(host().dir, 'run/booted-system')),
    ]);
    await nixosAi(['rollback', '--yes'], { host: host().dir });
    await powerCycle(host());
    await resume(host());
    expect(readFileSync(join(host().dir, 'etc/nixos/configuration.nix'), 'utf8')).not.toMatch(
      /^ {2}boot.kernelPackages/mu,
    );
    before = stateOf(host());
  });
});
