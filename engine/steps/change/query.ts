import type { FactsQuery } from '../../model/host/evaluate.ts';
import {
  isAttrs,
  isList,
  isPkgs,
  type Edit,
  type NixValue,
  type OptionPath,
} from '../../model/options/value.ts';

/** What an evaluation must tell to judge some edits: the options they name and the packages they mention. */
export function queryFor(edits: readonly Edit[]): FactsQuery {
  const options = edits.map((edit) => edit.path);
  const packages = edits.flatMap((edit) =>
    edit.op === 'set' ? packagesIn(edit.value) : (edit.items ?? []).flatMap(packagesIn),
  );
  return { options: unique(options), packages: unique(packages) };
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
