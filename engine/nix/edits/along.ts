import type { Finding } from '../../model/finding.ts';
import { positionAt } from '../lines.ts';
import { letUses } from '../modules/let-uses.ts';
import { usedInRec } from '../modules/rec-uses.ts';
import type { Module } from '../modules/survey.ts';
import type { Span } from '../syntax/tree.ts';
import type { SplicedFile } from './splice.ts';

/** NIX119 for what else is made of a value that changes: in its `rec { … }`, or by the name that a `let` gives it. */
export function changesAlong(
  modules: readonly Module[],
  changes: readonly SplicedFile[],
): readonly Finding[] {
  return changes.flatMap((change) => {
    const here = modules.filter((each) => each.file === change.file);
    return [...alongInRec(here, change), ...alongByName(here, change)];
  });
}

function alongInRec(here: readonly Module[], { splices }: SplicedFile): readonly Finding[] {
  const uses = splices.flatMap(({ start }) => here.flatMap((module) => usedInRec(module, start) ?? []));
  const [[use], [module]] = [uses, here];
  if (module === undefined || use === undefined) return [];
  const message = `a value in the same \`rec\` set uses this one and changes with it`;
  return [along(module, use, message, 'write that value out where it should stay as it is')];
}

/** Where the uses are more than the options and the hosts that are named as those of the module. */
function alongByName(here: readonly Module[], { splices }: SplicedFile): readonly Finding[] {
  for (const { start } of splices) {
    const module = innermost(here, start);
    const found = module?.inline === true ? letUses(module, start) : undefined;
    if (module === undefined || found === undefined) continue;
    const { name, uses } = found;
    const [first] = uses;
    if (first === undefined || uses.length <= 1 + (module.sharedWith?.() ?? []).length) continue;
    const lines = [...new Set(uses.map((use) => positionAt(module.tree.text, use.start, module.file).line))];
    const where = lines.length === 1 ? `line ${lines[0] ?? ''}` : `lines ${lines.join(', ')}`;
    const message = `'${name}', which this changes, is used ${uses.length} times, in ${where}: all of them change with it`;
    return [
      along(module, first, message, 'write the option out where it should change for one of them alone'),
    ];
  }
  return [];
}

function along({ tree, file }: Module, use: Span, message: string, fix: string): Finding {
  return {
    code: 'NIX119',
    severity: 'warning',
    message,
    position: positionAt(tree.text, use.start, file),
    fix,
  };
}

/** The module that a place is written in: one may be written within another. */
export function innermost(here: readonly Module[], offset: number): Module | undefined {
  return here
    .filter(({ root, inline }) => !inline || (root.start <= offset && offset <= root.end))
    .toSorted((left, right) => left.root.end - left.root.start - (right.root.end - right.root.start))[0];
}
