import type { Finding } from '../../model/finding.ts';
import type { Installation } from '../../model/installation.ts';
import { renderNixValue } from '../render.ts';

/** New text of the files that change; null for one that goes. */
export type NewFiles = ReadonlyMap<string, string | null>;

export const SERVICE = ['services', 'nixos-ai'] as const;
export const ENABLE = [...SERVICE, 'enable'] as const;

/** What turns the module on, a line each. */
export function enabling({ program }: Installation): readonly string[] {
  const lines = ['services.nixos-ai.enable = true;'];
  if (program === undefined) return lines;
  const host = program.host === undefined ? '' : `NIXOS_AI_HOST=${quoted(program.host)} `;
  const script = renderNixValue(`${host}exec ${quoted(program.node)} ${quoted(program.script)} "$@"`);
  return [...lines, `services.nixos-ai.package = pkgs.writeShellScriptBin "nixos-ai" ${script};`];
}

/** NIX128, with the very lines that a person has to write or to take out. */
export function byHand(what: 'add' | 'remove', file: string, lines: readonly string[]): Finding {
  const message = `nixos-ai's module cannot be ${what === 'add' ? 'added' : 'removed'} safely; nothing was changed`;
  const fix = [`${what} these lines by hand, in ${file}:`, ...lines.map((line) => `  ${line}`)].join('\n');
  return { code: 'NIX128', severity: 'error', message, fix };
}

/** A path as one word of a shell. */
function quoted(path: string): string {
  return /^[A-Za-z0-9_./+-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
