import type { Finding } from '../../model/finding.ts';
import { positionAt } from '../lines.ts';
import { usedInRec } from '../modules/rec-uses.ts';
import type { Module } from '../modules/survey.ts';
import type { SplicedFile } from './splice.ts';

/** NIX119 for what else a `rec { … }` makes of a value that changes. */
export function changesAlong(
  modules: readonly Module[],
  changes: readonly SplicedFile[],
): readonly Finding[] {
  return changes.flatMap(({ file, splices }) => {
    const here = modules.filter((each) => each.file === file);
    const uses = splices.flatMap(({ start }) => here.flatMap((module) => usedInRec(module, start) ?? []));
    const [[use], [module]] = [uses, here];
    if (module === undefined || use === undefined) return [];
    const message = `a value in the same \`rec\` set uses this one and changes with it`;
    const position = positionAt(module.tree.text, use.start, file);
    const fix = 'write that value out where it should stay as it is';
    return [{ code: 'NIX119', severity: 'warning', message, position, fix }];
  });
}
