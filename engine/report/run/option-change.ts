import type { SemanticDiff } from '../../model/plan.ts';
import type { Paint } from '../text/paint.ts';

/**
 * How one option changes, in a line. Of a list only what comes and goes is said: the rest may be long.
 *
 * @example
 * renderOptionChange({ name: 'a.ports', before: [22], after: [22, 80] }, plain) // 'a.ports: + 80'
 */
export function renderOptionChange(
  { name, before, after }: SemanticDiff['options'][number],
  paint: Paint,
): string {
  const items = Array.isArray(before) && Array.isArray(after) ? listChange(before, after) : undefined;
  if (items === undefined) return `${name}: ${showValue(before)} → ${paint.bold(showValue(after))}`;
  const said = [
    ...items.added.map((item) => paint.green(`+ ${item}`)),
    ...items.removed.map((item) => paint.red(`- ${item}`)),
  ];
  return `${name}: ${said.join(', ')}`;
}

interface ListChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Undefined where items only change their order, or how often they are there: then both lists are shown. */
function listChange(before: readonly unknown[], after: readonly unknown[]): ListChange | undefined {
  const [old, fresh] = [before.map(showValue), after.map(showValue)];
  const added = fresh.filter((item) => !old.includes(item));
  const removed = old.filter((item) => !fresh.includes(item));
  const kept = (all: readonly string[], gone: readonly string[]): string =>
    all.filter((item) => !gone.includes(item)).join('\n');
  if (kept(old, removed) !== kept(fresh, added)) return undefined;
  return { added, removed };
}

function showValue(value: unknown): string {
  if (value === null || value === undefined) return 'not set';
  // A package by itself is a name; within other values it stands in quotes as a string would.
  if (typeof value === 'object' && '_package' in value) return nameOfPackage(value._package);
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && '_package' in member
      ? nameOfPackage(member._package)
      : member,
  );
}

function nameOfPackage(path: unknown): string {
  return String(path).replace(/^.*\/[0-9a-z]{32}-/u, '');
}
