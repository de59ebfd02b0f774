import type { Written } from '../model/runbook.ts';
import { renderPath } from '../nix/render.ts';
import type { ShownValues } from './values.ts';

/**
 * Written values as text: a parameter by its value, or by its name where none is given; what only the run knows as it is
 * written.
 *
 * @example
 * shownValues({ port: 80 }).command(['curl', { kind: 'param', name: 'port' }]) // 'curl 80'
 */
export function shownValues(values: Readonly<Record<string, unknown>>): ShownValues {
  const text = (value: Written | undefined): string => (value === undefined ? '' : show(value, values));
  return {
    text,
    code: (word) => word,
    option: (path) => renderPath(path.map(text)),
    command: (argv) => argv.map(text).join(' '),
  };
}

function show(value: Written, values: Readonly<Record<string, unknown>>): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('kind' in value)) return JSON.stringify(value);
  if (value.kind !== 'param') return JSON.stringify(value);
  const given = values[value.name];
  return typeof given === 'string' ? given : JSON.stringify(given ?? value.name);
}
