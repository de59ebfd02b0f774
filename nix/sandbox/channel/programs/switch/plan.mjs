import { flag, readUnit } from '../lib/unit-file.mjs';

/** Keys whose change does not touch what runs. */
const harmless = { Unit: ['Description', 'X-Reload-Triggers', 'Documentation'], Service: [] };

/**
 * Compares the unit files of two systems, given what runs: which units to stop, start, restart, reload, and which changed
 * ones to leave alone.
 */
export function planUnits({ current, next, states }) {
  const plan = { stop: new Set(), start: new Set(), restart: new Set(), reload: new Set(), skip: new Set() };
  for (const [name, unit] of states) {
    if (!['active', 'activating', 'reloading'].includes(unit.ActiveState) || name.endsWith('.target'))
      continue;
    const [before, after] = [readUnit(`${current}/${name}`), readUnit(`${next}/${name}`)];
    if (!before) continue;
    if (!after) {
      if (flag(before, 'Unit', 'X-StopOnRemoval', true)) plan.stop.add(name);
      continue;
    }
    const change = compare(before, after);
    if (change !== 'same') modified(plan, name, after, change);
  }
  return plan;
}

function modified(plan, name, unit, change) {
  if (change === 'reload' || flag(unit, 'Service', 'X-ReloadIfChanged', false)) plan.reload.add(name);
  else if (
    !flag(unit, 'Service', 'X-RestartIfChanged', true) ||
    flag(unit, 'Unit', 'X-OnlyManualStart', false)
  )
    plan.skip.add(name);
  else if (!flag(unit, 'Service', 'X-StopIfChanged', true)) plan.restart.add(name);
  else {
    plan.stop.add(name);
    plan.start.add(name);
  }
}

/** `same`, `reload` when only reload triggers changed, or `restart`. */
function compare(before, after) {
  if (significant(before) !== significant(after)) return 'restart';
  const triggers = (sections) => JSON.stringify(sections.Unit?.['X-Reload-Triggers'] ?? []);
  return triggers(before) === triggers(after) ? 'same' : 'reload';
}

function significant(sections) {
  const kept = Object.entries(sections).map(([section, entries]) => [
    section,
    Object.entries(entries)
      .filter(([key]) => !(harmless[section] ?? []).includes(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return JSON.stringify(
    kept.filter(([, entries]) => entries.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
