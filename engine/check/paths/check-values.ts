import type { Finding } from '../../model/finding.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { Origin } from '../../model/runbook.ts';
import {
  isAttrs,
  isList,
  isPathLiteral,
  isPkgs,
  type Edit,
  type NixValue,
} from '../../model/options/value.ts';
import type { PlacedEdit } from '../options.ts';
import { problem } from './problem.ts';

/** Where every user of a host may put what they like: directories that anybody may write to, and the store. */
const ANYBODYS =
  /^\/+(?:tmp|var\/tmp|dev\/shm|run\/user|nix\/store|proc\/(?:self|\d+)\/(?:root|cwd|fd))(?:\/|$)/u;

/**
 * Values of a generated runbook that name a file which any user of the host could have put there: PATH007. What reads
 * it may be root. A person may write it in a runbook of their own, and a package is named by `{ pkgs: … }`.
 *
 * @example
 * checkValues([{ edit: { op: 'set', path: ['users', 'defaultUserShell'], value: '/tmp/x' } }], 'generated')[0]?.code
 * // 'PATH007'
 */
export function checkValues(edits: readonly PlacedEdit[], origin: Origin): readonly Finding[] {
  if (origin !== 'generated') return [];
  return edits.flatMap(({ edit, position }) =>
    valuesOf(edit)
      .flatMap(textsIn)
      .filter((text) => ANYBODYS.test(text))
      .slice(0, 1)
      .map((text) => {
        const option = joinOptionPath(edit.path);
        const message = `option '${option}' of a generated runbook names ${JSON.stringify(text.slice(0, 120))}, where any user can write`;
        const fix = 'name a package as { pkgs: name }, or a file that only root can write';
        return problem('PATH007', message, fix, position);
      }),
  );
}

function valuesOf(edit: Edit): readonly NixValue[] {
  return edit.op === 'set' ? [edit.value] : edit.op === 'add' ? edit.items : [];
}

function textsIn(value: NixValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  if (isAttrs(value)) return Object.values(value.entries).flatMap(textsIn);
  if (value === null || typeof value !== 'object' || isPkgs(value)) return [];
  return isPathLiteral(value) ? [value.path] : [];
}
