import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHECKS, examineHost } from '../../engine/check/doctor/examine.ts';
import type { DoctorFacts, FactName, DiagnosedHost, Readings } from '../../engine/check/doctor/facts.ts';
import { isTooOld, parseNixVersion } from '../../engine/check/doctor/nix-version.ts';
import type { Severity } from '../../engine/model/finding.ts';
import { plain } from '../../engine/report/text/paint.ts';
import { renderDiagnosis } from '../../engine/report/host/doctor.ts';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
const SYSTEM = '/nix/store/0yf-nixos-system-desk-25.11';
const OTHER = '/nix/store/1zz-nixos-system-desk-25.11';
const FLAKE =
  '{ outputs = { nixpkgs, ... }: { nixosConfigurations.desk = nixpkgs.lib.nixosSystem { modules = [ ./configuration.nix ]; }; }; }';

const host: DiagnosedHost = {
  root: '/',
  style: 'channel',
  attribute: undefined,
  configuration: '/etc/nixos',
  profile: '/nix/var/nix/profiles/system',
  system: '/run',
  stateDirectory: '/var/lib/nixos-ai',
  systemctl: 'systemctl',
  systemdRun: 'systemd-run',
  isRoot: true,
  now: '2026-11-22T10:00:00.000Z',
};

/** A NixOS host with nothing wrong. */
const good: Readings = {
  node: { version: '24.1.0' },
  nix: { version: 'nix-instantiate (Nix) 2.31.2\n' },
  git: { version: 'git version 2.50.0\n' },
  store: { directory: '/nix/store', answer: 'valid', daemon: true, writable: false },
  features: { enabled: ['nix-command', 'flakes'], files: ['/etc/nix/nix.conf'] },
  lookups: [
    { name: 'nixpkgs', path: '/nix/store/a-nixpkgs' },
    { name: 'nixos-config', path: '/etc/nixos/configuration.nix' },
  ],
  configuration: {
    problem: undefined,
    entries: ['configuration.nix'],
    files: new Map([
      ['configuration.nix', '{ imports = [ ./users.nix ]; }'],
      ['users.nix', '{ }'],
      ['flake.nix', FLAKE],
    ]),
    unreadable: [],
    outside: [],
  },
  repository: { root: '/etc/nixos', refused: undefined, untracked: [], changed: [] },
  space: [
    { what: 'store', path: '/nix/store', free: 40 * GIB, inodes: { total: 1e7, free: 9e6 } },
    { what: 'state', path: '/var/lib/nixos-ai', free: 40 * GIB, inodes: { total: 0, free: 0 } },
  ],
  boot: { path: '/boot', free: 400 * MIB, images: [40 * MIB, 12 * MIB], entries: 3 },
  systems: {
    running: SYSTEM,
    booted: SYSTEM,
    profile: { target: 'system-7-link', path: SYSTEM },
    kernels: { booted: '/nix/store/k-linux-6.12/bzImage', running: '/nix/store/k-linux-6.12/bzImage' },
    generations: [
      { number: 7, path: SYSTEM },
      { number: 6, path: OTHER },
    ],
  },
  units: { state: 'running', failed: [], systemdRun: true },
  leftovers: { lists: [], switchLock: undefined },
  state: { there: true, usable: true, mode: 0o700, lock: undefined },
  journal: { rows: 12, last: '2026-11-22T09:00:00.000Z', findings: [], unfinished: [] },
  timers: [],
  snapshots: { path: '/var/lib/nixos-ai/snapshots.git', writable: true, damage: undefined },
  catalogue: 'fresh',
  namespaces: { available: true, why: '' },
  policy: [],
  providers: { asked: ['offline'], findings: [] },
};

interface Change {
  readonly host?: Partial<DiagnosedHost>;
  readonly read?: { readonly [Name in FactName]?: Readings[Name] | Partial<NonNullable<Readings[Name]>> };
}

/** The facts of the good host, some of them otherwise. */
function factsWith({ host: otherHost = {}, read = {} }: Change): DoctorFacts {
  const values = Object.entries(good).map(([name, value]: [string, unknown]) => {
    const change: unknown = read[name as FactName];
    const mixed = isPlain(value) && isPlain(change) ? { ...value, ...change } : change;
    return [name, { kind: 'read', value: name in read ? mixed : value }];
  });
  return { host: { ...host, ...otherHost }, read: Object.fromEntries(values) as DoctorFacts['read'] };
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const found = (facts: DoctorFacts): string[] =>
  examineHost(facts).flatMap(({ findings }) => findings.map(({ severity, code }) => `${severity} ${code}`));

const flake = { style: 'flake', attribute: 'desk' } as const;
const files = (changed: Readonly<Record<string, string>>) => ({
  files: new Map([...good.configuration.files, ...Object.entries(changed)]),
});
const run = { run: '20261122-090000-aaaa', at: 'switch', touched: true };
const lock = { file: '/var/lib/nixos-ai/lock.db', pid: 7, run: run.run, since: '2026-11-22T09:00:00.000Z' };
const place = (what: 'store' | 'state', free: number, inodes = 9e6) => ({
  what,
  path: `/${what}`,
  free,
  inodes: { total: 1e7, free: inodes },
});

type Case = readonly [what: string, change: Change, expected: `${Severity} ${string}`, named: string];

const BAD: readonly Case[] = [
  ['an old Node', { read: { node: { version: '22.9.0' } } }, 'error DOC010', '22.9.0'],
  ['no Nix', { read: { nix: { version: undefined } } }, 'error DOC011', 'PATH'],
  [
    'a Nix that says something else',
    { read: { nix: { version: 'nix, some' } } },
    'warning DOC012',
    'nix, some',
  ],
  [
    'a Nix of before flakes',
    { read: { nix: { version: 'nix-env (Nix) 2.3.16' } } },
    'error DOC013',
    '2.3.16',
  ],
  ['no git', { read: { git: { version: undefined } } }, 'error DOC014', 'snapshot'],
  [
    'a daemon that is not there',
    { host: { isRoot: false }, read: { store: { answer: { why: 'cannot connect to daemon' } } } },
    'error DOC015',
    'cannot connect to daemon',
  ],
  [
    'a store that nobody may write to',
    { read: { store: { daemon: false, writable: false } } },
    'error DOC016',
    '/nix/store',
  ],
  [
    'a running system that Nix does not know',
    { read: { store: { answer: 'invalid' } } },
    'error DOC017',
    'valid path',
  ],
  [
    'a flake without flakes',
    { host: flake, read: { features: { enabled: ['nix-command'] } } },
    'info DOC018',
    'flakes',
  ],
  [
    'no <nixpkgs>',
    { read: { lookups: [{ name: 'nixpkgs', path: undefined }] } },
    'error DOC019',
    '<nixpkgs>',
  ],
  [
    'a <nixpkgs> of the flake registry, on a host that has gone to channels',
    { read: { lookups: [{ name: 'nixpkgs', path: undefined, registryRefused: true }] } },
    'error DOC019',
    'nixpkgs=flake:nixpkgs',
  ],
  [
    'no namespace',
    { read: { namespaces: { available: false, why: 'Operation not permitted' } } },
    'info DOC020',
    'Operation',
  ],
  [
    'a directory that cannot be read',
    { read: { configuration: { problem: 'EACCES', files: new Map() } } },
    'error DOC021',
    'EACCES',
  ],
  [
    'no configuration.nix',
    { read: { configuration: { files: new Map([['users.nix', '{ }']]) } } },
    'error DOC022',
    'configuration.nix',
  ],
  [
    'a file that cannot be read',
    { read: { configuration: { unreadable: [{ file: 'wifi.nix', why: 'EACCES' }] } } },
    'error DOC023',
    '/etc/nixos/wifi.nix',
  ],
  [
    'a file that does not parse',
    { read: { configuration: files({ 'users.nix': '{ a = 1 }' }) } },
    'error NIX001',
    '',
  ],
  ['another host in the flake', { host: { ...flake, attribute: 'laptop' } }, 'error DOC024', 'desk'],
  [
    'a link that leads out',
    { read: { configuration: { outside: [{ link: 'x.nix', target: '/home/x.nix' }] } } },
    'warning DOC025',
    'x.nix → /home/x.nix',
  ],
  [
    'a repository of another owner',
    { read: { repository: { refused: 'detected dubious ownership' } } },
    'warning DOC026',
    'dubious',
  ],
  [
    'files that a flake does not see',
    { host: flake, read: { repository: { untracked: ['new.nix'] } } },
    'warning DOC027',
    'new.nix',
  ],
  ['uncommitted changes', { read: { repository: { changed: ['users.nix'] } } }, 'info DOC028', 'users.nix'],
  ['room for one kernel', { read: { boot: { free: 60 * MIB } } }, 'warning DOC030', '60 MiB'],
  ['room for no kernel', { read: { boot: { free: 51 * MIB } } }, 'error DOC030', '52 MiB'],
  ['no boot entry', { read: { boot: { entries: 0 } } }, 'error DOC031', '/boot'],
  ['a store that fills up', { read: { space: [place('store', 3 * GIB)] } }, 'warning DOC032', '3.0 GiB'],
  ['a full store', { read: { space: [place('store', 10 * MIB)] } }, 'error DOC032', '10 MiB'],
  ['no room for the journal', { read: { space: [place('state', 10 * MIB)] } }, 'error DOC032', '10 MiB'],
  ['few inodes', { read: { space: [place('store', 40 * GIB, 5000)] } }, 'warning DOC033', '5000'],
  ['no inodes', { read: { space: [place('store', 40 * GIB, 0)] } }, 'error DOC033', '1000'],
  ['no running system', { read: { systems: { running: undefined } } }, 'error DOC040', '/run/current-system'],
  [
    'no profile',
    { read: { systems: { profile: { target: undefined, path: undefined } } } },
    'error DOC041',
    'is missing',
  ],
  [
    'a profile that dangles',
    { read: { systems: { profile: { target: 'system-9-link', path: undefined } } } },
    'error DOC041',
    'system-9-link, which is gone',
  ],
  ['a system on trial', { read: { systems: { running: OTHER } } }, 'warning DOC042', 'generation 6'],
  [
    'a boot that is pending',
    { read: { systems: { profile: { target: 'system-8-link', path: OTHER } } } },
    'warning DOC042',
    'the reboot is pending',
  ],
  [
    'another kernel',
    {
      read: {
        systems: { kernels: { booted: '/nix/store/k-linux-6.6/bzImage', running: '/nix/store/l/bzImage' } },
      },
    },
    'warning DOC043',
    'linux-6.6',
  ],
  [
    'a generation that was collected',
    { read: { systems: { generations: [{ number: 6, path: undefined }] } } },
    'warning DOC044',
    'generations 6',
  ],
  [
    'a service manager that is silent',
    { read: { units: { state: undefined } } },
    'error DOC050',
    'systemctl',
  ],
  ['no systemd-run', { read: { units: { systemdRun: false } } }, 'error DOC051', 'systemd-run'],
  [
    'a failed unit',
    { read: { units: { state: 'degraded', failed: ['nginx.service'] } } },
    'warning DOC052',
    'nginx.service',
  ],
  [
    'a switch that goes on',
    { read: { leftovers: { switchLock: { file: '/run/nixos/l', pid: 7 } } } },
    'warning DOC053',
    'process 7',
  ],
  [
    'lists that are left',
    { read: { leftovers: { lists: [{ file: '/run/nixos/start-list', units: ['nginx.service'] }] } } },
    'warning DOC054',
    'nginx.service',
  ],
  [
    'a state directory of root alone',
    { host: { isRoot: false }, read: { state: { usable: false } } },
    'error DOC060',
    '/var/lib/nixos-ai',
  ],
  ['a state directory for all', { read: { state: { mode: 0o755 } } }, 'error DOC061', '0755'],
  [
    'a clock a little behind',
    { read: { journal: { last: '2026-11-22T10:05:00.000Z' } } },
    'warning DOC062',
    '10:05',
  ],
  ['a clock of years ago', { host: { now: '1970-01-01T00:00:00.000Z' } }, 'error DOC062', '1970'],
  [
    'snapshots on a read-only disk',
    { read: { snapshots: { writable: false } } },
    'error DOC063',
    'snapshots.git',
  ],
  ['a damaged HEAD', { read: { snapshots: { damage: "its HEAD holds ''" } } }, 'error DOC064', 'HEAD'],
  [
    'a run that goes on',
    { read: { state: { lock }, journal: { unfinished: [run] } } },
    'warning DOC070',
    run.run,
  ],
  ['a run that died', { read: { journal: { unfinished: [run] } } }, 'error DOC071', "'switch'"],
  [
    'a run that died early',
    { read: { journal: { unfinished: [{ ...run, at: 'plan', touched: false }] } } },
    'warning DOC071',
    'before it changed anything',
  ],
  [
    'a run that waits for a reboot',
    { read: { journal: { unfinished: [{ ...run, at: 'boot', waits: true }] } } },
    'warning DOC073',
    'waits for a reboot',
  ],
  ['a timer for nothing', { read: { timers: [run.run] } }, 'warning DOC072', run.run],
  ['options of before', { read: { catalogue: 'stale' } }, 'info DOC080', 'changed'],
  [
    'a journal that was altered',
    {
      read: { journal: { findings: [{ code: 'AUD001', severity: 'error', message: 'row 3 was altered' }] } },
    },
    'error AUD001',
    'row 3',
  ],
  [
    'a policy that is none',
    { read: { policy: [{ code: 'POL012', severity: 'error', message: 'no' }] } },
    'error POL012',
    'no',
  ],
  [
    'a key that others may read',
    { read: { providers: { findings: [{ code: 'LLM002', severity: 'warning', message: 'others' }] } } },
    'warning LLM002',
    'others',
  ],
];

describe('a check', () => {
  test('finds nothing on a host that is well, of either style', () => {
    expect(found(factsWith({}))).toEqual([]);
    expect(found(factsWith({ host: flake }))).toEqual([]);
    expect(examineHost(factsWith({})).every(({ state, seen }) => state === 'ok' && seen !== '')).toBe(true);
  });

  test.each(BAD)('finds %s, and that alone', (_what, change, expected, named) => {
    const facts = factsWith(change);
    const wrong = examineHost(facts).filter(({ findings }) => findings.length > 0);
    expect(found(facts)).toEqual([expected]);
    const [finding] = wrong.flatMap(({ findings }) => findings);
    expect(finding?.message).toContain(named);
    expect(wrong[0]?.state).toBe(expected.startsWith('info') ? 'ok' : expected.split(' ')[0]);
  });

  test('of the engine has a case for each of its codes', () => {
    const text = readFileSync(new URL('../../docs/FINDINGS.md', import.meta.url), 'utf8');
    const documented = [...text.matchAll(/^\| (DOC\d+) /gmu)].map(([, code]) => code ?? '');
    const covered = new Set([...BAD.map(([, , expected]) => expected.split(' ')[1]), 'DOC001', 'DOC002']);
    expect(documented.length).toBeGreaterThan(30);
    expect(documented.filter((code) => !covered.has(code))).toEqual([]);
  });

  test('says what to do about everything that it finds', () => {
    const without = BAD.filter(([, , expected]) => expected.includes('DOC')).filter(([, change]) =>
      examineHost(factsWith(change)).some(({ findings }) => findings.some(({ fix = '' }) => fix === '')),
    );
    expect(without).toEqual([]);
  });
});

describe('what does not apply', () => {
  test.each<readonly [string, string, Change]>([
    ['flakes', 'a channel', {}],
    ['flake', 'a channel', {}],
    ['untracked', 'a channel', { read: { repository: { untracked: ['new.nix'] } } }],
    ['search path', 'a flake', { host: flake }],
    ['boot space', 'a host whose menu points into the store', { read: { boot: { images: [] } } }],
    ['failed units', 'a service manager that is silent', { read: { units: { state: undefined } } }],
    [
      'leftover lists',
      'a switch that goes on',
      { read: { leftovers: { switchLock: { file: '/l', pid: 1 } } } },
    ],
    ['links', 'a directory that cannot be read', { read: { configuration: { problem: 'EACCES' } } }],
  ])('the line %s is left out for %s', (name, _of, change) => {
    expect(CHECKS.map((check) => check.name)).toContain(name);
    expect(examineHost(factsWith(change)).map((check) => check.name)).not.toContain(name);
  });

  test('a host in no repository, without /boot and without snapshots has no lines about them', () => {
    const facts = factsWith({
      read: { repository: undefined, boot: undefined, snapshots: undefined },
    });
    const names = examineHost(facts).map(({ name }) => name);
    expect(names).not.toEqual(expect.arrayContaining(['git owner']));
    expect(names).not.toEqual(expect.arrayContaining(['boot entries']));
    expect(names).not.toEqual(expect.arrayContaining(['snapshots']));
    expect(found(facts)).toEqual([]);
  });

  test('a flake that computes its hosts is not said to lack one', () => {
    const text = '{ outputs = inputs: { nixosConfigurations = builtins.mapAttrs f hosts; }; }';
    const facts = factsWith({ host: flake, read: { configuration: files({ 'flake.nix': text }) } });
    expect(found(facts)).toEqual([]);
  });

  test('a file that nothing imports is a warning when it does not parse', () => {
    const configuration = { ...files({ 'old/x.nix': '{ a = ' }) };
    expect(found(factsWith({ read: { configuration } }))).toEqual(['warning NIX001']);
  });

  test('the timer of an interrupted run is not one too many', () => {
    const facts = factsWith({ read: { journal: { unfinished: [run] }, timers: [run.run] } });
    expect(found(facts)).toEqual(['error DOC071']);
  });
});

describe('a fact', () => {
  const names = Object.keys(good) as FactName[];

  test.each(names)('%s that hangs is one error, whatever is made of it', (name) => {
    const facts = factsWith({});
    const late = { ...facts, read: { ...facts.read, [name]: { kind: 'late', limit: 15_000 } } };
    expect(found(late)).toEqual(['error DOC001']);
  });

  test.each(names)('%s that fails is one error, and one left out is none', (name) => {
    const facts = factsWith({});
    const failed = { ...facts, read: { ...facts.read, [name]: { kind: 'failed', why: 'EIO' } } };
    expect(found(failed)).toEqual(['error DOC002']);
    const left = { ...facts, read: { ...facts.read, [name]: { kind: 'left-out' } } } as DoctorFacts;
    expect(found(left)).toEqual([]);
  });
});

describe('a version of Nix', () => {
  test.each([
    ['nix (Nix) 2.3.16', 'Nix', '2.3.16', true],
    ['nix-instantiate (Nix) 2.4', 'Nix', '2.4', false],
    ['nix-instantiate (Nix) 2.8.0\n', 'Nix', '2.8.0', false],
    ['nix-env (Nix) 2.18.1', 'Nix', '2.18.1', false],
    ['nix (Nix) 2.19.0pre20231010_0d8b8a9', 'Nix', '2.19.0pre20231010_0d8b8a9', false],
    ['nix (Nix) 2.24.14', 'Nix', '2.24.14', false],
    ['nix-instantiate (Nix) 2.31.2+1', 'Nix', '2.31.2+1', false],
    ['nix (Nix) 3.0', 'Nix', '3.0', false],
    ['nix (Lix, like Nix) 2.91.1', 'Lix', '2.91.1', false],
    [
      'nix-instantiate (Lix, like Nix) 2.94.0-dev-pre20250801-dirty',
      'Lix',
      '2.94.0-dev-pre20250801-dirty',
      false,
    ],
    ['nix (Determinate Nix 3.6.2) 2.29.0', 'Determinate Nix', '2.29.0', false],
    ['nix-instantiate (Determinate Nix 3.11.2) 2.31.1', 'Determinate Nix', '2.31.1', false],
  ])('%j is %s %s', (printed, kind, text, old) => {
    const version = parseNixVersion(printed);
    expect(version).toMatchObject({ kind, text });
    expect(version && isTooOld(version)).toBe(old);
  });

  test.each(['', 'nix', 'nix 2.8', 'nix (Nix)', 'error: 2.8', 'nix (Nix) two'])('%j is none', (printed) => {
    expect(parseNixVersion(printed)).toBeUndefined();
  });
});

describe('a diagnosis', () => {
  const say = (...changes: Change[]): string =>
    renderDiagnosis(
      examineHost(
        factsWith({ read: Object.assign({}, ...changes.map(({ read }) => read)) as Change['read'] & object }),
      ),
      plain,
    );

  test.each<readonly [string, readonly Change[], string]>([
    ['nothing', [], 'This host can be changed: no problems found.'],
    ['a warning', [{ read: { timers: ['x'] } }], 'This host can be changed; one thing is worth a look.'],
    [
      'an error and two warnings',
      [
        { read: { git: { version: undefined } } },
        { read: { timers: ['x'] } },
        { read: { systems: { running: OTHER } } },
      ],
      'One thing must be fixed before this host can be changed safely, 2 things worth a look.',
    ],
  ])('with %s ends with its sentence', (_what, changes, sentence) => {
    expect(
      say(...changes)
        .split('\n')
        .at(-1),
    ).toBe(sentence);
  });

  test('has a line a check, and the remedy below what is wrong', () => {
    const text = say({ read: { git: { version: undefined } } });
    expect(text).toMatch(/^✓ nix +Nix 2\.31\.2$/mu);
    expect(text).toMatch(/^✗ git +not found\n {4}error DOC014: .+\n {4}→ install git$/mu);
  });
});
