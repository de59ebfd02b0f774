import type { Edit, NixValue } from '../../../engine/model/options/value.ts';
import { splitOptionPath } from '../../../engine/model/options/option.ts';
import type { EditResult } from '../../../engine/nix/edit.ts';
import type { ConfigFiles } from '../../../engine/model/host/configuration.ts';
import { applyEdits } from '../../../engine/nix/edit.ts';
import type { Result } from '../../../engine/model/finding.ts';

export function pkg(dotted: string): NixValue {
  return { type: 'pkgs', path: dotted.split('.') };
}

export const set = (option: string, value: NixValue): Edit => ({
  op: 'set',
  path: splitOptionPath(option),
  value,
});
export const unset = (option: string): Edit => ({ op: 'unset', path: splitOptionPath(option) });
export const add = (option: string, ...items: NixValue[]): Edit => ({
  op: 'add',
  path: splitOptionPath(option),
  items,
});
export const remove = (option: string, ...items: NixValue[]): Edit => ({
  op: 'remove',
  path: splitOptionPath(option),
  items,
});

/** A configuration of one file, `configuration.nix`, and any others it may import. */
export function config(text: string, others: Readonly<Record<string, string>> = {}): ConfigFiles {
  return {
    entries: ['configuration.nix'],
    files: new Map([['configuration.nix', text], ...Object.entries(others)]),
  };
}

/** All files after the edits; throws what the edits were refused for. */
export function filesAfter(before: ConfigFiles, ...edits: Edit[]): Map<string, string> {
  const result = applyEdits(before, edits);
  if (!result.ok)
    throw new Error(result.findings.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return new Map([...before.files, ...result.value.files]);
}

/** `configuration.nix` after the edits, or `CODE at file:line` of what they were refused for. */
export function outcome(before: ConfigFiles, ...edits: Edit[]): string {
  return textOf(before, applyEdits(before, edits));
}

function textOf(before: ConfigFiles, result: Result<EditResult>): string {
  if (result.ok)
    return result.value.files.get('configuration.nix') ?? before.files.get('configuration.nix') ?? '';
  const [finding] = result.findings;
  const place =
    finding?.position === undefined ? '' : ` at ${finding.position.file}:${finding.position.line}`;
  return `${finding?.code ?? ''}${place}`;
}
