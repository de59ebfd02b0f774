import { otherWays } from '../../check/proof/other-ways.ts';
import { decidingOptions } from '../../check/proof/without-effect.ts';
import type { FactsQuery } from '../../model/host/evaluate.ts';
import {
  isAttrs,
  isList,
  isPkgs,
  type Edit,
  type NixValue,
  type OptionPath,
} from '../../model/options/value.ts';
import { required, type StepContext } from '../context.ts';

/** What the evaluation of a planned run must tell. */
export function queryOf(context: StepContext): FactsQuery {
  const { change } = context.checked;
  const files = required(context.state.plan, 'plan').files.map(({ path }) => path);
  return queryFor(change.edits ?? [], change.kind === 'edits' ? files : []);
}

/**
 * What an evaluation must tell to judge some edits: the options they name, the packages they mention, where an option
 * that is unset is still defined, and what the files that change define beside all that.
 */
export function queryFor(edits: readonly Edit[], files: readonly string[]): FactsQuery {
  const packages = edits.flatMap((edit) =>
    edit.op === 'set' ? packagesIn(edit.value) : (edit.items ?? []).flatMap(packagesIn),
  );
  // An edit of a file reaches no further than the attribute of the module that it is made below.
  const names = [...new Set(edits.flatMap(({ path }) => path.slice(0, 1)))].toSorted();
  const modules = files.filter((file) => file.endsWith('.nix')).map((file) => ({ file, names }));
  return {
    options: unique([...edits.map((edit) => edit.path), ...otherWays(edits), ...decidingOptions(edits)]),
    packages: unique(packages),
    origins: unique(edits.filter(({ op }) => op === 'unset').map((edit) => edit.path)),
    modules,
  };
}

function packagesIn(value: NixValue): OptionPath[] {
  if (isPkgs(value)) return [value.path];
  if (isList(value)) return value.flatMap(packagesIn);
  if (isAttrs(value)) return Object.values(value.entries).flatMap(packagesIn);
  return [];
}

function unique(paths: readonly OptionPath[]): OptionPath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
