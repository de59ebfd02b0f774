import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';

const kinds = ['start', 'restart', 'reload'];
const file = (root, kind) => `${root}/run/nixos/${kind}-list`;

/** What an interrupted switch still had to do: it is done by the next one. */
export function readLists(root) {
  const read = (kind) =>
    existsSync(file(root, kind)) ? readFileSync(file(root, kind), 'utf8').split('\n').filter(Boolean) : [];
  return Object.fromEntries(kinds.map((kind) => [kind, read(kind)]));
}

export function keepList(root, kind, units) {
  rmSync(file(root, kind), { force: true });
  if (units.size > 0) appendFileSync(file(root, kind), [...units].map((unit) => `${unit}\n`).join(''));
}

export function clearLists(root, ...only) {
  for (const kind of only.length > 0 ? only : kinds) rmSync(file(root, kind), { force: true });
}
