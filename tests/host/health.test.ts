import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FactReading } from '../../engine/check/doctor/facts.ts';
import type { HostPlace } from '../../engine/model/host/place.ts';
import { defaultHostSettings } from '../../engine/config/host-settings.ts';
import { exec } from '../../engine/host/process/exec.ts';
import { readConfigurationFacts } from '../../engine/host/health/configuration.ts';
import { findHolder } from '../../engine/host/health/locks.ts';
import { parseLocks } from '../../engine/host/storage/kernel-locks.ts';
import { look, type FactReader } from '../../engine/host/health/look.ts';
import { readRepository } from '../../engine/host/health/repository.ts';
import { readBoot, readSpace } from '../../engine/host/health/space.ts';
import { readCatalogue, readSnapshots, readState } from '../../engine/host/health/state.ts';
import { readFeatures } from '../../engine/host/health/store.ts';
import { readDeadMen, readLeftovers, readUnits } from '../../engine/host/health/units.ts';
import { SnapshotStore } from '../../engine/host/tree/snapshots.ts';
import { readSystems } from '../../engine/host/system/system.ts';
import { readJournalHealth } from '../../engine/journal/health.ts';
import { openJournal } from '../../engine/journal/journal.ts';
import { acquireLock } from '../../engine/journal/lock.ts';
import { AS_ROOT } from '../lib/needs.ts';

let root: string;
let place: HostPlace;
beforeEach(() => {
  root = realpathSync(mkdtempSync('/tmp/nixos-ai-health-'));
  const { place: usual } = defaultHostSettings('channel');
  place = {
    ...usual,
    root,
    configuration: join(root, 'etc/nixos'),
    profile: join(root, 'profiles/system'),
    system: join(root, 'run'),
    state: join(root, 'state'),
  };
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const write = (name: string, text: string): string => {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const link = (name: string, target: string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  symlinkSync(target, join(root, name));
};
const see = async <T>(read: (with_: FactReader) => Promise<T>, limit = 20_000): Promise<FactReading<T>> =>
  look(exec, place, limit, read);
const value = async <T>(read: (with_: FactReader) => Promise<T>): Promise<T> => {
  const reading = await see(read);
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
  return reading.value;
};
const git = (...args: string[]): void => {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  execFileSync('git', ['-C', place.configuration, ...who, ...args], { stdio: 'ignore' });
};

describe('looking at something', () => {
  test('is given up when its time is over', async () => {
    expect(await see(async () => new Promise(() => undefined), 50)).toEqual({ kind: 'late', limit: 50 });
  });

  test('ends the command that hangs, with what it started', async () => {
    const pid = join(root, 'pid');
    const hang = async ({ ask }: FactReader) => ask({ argv: ['sh', '-c', 'echo $$ > "$0"; sleep 600', pid] });
    expect(await see(hang, 1_000)).toEqual({ kind: 'late', limit: 1_000 });
    const number = execFileSync('cat', [pid], { encoding: 'utf8' }).trim();
    await vi.waitFor(() => expect(readdirSync('/proc')).not.toContain(number), 10_000);
  });

  test('says why it failed', async () => {
    const failing = async (): Promise<never> => Promise.reject(new Error('EIO'));
    expect(await see(failing)).toEqual({ kind: 'failed', why: 'EIO' });
  });
});

describe('locks', () => {
  test.each([
    [
      '6: FLOCK  ADVISORY  WRITE 16395 fe:00:9473133 0 EOF',
      [{ pid: 16395, device: 'fe:00', inode: 9473133 }],
    ],
    ['1: POSIX  ADVISORY  WRITE 7 00:19:12 1073741824 1073742335', [{ pid: 7, device: '00:19', inode: 12 }]],
    ['2: OFDLCK ADVISORY  WRITE -1 08:01:5 0 EOF', [{ pid: -1, device: '08:01', inode: 5 }]],
    ['3: POSIX  ADVISORY  READ 7 00:19:12 0 EOF', []],
    ['3: -> FLOCK  ADVISORY  WRITE 7 00:19:12 0 EOF', []],
    ['', []],
  ])('%j are %j', (table, locks) => {
    expect(parseLocks(table)).toEqual(locks);
  });

  test('a file that another process has locked has a holder, and none when that is gone', async () => {
    const file = write('lock', '');
    expect(await findHolder(file)).toBeUndefined();
    const holder = spawn('flock', [file, 'sh', '-c', 'echo held; exec sleep 600']);
    await once(holder.stdout, 'data');
    expect(await findHolder(file)).toMatchObject({ file });
    expect(await findHolder(write('other', ''))).toBeUndefined();
    const ended = once(holder, 'exit');
    execFileSync('sh', ['-c', `kill $(cat /proc/${holder.pid}/task/${holder.pid}/children) ${holder.pid}`]);
    await ended;
    await vi.waitFor(async () => expect(await findHolder(file)).toBeUndefined(), 5_000);
  });

  test('the lock of a run is seen in the state directory, and is not taken by looking', async () => {
    const held = acquireLock(place.state, {
      run: 'r',
      pid: process.pid,
      since: '2026-11-22T10:00:00Z',
    });
    expect((await value(readState)).lock).toMatchObject({ pid: process.pid });
    held.lock?.release();
    expect((await value(readState)).lock).toBeUndefined();
  });
});

describe('the configuration', () => {
  test('has its files, its entries, and the links that lead out', async () => {
    write('etc/nixos/configuration.nix', '{ }');
    write('etc/nixos/sub/x.nix', '{ }');
    const outside = write('home/wifi.nix', '{ }');
    link('etc/nixos/wifi.nix', outside);
    link('etc/nixos/inside.nix', 'sub/x.nix');
    link('etc/nixos/gone', '/nowhere/at/all');
    const facts = await value(readConfigurationFacts);
    expect([...facts.files.keys()]).toEqual(['configuration.nix', 'inside.nix', 'sub/x.nix', 'wifi.nix']);
    expect(facts.entries).toEqual(['configuration.nix']);
    expect(facts.outside).toEqual([
      { link: 'gone', target: '/nowhere/at/all' },
      { link: 'wifi.nix', target: outside },
    ]);
  });

  test('with a named pipe for a file does not hang', async () => {
    write('etc/nixos/configuration.nix', '{ }');
    execFileSync('mkfifo', [join(place.configuration, 'pipe.nix')]);
    expect((await value(readConfigurationFacts)).unreadable).toEqual([
      { file: 'pipe.nix', why: 'it is not a file' },
    ]);
  });

  test('that is not there says so', async () => {
    expect((await value(readConfigurationFacts)).problem).toContain('ENOENT');
  });

  test('in a repository has what git does not track and what is not committed', async () => {
    write('etc/nixos/configuration.nix', '{ }');
    expect(await value(readRepository)).toBeUndefined();
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'x');
    expect(await value(readRepository)).toMatchObject({ refused: undefined, untracked: [], changed: [] });
    write('etc/nixos/configuration.nix', '{ a = 1; }');
    write('etc/nixos/new file.nix', '{ }');
    expect(await value(readRepository)).toMatchObject({
      untracked: ['new file.nix'],
      changed: ['configuration.nix'],
    });
  });

  test('in a repository of another owner is refused by git', AS_ROOT, async () => {
    write('etc/nixos/configuration.nix', '{ }');
    git('init', '--quiet');
    chmodSync(root, 0o755);
    execFileSync('chown', ['-R', '12345:12345', place.configuration]);
    vi.stubEnv('HOME', root);
    vi.stubEnv('SUDO_UID', undefined);
    expect((await value(readRepository))?.refused).toMatch(/unsafe|dubious/u);
  });
});

describe('space', () => {
  test('of a state directory that is not there yet is that of where it will be', async () => {
    const places = await value(readSpace);
    expect(places.map(({ what }) => what)).toEqual(['store', 'state']);
    expect(places.every(({ free }) => free > 0)).toBe(true);
  });

  test('in /boot is measured where kernels lie, and its entries are counted', async () => {
    expect(await value(readBoot)).toBeUndefined();
    write('boot/loader/entries/nixos-generation-1.conf', 'title NixOS');
    write('boot/loader/entries/a8f3+3.conf', 'title NixOS');
    write('boot/loader/entries/README', '');
    expect(await value(readBoot)).toMatchObject({ path: join(root, 'boot'), images: [], entries: 2 });
    write('boot/EFI/nixos/a-bzImage.efi', 'k'.repeat(10));
    write('boot/EFI/nixos/a-initrd.efi', 'i'.repeat(30));
    expect(await value(readBoot)).toMatchObject({ images: [30, 10], entries: 2 });
  });

  test('in /boot of GRUB counts its menu, and kernels beside it', async () => {
    write('boot/grub/grub.cfg', 'menuentry "NixOS" {\n}\nsubmenu "more" {\n  menuentry "old" {\n  }\n}\n');
    write('boot/kernels/a-bzImage', 'k');
    mkdirSync(join(root, 'boot/efi'));
    expect(await value(readBoot)).toMatchObject({ path: join(root, 'boot'), images: [1], entries: 2 });
  });
});

describe('systems', () => {
  const system = (name: string, kernel: string): string => {
    const path = join(root, 'store', name);
    write(`store/${name}/bin/switch-to-configuration`, '');
    symlinkSync(write(`store/${kernel}/bzImage`, ''), join(path, 'kernel'));
    return path;
  };

  test('that run, boot next and were booted are three, with their kernels and generations', async () => {
    const [first, second] = [system('one', 'linux-6.6'), system('two', 'linux-6.12')];
    link('run/current-system', second);
    link('run/booted-system', first);
    link('profiles/system-1-link', first);
    link('profiles/system-2-link', join(root, 'store/gone'));
    link('profiles/system', 'system-1-link');
    expect(await readSystems(place)).toEqual({
      running: second,
      booted: first,
      profile: { target: 'system-1-link', path: first },
      kernels: {
        booted: join(root, 'store/linux-6.6/bzImage'),
        running: join(root, 'store/linux-6.12/bzImage'),
      },
      generations: [
        { number: 2, path: undefined },
        { number: 1, path: first },
      ],
    });
  });

  test('that are missing are undefined, as is a profile that dangles', async () => {
    link('profiles/system', 'system-9-link');
    expect(await readSystems(place)).toEqual({
      running: undefined,
      booted: undefined,
      profile: { target: 'system-9-link', path: undefined },
      kernels: { booted: undefined, running: undefined },
      generations: [],
    });
  });
});

describe('units', () => {
  test('of a service manager that is not there are no answer', async () => {
    const none = { systemctl: [join(root, 'systemctl')], systemdRun: [join(root, 'systemd-run')] } as const;
    place = { ...place, ...none };
    expect(await value(readUnits)).toEqual({ state: undefined, failed: [], systemdRun: false });
  });

  test('that a switch left are listed, empty files are not', async () => {
    write('run/nixos/start-list', 'nginx.service\nsshd.service\n');
    write('run/nixos/restart-list', '\n');
    expect(await value(readLeftovers)).toEqual({
      lists: [{ file: join(root, 'run/nixos/start-list'), units: ['nginx.service', 'sshd.service'] }],
      switchLock: undefined,
    });
  });

  test('a dead-man timer that is a process is seen for its own host alone', async () => {
    place = { ...place, systemctl: [join(root, 'systemctl')] };
    const run = '20261122-100000-beef';
    const argv = [
      '-c',
      'sleep "$1"',
      `nixos-ai-dead-man-${run}`,
      '600',
      'x',
      'rollback',
      run,
      '--host',
      root,
    ];
    const sleeper = spawn('sh', argv, { detached: true, stdio: 'ignore' });
    await once(sleeper, 'spawn');
    try {
      await vi.waitFor(async () => expect(await value(readDeadMen)).toEqual([run]), 5_000);
      place = { ...place, root: `${root}/other` };
      expect(await value(readDeadMen)).toEqual([]);
    } finally {
      process.kill(-Number(sleeper.pid), 'SIGKILL');
    }
  });
});

describe('nix.conf', () => {
  const features = async (): Promise<readonly string[]> => (await readFeatures()).enabled;
  beforeEach(() => {
    vi.stubEnv('NIX_CONF_DIR', join(root, 'nix'));
    vi.stubEnv('NIX_USER_CONF_FILES', join(root, 'user.conf'));
    vi.stubEnv('NIX_CONFIG', undefined);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['is not there', {}, []],
    [
      'has them',
      { 'nix/nix.conf': 'experimental-features = nix-command flakes # both\n' },
      ['nix-command', 'flakes'],
    ],
    ['has them as extra', { 'nix/nix.conf': 'extra-experimental-features = flakes' }, ['flakes']],
    ['says them in a comment', { 'nix/nix.conf': '# experimental-features = flakes' }, []],
    [
      'includes them',
      { 'nix/nix.conf': '!include more.conf', 'nix/more.conf': 'experimental-features = flakes' },
      ['flakes'],
    ],
    ['includes itself', { 'nix/nix.conf': 'include nix.conf\nexperimental-features = flakes' }, ['flakes']],
    ['includes what is not there', { 'nix/nix.conf': '!include none.conf' }, []],
    [
      'is overruled by that of the user',
      {
        'nix/nix.conf': 'experimental-features = flakes',
        'user.conf': 'experimental-features = ca-derivations',
      },
      ['ca-derivations'],
    ],
  ])('that %s', async (_what, written, expected) => {
    Object.entries(written).forEach(([name, text]) => write(name, text));
    expect(await features()).toEqual(expected);
  });

  test('is overruled by NIX_CONFIG', async () => {
    vi.stubEnv('NIX_CONFIG', 'experimental-features = nix-command');
    write('nix/nix.conf', 'experimental-features = flakes');
    expect(await features()).toEqual(['nix-command']);
  });
});

describe('the state', () => {
  test('that is not there yet is usable where it can be made', async () => {
    expect(await value(readState)).toEqual({ there: false, usable: true, mode: 0, lock: undefined });
    expect(await value(readSnapshots)).toBeUndefined();
    expect(await value(readCatalogue)).toBe('missing');
    expect(readJournalHealth(place.state)).toMatchObject({ rows: 0, findings: [], unfinished: [] });
    expect(readdirSync(root)).toEqual([]);
  });

  test('has the mode that it has', async () => {
    mkdirSync(place.state, { mode: 0o700 });
    chmodSync(place.state, 0o750);
    expect(await value(readState)).toMatchObject({ there: true, usable: true, mode: 0o750 });
  });

  test.each([
    ['', "its HEAD holds ''"],
    ['\0\0\0\0', 'its HEAD holds'],
    ['nonsense\n', "its HEAD holds 'nonsense'"],
  ])('whose snapshots have the HEAD %j are damaged', async (head, damage) => {
    write('etc/nixos/configuration.nix', '{ }');
    await new SnapshotStore(place.state, place.configuration).take('r', 'x', new Date());
    expect(await value(readSnapshots)).toMatchObject({ writable: true, damage: undefined });
    write('state/snapshots.git/HEAD', head);
    expect((await value(readSnapshots))?.damage).toContain(damage);
  });

  test('whose snapshots lost an object are damaged', async () => {
    write('etc/nixos/configuration.nix', '{ }');
    const { commit } = await new SnapshotStore(place.state, place.configuration).take('r', 'x', new Date());
    rmSync(join(place.state, 'snapshots.git/objects', commit.slice(0, 2), commit.slice(2)));
    expect((await value(readSnapshots))?.damage).toContain('missing object');
  });
});

describe('the journal at a glance', () => {
  const fill = (): void => {
    using journal = openJournal(place.state, () => new Date('2026-11-22T10:00:00Z'));
    journal.append('20261122-100000-aaaa', { type: 'transition', from: 'plan', on: 'ok', to: 'snapshot' });
    journal.append('20261122-100000-aaaa', { type: 'transition', from: 'snapshot', on: 'ok', to: 'edit' });
    journal.checkpoint();
  };
  const tamper = (sql: string): void =>
    void execFileSync('sh', [
      '-c',
      'exec "$0" "$@"',
      process.execPath,
      '-e',
      `new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec(process.argv[2])`,
      join(place.state, 'journal.db'),
      sql,
    ]);
  const codes = (): readonly string[] => readJournalHealth(place.state).findings.map(({ code }) => code);

  test('is whole, and looking leaves no file behind', () => {
    fill();
    const before = readdirSync(place.state).sort();
    expect(readJournalHealth(place.state)).toEqual({
      rows: 2,
      last: '2026-11-22T10:00:00.000Z',
      findings: [],
      unfinished: [],
    });
    expect(readdirSync(place.state).sort()).toEqual(before);
  });

  test('is read while a run writes to it', () => {
    fill();
    using journal = openJournal(place.state, () => new Date('2026-11-22T11:00:00Z'));
    journal.append('20261122-110000-bbbb', { type: 'transition', from: 'plan', on: 'ok', to: 'snapshot' });
    expect(readJournalHealth(place.state)).toMatchObject({ rows: 3, findings: [] });
  });

  test.each<readonly [string, () => void, readonly string[]]>([
    ['a row was altered', () => tamper("UPDATE events SET payload = '{}' WHERE id = 2"), ['AUD001']],
    ['a row was removed', () => tamper('DELETE FROM events WHERE id = 1'), ['AUD002']],
    ['its end was removed', () => tamper('DELETE FROM events WHERE id = 2'), ['AUD003']],
    ['its checkpoint is gone', () => rmSync(join(place.state, 'checkpoint.json')), ['AUD005']],
    ['its public key is gone', () => rmSync(join(place.state, 'audit-key.pub')), ['AUD007']],
    ['others may sign', () => chmodSync(join(place.state, 'audit-key.pem'), 0o644), ['AUD008']],
    ['it is no database', () => void write('state/journal.db', 'x'.repeat(5000)), ['AUD009']],
  ])('is found out when %s', (_what, damage, expected) => {
    fill();
    damage();
    expect(codes()).toEqual(expected);
  });
});
