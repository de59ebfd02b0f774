import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import type { Edit } from '../../engine/model/options/value.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import { ALL } from '../lib/scope.ts';
import { LAYOUTS, type Layout } from './layouts/layouts.ts';
import { add, pkg, remove, set, unset } from './support/apply.ts';

/** What a host says, as nix/layouts/evaluate.nix prints it. */
interface Values {
  readonly packages: readonly string[];
  readonly ports: readonly number[];
  readonly services: Readonly<Record<string, { readonly enable: boolean; readonly port: number }>>;
  readonly [option: string]: unknown;
}
type Hosts = Readonly<Record<string, Values | null>>;

/** An edit, and what becomes of the values of a host that has `desk`'s. */
type Case = readonly [edit: Edit, after: (before: Values) => Values];

const SERVICE = { enable: false, port: 80 };

const CASES: readonly Case[] = [
  [set('networking.hostName', 'nova'), (before) => ({ ...before, hostName: 'nova' })],
  [set('time.timeZone', 'Europe/Paris'), (before) => ({ ...before, timeZone: 'Europe/Paris' })],
  [
    set('services.openssh.enable', false),
    (before) => ({ ...before, services: { ...before.services, openssh: SERVICE } }),
  ],
  [
    add('environment.systemPackages', pkg('wget')),
    (before) => ({ ...before, packages: [...before.packages, 'wget'] }),
  ],
  [
    remove('environment.systemPackages', pkg('htop')),
    (before) => ({ ...before, packages: before.packages.filter((name) => name !== 'htop') }),
  ],
  [
    add('networking.firewall.allowedTCPPorts', 8080),
    (before) => ({ ...before, ports: [...before.ports, 8080] }),
  ],
  [unset('services.openssh.enable'), (before) => ({ ...before, services: withoutSsh(before.services) })],
  [set('networking.domain', 'lan'), (before) => ({ ...before, domain: 'lan' })],
  [
    set('services.nginx.enable', true),
    (before) => ({ ...before, services: { ...before.services, nginx: { ...SERVICE, enable: true } } }),
  ],
  [set('networking.nameservers', ['1.1.1.1']), (before) => ({ ...before, nameservers: ['1.1.1.1'] })],
  [
    remove('networking.firewall.allowedTCPPorts', 22),
    (before) => ({ ...before, ports: before.ports.filter((port) => port !== 22) }),
  ],
  [set('system.stateVersion', '26.05'), (before) => ({ ...before, stateVersion: '26.05' })],
];

function withoutSsh(services: Values['services']): Values['services'] {
  return Object.fromEntries(Object.entries(services).filter(([name]) => name !== 'openssh'));
}

/** The edits that a layout is tried with: all of them, or three, others each time. */
function casesOf(at: number): readonly Case[] {
  return ALL ? CASES : [0, 1, 2].flatMap((step) => CASES.slice((at * 3 + step) % CASES.length).slice(0, 1));
}

/** Evaluates directories of files, many in one call of Nix. */
function evaluate(trees: readonly ReadonlyMap<string, string>[]): readonly Hosts[] {
  const root = mkdtempSync(join(tmpdir(), 'layouts-'));
  try {
    const directories = trees.map((files, at) => {
      const directory = join(root, String(at));
      for (const [name, text] of files) {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), text);
      }
      return directory;
    });
    const expression = join(import.meta.dirname, 'layouts/evaluate.nix');
    const list = `[ ${directories.map((directory) => JSON.stringify(directory)).join(' ')} ]`;
    const argv = ['--eval', '--strict', '--json', expression, '--arg', 'directories', list];
    const { status, stdout, stderr } = spawnSync('nix-instantiate', argv, {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as readonly Hosts[];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function configOf([, files]: Layout): ConfigFiles {
  return { entries: [], flake: { attribute: 'desk' }, files: new Map(Object.entries(files)) };
}

interface Tried {
  readonly edit: Edit;
  readonly expected: (before: Values) => Values;
  /** Undefined where the edit was refused. */
  readonly files: ReadonlyMap<string, string> | undefined;
  /** Whether it is said that the change is another host's, too. */
  readonly isSaid: boolean;
  readonly refused: string;
}

function tryEdit(config: ConfigFiles, [edit, expected]: Case): Tried {
  const result = applyEdits(config, [edit]);
  const isSaid = result.findings.some(({ code, message }) => code === 'NIX118' && message.includes('lap'));
  const refused = result.ok ? '' : result.findings.map(({ message }) => message).join('; ');
  const files = result.ok ? new Map([...config.files, ...result.value.files]) : undefined;
  return { edit, expected, files, isSaid, refused };
}

/** Lists are the same in any order, as the order of modules is. */
function inOrder(values: Values | null | undefined): unknown {
  return (
    values && {
      ...values,
      packages: values.packages.toSorted(),
      ports: values.ports.toSorted((left, right) => left - right),
    }
  );
}

describe('a flake whose hosts are made by', () => {
  const tried = LAYOUTS.map((layout, at) => {
    const config = configOf(layout);
    return { config, all: casesOf(at).map((one) => tryEdit(config, one)) };
  });
  const before: Hosts[] = [];
  const after = new Map<Tried, Hosts | undefined>();

  beforeAll(() => {
    const trees = tried.flatMap(({ config, all }) => [
      config.files,
      ...all.flatMap(({ files }) => files ?? []),
    ]);
    const answers = [...evaluate(trees)];
    for (const { all } of tried) {
      before.push(answers.shift() ?? {});
      for (const one of all) after.set(one, one.files === undefined ? undefined : answers.shift());
    }
  }, 600_000);

  test('are at least sixty, no two of one name', () => {
    expect(new Set(LAYOUTS.map(([name]) => name)).size).toBe(LAYOUTS.length);
    expect(LAYOUTS.length).toBeGreaterThanOrEqual(60);
  });

  test.each(LAYOUTS.map(([name], at) => [name, at] as const))(
    '%s is edited where the host has it',
    (_, at) => {
      const desk = before[at]?.['desk'];
      const lap = before[at]?.['lap'];
      expect(desk).toMatchObject({ hostName: 'desk', services: { openssh: { enable: true } }, ports: [22] });
      expect(lap).toMatchObject({ hostName: 'lap' });
      for (const one of tried[at]?.all ?? []) {
        expect([one.edit, one.refused]).toEqual([one.edit, '']);
        const now = after.get(one);
        expect([one.edit, inOrder(now?.['desk'])]).toEqual([one.edit, inOrder(desk && one.expected(desk))]);
        // Nobody else's values change unless that is said.
        const isSame = JSON.stringify(inOrder(now?.['lap'])) === JSON.stringify(inOrder(lap));
        expect([one.edit, isSame]).toEqual([one.edit, !one.isSaid]);
      }
    },
  );
});
