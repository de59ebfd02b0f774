import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { readConfiguration } from '../../../engine/host/tree/config-tree.ts';
import { findRealPlace } from '../../../engine/host/tree/real-place.ts';
import type { RealPlace } from '../../../engine/model/host/configuration.ts';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { readModules } from '../../../engine/nix/modules/modules.ts';

let base: string;
let root: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync('/tmp/nixos-ai-links-'));
  root = join(base, 'nixos');
  mkdirSync(root);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

type Tree = Readonly<Record<string, string>>;

/** Files by path; `-> target` is a link. */
function make(tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    const at = join(root, path);
    mkdirSync(dirname(at), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3).replace('ROOT', root).replace('BASE', base), at);
    else writeFileSync(at, text);
  }
}

const USERS = '{ users.users.alice.extraGroups = [ "wheel" ]; }\n';
const importing = (...paths: readonly string[]): string => `{ imports = [ ${paths.join(' ')} ]; }\n`;

const TREES: readonly (readonly [string, Tree, readonly string[], string])[] = [
  [
    'the entry is a link, and what it leads to imports from there',
    {
      'configuration.nix': '-> hosts/laptop/configuration.nix',
      'hosts/laptop/configuration.nix': importing('../../users.nix'),
      'users.nix': USERS,
    },
    ['hosts/laptop/configuration.nix', 'users.nix'],
    'users.nix',
  ],
  [
    'a chain of links',
    {
      'configuration.nix': '-> main.nix',
      'main.nix': '-> hosts/a.nix',
      'hosts/a.nix': importing('../u.nix'),
      'u.nix': '-> v.nix',
      'v.nix': USERS,
    },
    ['hosts/a.nix', 'v.nix'],
    'v.nix',
  ],
  [
    'a link to a directory beside it',
    {
      'configuration.nix': importing('./hosts/current'),
      'hosts/current': '-> laptop',
      'hosts/laptop/default.nix': importing('../../u.nix'),
      'u.nix': USERS,
    },
    ['configuration.nix', 'hosts/laptop/default.nix', 'u.nix'],
    'u.nix',
  ],
  [
    'a link to a directory further down, whose imports are relative to where it leads',
    {
      'configuration.nix': importing('./current'),
      current: '-> hosts/laptop',
      'hosts/laptop/default.nix': importing('../../u.nix'),
      'u.nix': USERS,
    },
    ['configuration.nix', 'hosts/laptop/default.nix', 'u.nix'],
    'u.nix',
  ],
  [
    'a file named through a link to its directory, whose imports are relative to the name',
    {
      'configuration.nix': importing('./current/main.nix'),
      current: '-> hosts/laptop',
      'hosts/laptop/main.nix': importing('../u.nix'),
      'u.nix': USERS,
    },
    ['configuration.nix', 'current/main.nix', 'u.nix'],
    'u.nix',
  ],
  [
    'an edit of a file that is named through a link to its directory',
    { 'configuration.nix': importing('./m/u.nix'), m: '-> mods', 'mods/u.nix': USERS },
    ['configuration.nix', 'm/u.nix'],
    'mods/u.nix',
  ],
  [
    'an absolute link within',
    { 'configuration.nix': importing('./u.nix'), 'u.nix': '-> ROOT/hosts/u.nix', 'hosts/u.nix': USERS },
    ['configuration.nix', 'hosts/u.nix'],
    'hosts/u.nix',
  ],
  [
    'a link to a directory above itself',
    { 'configuration.nix': importing('./u.nix'), self: '-> .', 'deep/up': '-> ..', 'u.nix': USERS },
    ['configuration.nix', 'u.nix'],
    'u.nix',
  ],
];

test.each(TREES)(
  'where there is %s, modules are found as Nix finds them, and the file itself is edited',
  async (_what, tree, modules, edited) => {
    make(tree);
    const { place } = defaultHostSettings('channel');
    const configuration = await readConfiguration({ ...place, configuration: root });
    const read = readModules(configuration);
    expect(read.ok ? read.value.map(({ file }) => file) : read.findings).toEqual(modules);
    const path = ['users', 'users', 'alice', 'extraGroups'] as const;
    const changed = applyEdits(configuration, [{ op: 'add', path, items: ['audio'] }]);
    const files = changed.ok ? [...changed.value.files.keys()] : [];
    expect(await Promise.all(files.map(async (file) => findRealPlace(root, file)))).toEqual([
      { kind: 'inside', path: edited },
    ]);
  },
);

test.each<[string, Tree, string, RealPlace]>([
  ['a plain file', { 'a.nix': '' }, 'a.nix', { kind: 'inside', path: 'a.nix' }],
  ['a file that is to be made', {}, 'hosts/new.nix', { kind: 'inside', path: 'hosts/new.nix' }],
  [
    'a file that is to be made behind a link',
    { 'hosts/a.nix': '', h: '-> hosts' },
    'h/new.nix',
    { kind: 'inside', path: 'hosts/new.nix' },
  ],
  ['a link out of it', { 'a.nix': '-> BASE' }, 'a.nix', { kind: 'outside', target: 'BASE' }],
  [
    'a file behind a link out of it',
    { h: '-> ..' },
    'h/new.nix',
    { kind: 'outside', target: 'BASE/new.nix' },
  ],
  [
    'a directory that begins with two dots',
    { '..a/b.nix': '' },
    '..a/b.nix',
    { kind: 'inside', path: '..a/b.nix' },
  ],
  ['a link to nothing', { 'a.nix': '-> no.nix' }, 'a.nix', { kind: 'dangling', target: 'no.nix' }],
  ['a file behind a link to nothing', { h: '-> no' }, 'h/a.nix', { kind: 'dangling', target: 'no' }],
  [
    'a link to a link to nothing',
    { 'a.nix': '-> b.nix', 'b.nix': '-> no.nix' },
    'a.nix',
    { kind: 'dangling', target: 'b.nix' },
  ],
  ['links to each other', { 'a.nix': '-> b.nix', 'b.nix': '-> a.nix' }, 'a.nix', { kind: 'circle' }],
])('%s is told apart', async (_what, tree, path, wanted) => {
  make(tree);
  const place = 'target' in wanted ? { ...wanted, target: wanted.target.replace('BASE', base) } : wanted;
  expect(await findRealPlace(root, path)).toEqual(place);
});

test.each<[string, Tree, string]>([
  ['to nothing', { 'configuration.nix': '-> no.nix' }, 'is a link to no.nix, which leads to no file'],
  [
    'that leads back to itself',
    { 'configuration.nix': '-> b.nix', 'b.nix': '-> configuration.nix' },
    'is a link to b.nix, which leads to no file',
  ],
])('an entry that is a link %s is refused', async (_what, tree, message) => {
  make(tree);
  const { place } = defaultHostSettings('channel');
  const read = readModules(await readConfiguration({ ...place, configuration: root }));
  expect(
    read.ok ? '' : read.findings.map((finding) => `${finding.code} ${finding.message}`).join(),
  ).toContain(`NIX113`);
  expect(read.ok ? '' : read.findings.map((finding) => finding.message).join()).toContain(message);
});
