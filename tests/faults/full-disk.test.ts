import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { AS_ROOT } from '../lib/needs.ts';
import { ALL } from '../lib/scope.ts';

const SLOW = 600_000;

/** What a change does that leaves nothing on the disk of the state. */
const LOOKS = /^exec:(?:systemctl (?:list-units|show)|nix-instantiate) |^git:(?:ls-tree|cat-file) /u;
const AFTER = / after#\d+$/u;

/** What must be answered whatever the disk of the state takes. */
const READS: readonly (readonly string[])[] = [
  ['status'],
  ['history'],
  ['show'],
  ['audit', 'verify'],
  ['events'],
  ['quarantine', 'list'],
  ['plan', 'open port 8080'],
  ['run', 'collect-garbage', '--dry-run'],
  ['rollback', '--dry-run'],
];

/** Mounting a file system of its own for the state needs root. */
describe('a host whose state lies on a disk that takes nothing', AS_ROOT, () => {
  let host: Host;
  beforeEach(async () => {
    host = await makeHost();
    execFileSync('cp', ['-a', state(), join(host.base, 'state')]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=0700', 'tmpfs', state()]);
    execFileSync('cp', ['-a', `${join(host.base, 'state')}/.`, state()]);
  });
  afterEach(async () => {
    execFileSync('umount', ['--lazy', state()]);
    await host.end();
  });

  const state = (): string => join(host.dir, 'var/lib/nixos-ai');
  const run = async (
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<CliResult> => nixosAi([...args, '--json'], { host: host.dir, env });
  const codes = (result: CliResult): readonly unknown[] =>
    result.lines().flatMap((line) => line['code'] ?? []);
  const outcome = (result: CliResult): unknown => result.lines().at(-1)?.['outcome'];

  /** Writes until not a byte fits. */
  const fill = (): void => {
    const file = openSync(join(state(), 'filler'), 'a');
    for (const size of [1024 * 1024, 4096, 1]) {
      try {
        for (;;) writeSync(file, Buffer.alloc(size));
      } catch {
        // Full for this size.
      }
    }
    closeSync(file);
  };
  const makeRoom = (): void => rmSync(join(state(), 'filler'), { force: true });
  /** As many files as there are, and not one more. */
  const takeFiles = (): void => {
    const { files, ffree } = statfsSync(state());
    execFileSync('mount', ['-o', `remount,nr_inodes=${files - ffree}`, state()]);
  };
  const mountAs = (mode: 'ro' | 'rw'): void => void execFileSync('mount', ['-o', `remount,${mode}`, state()]);

  it.each([
    ['full', fill, 'the disk of', 'is full'],
    ['out of files', takeFiles, 'the disk of', 'is full'],
    ['read-only', () => mountAs('ro'), 'the disk of', 'is mounted read-only'],
  ] as const)(
    'answers every question where it is %s',
    async (_, close, ...words) => {
      expect((await run(['install htop', '--yes'])).exitCode).toBe(0);
      close();
      const before = readHostState(host.dir);
      for (const args of READS) {
        const result = await run(args);
        expect({ args, exitCode: result.exitCode, codes: codes(result) }).toEqual({
          args,
          exitCode: 0,
          codes: args.includes('plan') || args.includes('--dry-run') ? ['HOST008'] : [],
        });
        if (codes(result).length > 0) for (const word of words) expect(result.stdout).toContain(word);
      }
      expect(readHostState(host.dir)).toEqual(before);
      const refused = await run(['open port 8080', '--yes']);
      expect([refused.exitCode, codes(refused)]).toEqual([1, ['HOST005']]);
      const doctor = (await run(['doctor'])).stdout;
      expect(doctor).not.toMatch(/evidence|AUD0/u);
    },
    SLOW,
  );

  it(
    'is read from its log where an engine died there',
    async () => {
      const killed = await run(['install htop', '--yes'], {
        NIXOS_AI_FAULT: 'journal:step-ended settle after#1',
      });
      expect(killed.exitCode).toBeNull();
      rmSync(join(state(), 'journal.db-shm'), { force: true });
      mountAs('ro');
      const audit = await run(['audit', 'verify']);
      expect(audit.lines()[0]).toMatchObject({ ok: true });
      expect((await run(['history'])).lines()).toHaveLength(1);
      mountAs('rw');
    },
    SLOW,
  );

  it.each([
    ['full', fill],
    ['out of files', takeFiles],
  ] as const)(
    'is taken back although it is %s, and that is on record',
    async (_, close) => {
      const before = readHostState(host.dir);
      const done = await run(['install htop', '--yes']);
      expect(existsSync(join(state(), 'reserve'))).toBe(true);
      close();
      const asked = await run(['rollback']);
      expect(asked.exitCode).toBe(5);
      const back = await run(['rollback', '--yes']);
      expect([back.exitCode, outcome(back)]).toEqual([0, 'verified']);
      const now = readHostState(host.dir);
      expect([now.running, now.configuration]).toEqual([before.running, before.configuration]);
      const [last] = (await run(['history'])).lines();
      expect(last).toMatchObject({
        started: { of: done.lines()[0]?.['run'] },
        ended: { outcome: 'verified' },
      });
      expect((await run(['audit', 'verify'])).exitCode).toBe(0);
      // Some is still there for another one.
      expect(existsSync(join(state(), 'reserve'))).toBe(true);
    },
    SLOW,
  );

  it(
    'makes room although it is full, and keeps some anew',
    async () => {
      expect((await run(['install htop', '--yes'])).exitCode).toBe(0);
      fill();
      const bin = join(host.base, 'bin');
      const nix = execFileSync('which', ['nix-store'], { encoding: 'utf8' }).trim();
      execFileSync('mkdir', [bin]);
      // What would be deleted is the store of this computer.
      const script = `#!/bin/sh\n[ "$1" = --gc ] || exec ${nix} "$@"\nrm ${state()}/filler\necho '9 store paths deleted, 12.00 MiB freed'\n`;
      writeFileSync(join(bin, 'nix-store'), script, { mode: 0o755 });
      const result = await run(['run', 'collect-garbage', '--yes'], {
        PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      });
      expect([result.exitCode, result.lines().at(-1)]).toMatchObject([
        0,
        { outcome: 'verified', did: 'garbage' },
      ]);
      expect((await run(['open port 8080', '--yes'])).exitCode).toBe(0);
      expect(readFileSync(join(state(), 'reserve'))).toHaveLength(4 * 1024 * 1024);
    },
    SLOW,
  );

  /**
   * Where a change is killed: before each thing that it does and that lasts, within the writing of each file, and after
   * the last, so once at every state that a disk is left in. An ordinary run takes a few of those from the switch on.
   */
  async function pointsOf(): Promise<readonly string[]> {
    const log = join(host.base, 'points');
    forget();
    expect((await run(['install htop', '--yes'], { NIXOS_AI_FAULT_LOG: log })).exitCode).toBe(0);
    expect((await run(['rollback', '--yes'])).exitCode).toBe(0);
    const passed = readFileSync(log, 'utf8').trim().split('\n');
    const lasting = passed.filter((point) => !LOOKS.test(point));
    const states = lasting.filter(
      (point, at) => !AFTER.test(point) && !isWrittenWith(lasting[at - 1], point),
    );
    const last = lasting.findLast((point) => AFTER.test(point)) ?? '';
    expect(new Set(states).size).toBe(states.length);
    if (ALL) return [...states, last];
    const tried = states.slice(states.findIndex((point) => point.startsWith('journal:mutation switch')));
    return tried.filter((_, index) => index % Math.ceil(tried.length / 3) === 0);
  }

  /** What was learned and kept of the same text before would not be written again. */
  const forget = (): void => {
    for (const name of ['facts', 'snapshots.git'])
      rmSync(join(state(), name), { recursive: true, force: true });
  };

  /** What only the engine changes; an activation that it began goes on without it. */
  const own = ({ configuration, profile, generation }: ReturnType<typeof readHostState>) => ({
    configuration,
    profile,
    generation,
  });

  const leftovers = (): readonly string[] => {
    const systemctl = join(host.dir, 'run/current-system/sw/bin/systemctl');
    const units = execFileSync(systemctl, ['list-units', '--all', '--plain', '--no-legend'], {
      encoding: 'utf8',
    });
    return [
      ...units.split('\n').filter((line) => line.startsWith('nixos-ai-')),
      ...readdirSync(join(state(), 'runs')),
      ...readdirSync(join(host.dir, 'etc/nixos')).filter((name) => name.endsWith('.nixos-ai')),
    ];
  };

  const lastRun = async () => (await run(['history', '-n', '1'])).lines()[0];

  it(
    'leaves a change that was killed at any point as it is while it is read-only, and ends it although it is full',
    async () => {
      const points = await pointsOf();
      let known = (await lastRun())?.['run'];
      for (const point of points) {
        forget();
        const before = readHostState(host.dir);
        const killed = await run(['install htop', '--yes'], { NIXOS_AI_FAULT: point });
        expect({ point, exitCode: killed.exitCode }).toEqual({ point, exitCode: null });

        const cut = own(readHostState(host.dir));
        mountAs('ro');
        const refused = await run(['resume', '--yes']);
        expect({ point, exitCode: refused.exitCode, codes: codes(refused) }).toEqual({
          point,
          exitCode: 1,
          codes: ['HOST005'],
        });
        const begun = await lastRun();
        expect((await run(['audit', 'verify'])).exitCode).toBe(0);
        expect({ point, state: own(readHostState(host.dir)) }).toEqual({ point, state: cut });
        mountAs('rw');

        fill();
        const isOpen = begun?.['run'] !== known && outcomeOf(begun) === undefined;
        const resumed = await run(['resume', '--yes']);
        const ended = await lastRun();
        makeRoom();
        const isNew = ended?.['run'] !== known;
        expect({ point, ended: outcomeOf(ended) !== undefined, codes: codes(resumed) }).toEqual({
          point,
          ended: true,
          codes: isOpen ? [] : ['RUN006'],
        });
        const now = readHostState(host.dir);
        const isThere = JSON.stringify(now.configuration) !== JSON.stringify(before.configuration);
        expect({ point, left: leftovers(), runs: now.running, isThere }).toEqual({
          point,
          left: [],
          runs: now.profile,
          isThere: isNew && outcomeOf(ended) === 'verified',
        });
        const back = isThere ? await run(['rollback', '--yes']) : undefined;
        known = back?.lines()[0]?.['run'] ?? ended?.['run'];
        const then = readHostState(host.dir);
        expect({ point, back: [then.configuration, then.running] }).toEqual({
          point,
          back: [before.configuration, before.running],
        });
      }
      process.stdout.write(`\nkilled at ${points.length} points\n${points.join('\n')}\n`);
      expect(points.length).toBeGreaterThanOrEqual(ALL ? 40 : 3);
    },
    ALL ? 6 * SLOW : SLOW,
  );
});

/** Several events are one write. */
function isWrittenWith(one: string | undefined, other: string): boolean {
  return [one, other].every((point) => point !== undefined && /^journal:.* before#\d+$/u.test(point));
}

function outcomeOf(entry: Readonly<Record<string, unknown>> | undefined): unknown {
  const ended = entry?.['ended'];
  return typeof ended === 'object' && ended !== null && 'outcome' in ended ? ended.outcome : undefined;
}
