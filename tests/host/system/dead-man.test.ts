import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { arm, disarm } from '../../../engine/host/system/dead-man.ts';
import type { CommandResult } from '../../../engine/model/command.ts';
import type { Exec } from '../../../engine/model/host/exec.ts';
import { until } from '../../lib/until.ts';

const { place } = defaultHostSettings('channel');
let directory: string;
let unit: string;
beforeEach(() => {
  directory = mkdtempSync('/tmp/nixos-ai-dead-man-');
  unit = `nixos-ai-dead-man-${directory.slice(-6)}`;
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A service manager that answers each program so, and what it was asked. */
function manager(answers: Readonly<Record<string, Partial<CommandResult>>>): {
  readonly exec: Exec;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const exec: Exec = async ({ argv }) => {
    asked.push(argv.join(' '));
    const answer = Object.entries(answers).find(([word]) => argv.some((one) => one.includes(word)))?.[1];
    return Promise.resolve({
      exitCode: 0,
      stdout: '',
      stderr: '',
      timedOut: false,
      aborted: false,
      ...answer,
    });
  };
  return { exec, asked };
}

const timer = (seconds: number, ...argv: readonly string[]) =>
  ({ unit, seconds, argv: ['touch', join(directory, 'acted'), ...argv] }) as const;

/** Processes that sleep for the unit. */
function sleepers(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(unit);
      } catch {
        return false;
      }
    });
}

describe('a dead-man timer', () => {
  it('is one of the service manager, in the place of one that was set before', async () => {
    const { exec, asked } = manager({});
    expect(await arm(exec, place, timer(90))).toBe('timer');
    expect(asked[0]).toBe(`systemctl stop ${unit}.timer`);
    expect(asked[1]).toMatch(new RegExp(`^systemd-run --unit=${unit} --on-active=90 .*touch`, 'u'));
    expect(sleepers()).toEqual([]);
  });

  it('is a process of its own where the service manager sets none, and acts when its time is over', async () => {
    const { exec } = manager({ 'systemd-run': { exitCode: 1 } });
    expect(await arm(exec, place, timer(0))).toBe('process');
    await until(() => existsSync(join(directory, 'acted')) || undefined, 'what the timer does');
  });

  it('is called off, however it was set', async () => {
    const { exec } = manager({ 'systemd-run': { exitCode: 1 } });
    await arm(exec, place, timer(600));
    await until(() => sleepers().length > 0 || undefined, 'a process that sleeps');
    expect(await disarm(exec, place, unit)).toEqual({ off: true });
    await until(() => sleepers().length === 0 || undefined, 'no process that sleeps');
    expect(existsSync(join(directory, 'acted'))).toBe(false);
  });

  it('of another run stays', async () => {
    const { exec } = manager({ 'systemd-run': { exitCode: 1 } });
    await arm(exec, place, timer(600));
    await until(() => sleepers().length > 0 || undefined, 'a process that sleeps');
    await disarm(exec, place, `${unit}-other`);
    expect(sleepers().length).toBeGreaterThan(0);
    await disarm(exec, place, unit);
    await until(() => sleepers().length === 0 || undefined, 'no process that sleeps');
  });

  it('that was not there is off', async () => {
    const { exec } = manager({ stop: { exitCode: 5, stderr: 'not loaded' } });
    expect(await disarm(exec, place, unit)).toEqual({ off: true });
  });

  it.each<[string, Partial<CommandResult>, string]>([
    ['says why', { exitCode: 1, stderr: 'Access denied\n' }, 'Access denied'],
    ['is not there', { exitCode: undefined, spawnError: 'ENOENT' }, 'ENOENT'],
    ['does not answer', { exitCode: undefined, timedOut: true }, 'the service manager does not answer'],
  ])('that is not stopped, by one who %s, is told so', async (_, stop, why) => {
    const listed = `NEXT LEFT LAST PASSED UNIT ACTIVATES\n${unit}.timer\n`;
    const { exec } = manager({ stop, 'list-': { stdout: listed } });
    expect(await disarm(exec, place, unit)).toMatchObject({ off: false, why });
  });

  it('of which nobody can say whether it is set is told so', async () => {
    const { exec } = manager({ stop: { exitCode: 1, stderr: 'no bus' }, 'list-': { exitCode: 1 } });
    expect(await disarm(exec, place, unit)).toEqual({ off: false, answers: false, why: 'no bus' });
  });
});
