import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceEvent } from '../../../engine/model/service/service-event.ts';
import { machineOf } from './support/available.ts';
import { CLI } from './support/host.ts';
import { Machine } from './support/machine.ts';
import { until } from '../../lib/until.ts';
import { nameOfPrincipal, parsePrincipal } from '../../../engine/model/principal.ts';

const CASE_MS = 240_000;
const PATIENCE = { within: 75_000, every: 200 };
const DAEMON = 'nixos-ai-daemon.service';
const ON_BOOKWORM = await machineOf('bookworm');

const SERVICE = `
  lab.failing.enable = true;
  users.users.olga = { isNormalUser = true; extraGroups = [ "wheel" ]; };
  users.users.vera = { isNormalUser = true; };
  users.users.mallory = { isNormalUser = true; group = "nogroup"; };
  services.nixos-ai = {
    operators = [ "wheel" ];
    viewers = [ "users" ];
    runbooks = {
      look = { description = "Look."; steps = [ { id = "look"; verify = [ { unit = "web.service"; } ]; } ]; };
      restart = {
        description = "Start a unit again.";
        parameters.unit = { type = "string"; pattern = "^[a-z]+\\\\.service$"; };
        steps = [
          {
            id = "restart";
            run = {
              argv = [ "systemctl" "restart" { param = "unit"; } ];
              effect = "change";
              undo = [ "systemctl" "reset-failed" { param = "unit"; } ];
            };
          }
          { id = "look"; verify = [ { unit = { param = "unit"; }; is = "active"; within = "2s"; } ]; }
        ];
      };
      again = {
        description = "Start a unit that fails whatever is done, and be content.";
        steps = [
          {
            id = "restart";
            run = {
              argv = [ "systemctl" "restart" "--no-block" "failing.service" ];
              effect = "change";
              undo = [ "true" ];
            };
          }
        ];
      };
      greet = {
        description = "Say something else.";
        steps = [ { id = "greet"; edit = [ { set = "lab.web.greeting"; to = "hi"; } ]; } ];
      };
    };
    schedules = {
      soon = { runbook = "look"; calendar = "*-*-* *:*:00"; jitter = "1s"; };
      daily = { runbook = "look"; calendar = "*-*-* 04:00:00"; jitter = "1s"; window = "00:00-00:00"; };
      closed = { runbook = "look"; calendar = "*-*-* 04:00:00"; jitter = "1s"; window = "WINDOW"; };
    };
    triggers = {
      web = {
        when.unit-failed = "web.service";
        run = "restart";
        parameters = { unit = "web.service"; };
        approved = true;
        cooldown = "3s";
      };
      failing = {
        when.unit-failed = "failing.service";
        run = "again";
        approved = true;
        cooldown = "1s";
        budget = { runs = 2; per = "1h"; };
      };
      marked = { when.path-changed = "/etc/marked"; run = "greet"; };
    };
  };
`;

describe('the service, on a host that real systemd runs', ON_BOOKWORM, () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make('bookworm', SERVICE.replace('WINDOW', elsewhen(new Date())));
  }, CASE_MS);
  afterAll(async () => machine.end());

  const events = async (): Promise<readonly ServiceEvent[]> =>
    (await machine.nixosAi(['events', '--json', '-n', '10000'])).lines() as unknown as ServiceEvent[];

  /** Waits for what the test is about, without a word of how long it takes. */
  const untilTold = async (holds: (all: readonly ServiceEvent[]) => boolean) => {
    let all: readonly ServiceEvent[] = [];
    const look = async () => {
      all = await events();
      return holds(all) ? all : undefined;
    };
    return until(look, () => JSON.stringify(all, undefined, 1), PATIENCE);
  };
  const ends = (all: readonly ServiceEvent[], name: string) =>
    all.filter((event) => event.type === 'job-ended' && event.job.name === name);
  const starts = (all: readonly ServiceEvent[], name: string) =>
    all.filter((event) => event.type === 'job-started' && event.job.name === name);

  /** A command of a user who is logged in: with their groups and no others. */
  const as = (user: string, ...args: readonly string[]) => {
    const shell = `exec setpriv --reuid=${user} --regid=$(id -g ${user}) --init-groups env HOME=/tmp "$@"`;
    return machine.run(['sh', '-c', shell, 'sh', 'node', CLI, ...args], { NO_COLOR: '1' });
  };

  /** Asks again while a run of a schedule or a trigger holds the host: one run at a time. */
  const whenFree = async (ask: () => ReturnType<typeof as>) => {
    const look = () => {
      const answer = ask();
      return answer.stderr.includes('RUN001') ? undefined : answer;
    };
    return until(look, 'a host that is free', PATIENCE);
  };

  it('runs a trigger once for a unit that was killed, and mends it', { timeout: CASE_MS }, async () => {
    await untilTold((all) => all.some(({ type }) => type === 'daemon-started'));
    machine.systemctl('kill', '--signal=KILL', 'web.service');
    const all = await untilTold((seen) => ends(seen, 'web').length > 0);
    expect(ends(all, 'web')).toMatchObject([{ outcome: 'verified', exitCode: 0 }]);
    expect(machine.property('web.service', 'ActiveState')).toBe('active');
    const [last] = (await machine.nixosAi(['history', '--json'])).lines().filter(({ started }) => {
      const begun = started as { readonly by?: unknown };
      const by = parsePrincipal(begun.by);
      return by !== undefined && nameOfPrincipal(by) === 'trigger:web';
    });
    expect(last).toMatchObject({
      started: { cause: { kind: 'trigger', name: 'web', event: 'web.service failed (signal)' } },
    });
  });

  it('does not loop where its run makes the unit fail again', { timeout: CASE_MS }, async () => {
    const all = await untilTold((seen) =>
      seen.some(
        (event) => event.type === 'job-skipped' && event.job.name === 'failing' && event.why === 'exhausted',
      ),
    );
    expect(starts(all, 'failing')).toHaveLength(2);
    expect(starts(await events(), 'web')).toHaveLength(1);
  });

  it('lets operators run, viewers look, and others in no way', { timeout: CASE_MS }, async () => {
    expect(as('vera', 'events').stdout).toContain('trigger web runs restart');
    expect(as('vera', 'status').stdout).toContain('generation');
    expect(as('vera', 'history').stdout).toContain('restart');
    for (const command of [
      ['run', 'look', '--yes'],
      ['approve', '20260101-000000-0000', '--yes'],
    ]) {
      const refused = as('vera', ...command);
      expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('SRV021')]);
    }
    const other = as('mallory', 'status');
    expect([other.exitCode, other.stderr]).toEqual([1, expect.stringContaining('SRV021')]);
    const asked = await whenFree(() => as('olga', 'run', 'look', '--yes'));
    expect([asked.exitCode, asked.stderr]).toEqual([0, '']);
    const { started } = (await machine.nixosAi(['history', '--json', '-n', '1'])).lines()[0] as {
      readonly started: { readonly by: unknown; readonly runbook: string };
    };
    const olga = { kind: 'person', name: 'olga', door: 'socket', known: 'socket' };
    expect(started).toMatchObject({ by: olga, runbook: 'look' });
    expect(await events()).toContainEqual(
      expect.objectContaining({ type: 'request', by: expect.objectContaining(olga), what: 'run look' }),
    );
  });

  it(
    'waits for an approval of what policy lets nobody do alone, which an operator gives',
    { timeout: CASE_MS },
    async () => {
      machine.run(['sh', '-c', 'echo now > /etc/marked']);
      const [waiting] = ends(await untilTold((seen) => ends(seen, 'marked').length > 0), 'marked');
      expect(waiting).toMatchObject({ outcome: 'pending-approval' });
      const run = waiting?.type === 'job-ended' ? (waiting.run ?? '') : '';
      expect(as('vera', 'approve', run, '--yes').exitCode).toBe(1);
      const given = as('olga', 'approve', run, '--yes');
      expect([given.exitCode, given.stdout]).toEqual([0, expect.stringContaining('approved by olga')]);
      const all = await untilTold((seen) => ends(seen, 'marked').length > 1);
      expect(ends(all, 'marked')[1]).toMatchObject({ outcome: 'verified' });
      expect(readFileSync(join(machine.root, 'etc/nixos/configuration.nix'), 'utf8')).toContain(
        'lab.web.greeting = "hi";',
      );
    },
  );

  it(
    'runs a schedule by its timer, and after the boot one that was missed while off',
    { timeout: CASE_MS },
    async () => {
      await untilTold((seen) => ends(seen, 'soon').length > 0);
      await machine.powerOff();
      // As if the host had been off since the day before yesterday.
      const before = Date.now() / 1000 - 2 * 86_400;
      for (const name of ['daily', 'closed']) {
        const stamp = `var/lib/systemd/timers/stamp-nixos-ai-schedule-${name}.timer`;
        utimesSync(join(machine.root, stamp), before, before);
      }
      await machine.powerOn();
      const all = await untilTold(
        (seen) =>
          ends(seen, 'daily').length > 0 &&
          seen.some((event) => event.type === 'job-skipped' && event.job.name === 'closed'),
      );
      expect(ends(all, 'daily')).toMatchObject([{ outcome: 'verified', exitCode: 0 }]);
      expect(starts(all, 'closed')).toEqual([]);
      expect(starts(all, 'failing')).toHaveLength(2);
    },
  );

  it('takes little memory, and rests until something happens', { timeout: CASE_MS }, async () => {
    machine.systemctl('stop', 'nixos-ai-schedule-soon.timer');
    const pid = machine.property(DAEMON, 'MainPID');
    // A loop that looks at something again and again never waits as long as this.
    const rests = () => (waitOf(machine, pid) >= 5_000 ? true : undefined);
    await until(rests, () => `a service that rests; it waits ${waitOf(machine, pid)} ms`, PATIENCE);
    const status = machine.run(['cat', `/proc/${pid}/status`]).stdout;
    const kibibytes = Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1] ?? Number.NaN);
    expect((kibibytes * 1024) / 1e6).toBeLessThan(120);
  });
});

/** An hour of the day that is far from now, as a window. */
function elsewhen(now: Date): string {
  const hour = (ahead: number): string => String((now.getUTCHours() + ahead) % 24).padStart(2, '0');
  return `${hour(8)}:00-${hour(9)}:00`;
}

/** How the kernel numbers epoll_wait and epoll_pwait. */
const WAITING: Readonly<Partial<Record<NodeJS.Architecture, readonly string[]>>> = {
  x64: ['232', '281'],
  arm64: ['22'],
};

/** Milliseconds that a process waits at most for something to happen, as the kernel tells it; 0 where it does not wait. */
function waitOf(machine: Machine, pid: string): number {
  const [call = '', ...given] = machine.run(['cat', `/proc/${pid}/syscall`]).stdout.split(' ');
  if (WAITING[process.arch]?.includes(call) !== true) return 0;
  const milliseconds = Number(BigInt.asIntN(32, BigInt(given[3] ?? '0')));
  return milliseconds < 0 ? Number.POSITIVE_INFINITY : milliseconds;
}
