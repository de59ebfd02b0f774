import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { getText, readHostState } from '../lib/host-state.ts';
import { ALL } from '../lib/scope.ts';

/**
 * FAULT_POINTS=all kills at every point there is. With --all at every one from the switch on and some before; where one
 * point follows another with nothing between, at one of the two: the host is the same at both. An ordinary run takes one
 * in five of those, other ones for each style.
 */
const EVERY = process.env['FAULT_POINTS'] === 'all';
const MATRIX_MS = 60 * 60_000;

interface Row {
  readonly point: string;
  readonly outcome: string;
  /** What does not agree with the outcome; empty is good. */
  readonly wrong: readonly string[];
}

/**
 * A change is killed (SIGKILL, nothing runs after it) at each of its fault points: before every journal write, file
 * write, Nix command and git command, and inside a file write. Then the engine comes back.
 */
describe.each([
  ['a channel', [] as string[], 0],
  ['a flake in git', ['--flake', '--git'], 1],
])('a change of %s, killed at every point', (style, flags, first) => {
  let host: Host;
  let docker: boolean;
  beforeAll(async () => {
    host = await makeHost(...flags);
    for (const state of ['true', 'false']) writeRunbook(state === 'true');
    docker = false;
  });
  afterAll(async () => host.end());

  const fileOf = (on: boolean): string => join(host.base, on ? 'on.yaml' : 'off.yaml');
  const writeRunbook = (on: boolean): void => {
    const steps = `  - id: switch-docker\n    edit: [{ set: virtualisation.docker.enable, to: ${on} }]\n  - id: health\n    verify: [{ unit: docker.service, is: ${on ? 'active' : 'inactive'}, within: 10s }]\n`;
    writeFileSync(fileOf(on), `runbook: docker\nversion: 1\ndescription: Switch docker.\nsteps:\n${steps}`);
  };
  const toggle = async (env: Readonly<Record<string, string>>) =>
    nixosAi(['run', fileOf(!docker), '--yes', '--json'], { host: host.dir, env });

  /** The points of a change, in order; the state after one point is the state before the next. */
  const recordPoints = async (): Promise<string[]> => {
    const log = join(host.base, 'points');
    rmSync(log, { force: true });
    const result = await toggle({ NIXOS_AI_FAULT_LOG: log });
    expect(result.exitCode).toBe(0);
    docker = !docker;
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    return lines.filter((point, index) => EVERY || !/ after#\d+$/u.test(point) || index === lines.length - 1);
  };

  /** The host against what the outcome says it must be. */
  const disagreements = async (
    outcome: string,
    before: ReturnType<typeof readHostState>,
    wanted: boolean,
  ): Promise<string[]> => {
    const now = readHostState(host.dir);
    const answers = (await getText('http://localhost/_ping', join(host.dir, 'run/docker.sock'))) === 'OK';
    const wrong: string[] = [];
    const check = (what: string, right: boolean): void => void (right || wrong.push(what));
    if (outcome === 'verified') {
      const text = readFileSync(join(host.dir, 'etc/nixos/configuration.nix'), 'utf8');
      check('configuration', text.includes(`virtualisation.docker.enable = ${wanted};`));
      check('profile is not what runs', now.profile === now.running);
      check('the old system runs', now.running !== before.running);
      check('service', answers === wanted);
    } else {
      for (const key of ['configuration', 'running', 'profile', 'generation', 'boot', 'etc'] as const) {
        check(key, JSON.stringify(now[key]) === JSON.stringify(before[key]));
      }
      check('service', answers === !wanted);
    }
    return [...wrong, ...leftovers()];
  };

  /** Nothing of an ended run may stay: no timer, no unit, no candidate, no reference, no file beside the configuration. */
  const leftovers = (): string[] => {
    const systemctl = join(host.dir, 'run/current-system/sw/bin/systemctl');
    const units = execFileSync(systemctl, ['list-units', '--all', '--plain', '--no-legend', '--no-pager'], {
      encoding: 'utf8',
    });
    const runs = join(host.dir, 'var/lib/nixos-ai/runs');
    const configuration = join(host.dir, 'etc/nixos');
    const refs = existsSync(join(configuration, '.git'))
      ? execFileSync('git', ['-C', configuration, 'for-each-ref', 'refs/nixos-ai'], { encoding: 'utf8' })
      : '';
    return [
      ...units.split('\n').filter((line) => line.startsWith('nixos-ai-')),
      ...(existsSync(runs) ? readdirSync(runs) : []),
      ...readdirSync(configuration).filter((name) => name.includes('.nixos-ai-')),
      ...refs.split('\n').filter((line) => line !== ''),
    ].map((name) => `left over: ${name}`);
  };

  const killAndReturn = async (point: string): Promise<Row> => {
    const before = readHostState(host.dir);
    const wanted = !docker;
    const killed = await toggle({ NIXOS_AI_FAULT: point });
    if (killed.exitCode !== null)
      return { point, outcome: `not killed (${killed.exitCode})`, wrong: [killed.stdout.slice(-500)] };
    const resumed = await nixosAi(['resume', '--yes', '--json'], { host: host.dir });
    const outcome = await outcomeOf(resumed.lines());
    const wrong = await disagreements(outcome, before, wanted);
    docker = outcome === 'verified' ? wanted : !wanted;
    return { point, outcome, wrong };
  };

  /** Killed before the first event or after the last there is nothing to resume: the journal says how it is. */
  const outcomeOf = async (lines: readonly Record<string, unknown>[]): Promise<string> => {
    const ended = lines.find((line) => line['type'] === 'run-ended');
    if (ended !== undefined) return String(ended['outcome']);
    if (lines[0]?.['code'] !== 'RUN006') return `unexpected: ${JSON.stringify(lines).slice(0, 500)}`;
    const [last] = (await nixosAi(['history', '--json', '-n', '1'], { host: host.dir })).lines();
    const end = last?.['ended'] as { outcome?: string } | undefined;
    return existing.includes(String(last?.['run'])) ? 'never began' : (end?.outcome ?? 'unfinished');
  };
  const existing: string[] = [];

  it(
    'ends verified or rolled back, and everything agrees',
    async () => {
      await recordPoints();
      await recordPoints();
      const [on, off] = [await recordPoints(), await recordPoints()];
      const common = on.filter((point) => off.includes(point) && !isPoll(point));
      const mutating = common.findIndex((point) => point.startsWith('journal:step-ended preflight'));
      const points = common
        .filter((_, index) => EVERY || index >= mutating || index % 5 === 0)
        .filter((_, index) => EVERY || ALL || index % 5 === first);
      const rows: Row[] = [];
      for (const point of points) {
        existing.splice(0, existing.length, ...(await knownRuns(host)));
        rows.push(await killAndReturn(point));
      }
      const width = Math.max(...rows.map((row) => row.point.length));
      const table = rows.map(
        (row) => `${row.point.padEnd(width)}  ${row.outcome.padEnd(12)}  ${row.wrong.join('; ')}`,
      );
      process.stdout.write(`\n${style}: ${rows.length} points\n${table.join('\n')}\n`);
      expect(rows.length).toBeGreaterThanOrEqual(EVERY || ALL ? 40 : 8);
      const allowed = ['verified', 'rolled-back', 'needs-human', 'never began'];
      expect(rows.filter((row) => !allowed.includes(row.outcome) || row.wrong.length > 0)).toEqual([]);
    },
    MATRIX_MS,
  );
});

/** Later looks of a loop: how many there are depends on the machine. */
function isPoll(point: string): boolean {
  return /^exec:systemctl (?:list-units|show) before#(?:[2-9]|\d\d)/u.test(point);
}

async function knownRuns(host: Host): Promise<string[]> {
  return (await nixosAi(['history', '--json', '-n', '3'], { host: host.dir }))
    .lines()
    .map((line) => String(line['run']));
}
