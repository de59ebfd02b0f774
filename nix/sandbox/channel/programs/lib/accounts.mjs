import { existsSync, readFileSync } from 'node:fs';

/** The lines of `ROOT/etc/passwd` or `ROOT/etc/group`, each as its fields. */
export function accounts(root, database) {
  const file = `${root}/etc/${database}`;
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(':'));
}
