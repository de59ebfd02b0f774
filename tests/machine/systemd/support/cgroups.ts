import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';

/**
 * A control group of its own for a container, in every hierarchy of this computer: its systemd takes the group that it is
 * started in for the root of all.
 */
export function makeGroups(name: string): readonly string[] {
  const groups = hierarchies().map((root) => join(root, name));
  for (const group of groups) {
    mkdirSync(group, { recursive: true });
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      const above = join(group, '..', file);
      // The old cpuset takes no process before it is told where to run it.
      if (existsSync(join(group, 'cpuset.cpu_exclusive')))
        writeFileSync(join(group, file), readFileSync(above, 'utf8'));
    }
  }
  return groups;
}

/** Removes groups that have no process any more. */
export function removeGroups(groups: readonly string[]): void {
  for (const group of groups) removeGroup(group);
}

function removeGroup(group: string): void {
  if (!existsSync(group)) return;
  for (const entry of readdirSync(group, { withFileTypes: true }))
    if (entry.isDirectory()) removeGroup(join(group, entry.name));
  rmdirSync(group);
}

function hierarchies(): readonly string[] {
  if (existsSync(join(ROOT, 'cgroup.procs'))) return [ROOT];
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(ROOT, entry.name, 'cgroup.procs')))
    .map((entry) => join(ROOT, entry.name));
}
