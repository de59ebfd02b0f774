// Makes the accounts of a root follow its configuration: `update-users.mjs ROOT SPECIFICATION`. Numbers, once given, stay
// with their name; accounts made by hand are kept where the configuration lets them.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const [root, specification] = process.argv.slice(2);
const spec = JSON.parse(readFileSync(specification, 'utf8'));
const state = `${root}/var/lib/nixos`;
mkdirSync(state, { recursive: true });
mkdirSync(`${root}/etc`, { recursive: true });

const declared = { groups: load('declarative-groups', []), users: load('declarative-users', []) };
const gids = numbers('gid-map', spec.groups, 'gid', () => ({ from: 999, step: -1 }));
const uids = numbers('uid-map', spec.users, 'uid', (user) =>
  user.isNormalUser ? { from: 1000, step: 1 } : { from: 999, step: -1 },
);

const groups = spec.groups.map((group) => [group.name, 'x', gids[group.name], group.members.join(',')]);
const users = spec.users.map((user) => [
  user.name,
  'x',
  uids[user.name],
  gids[user.group] ?? 65534,
  user.description,
  user.home,
  user.shell,
]);
write('group', [...groups, ...kept('group', spec.groups, declared.groups)]);
write('passwd', [...users, ...kept('passwd', spec.users, declared.users)]);
save(
  'declarative-groups',
  spec.groups.map((group) => group.name),
);
save(
  'declarative-users',
  spec.users.map((user) => user.name),
);
for (const user of spec.users)
  if (user.createHome) mkdirSync(root + user.home, { recursive: true, mode: 0o700 });

function numbers(file, entries, key, range) {
  const map = load(file, {});
  const used = new Set([...Object.values(map), ...entries.map((entry) => entry[key])]);
  for (const entry of entries) {
    if (entry[key] !== null) map[entry.name] = entry[key];
    if (map[entry.name] !== undefined) continue;
    const { from, step } = range(entry);
    let number = from;
    while (used.has(number)) number += step;
    map[entry.name] = number;
    used.add(number);
  }
  save(file, map);
  return map;
}

/** Lines of accounts that no configuration ever declared. */
function kept(file, entries, before) {
  const path = `${root}/etc/${file}`;
  if (!spec.mutableUsers || !existsSync(path)) return [];
  const names = new Set([...entries.map((entry) => entry.name), ...before]);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(':'))
    .filter(([name]) => !names.has(name));
}

function write(file, lines) {
  replace(`${root}/etc/${file}`, lines.map((line) => `${line.join(':')}\n`).join(''));
}

function load(file, fallback) {
  return existsSync(`${state}/${file}`) ? JSON.parse(readFileSync(`${state}/${file}`, 'utf8')) : fallback;
}

function save(file, value) {
  replace(`${state}/${file}`, JSON.stringify(value));
}

function replace(path, text) {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}
