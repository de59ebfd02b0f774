import { joinOptionPath } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { optionsBelow } from '../../nix/options/below.ts';
import { newName } from '../../nix/options/renamed.ts';
import { readDefinitions } from '../../nix/modules/read.ts';
import type { OptionFacts } from '../../report/host/options.ts';
import { currentValue } from '../current-value.ts';

/** What is known of the option, or the set of options, that a path names; undefined where it names neither. */
export function describeOption(
  index: OptionIndex,
  path: OptionPath,
  configuration: ConfigFiles | undefined,
): OptionFacts | undefined {
  const match = index.find(path);
  const declaration = match?.declaration;
  if (declaration === undefined && !index.isPrefix(path)) return undefined;
  const name = joinOptionPath(path);
  const renamedTo =
    match === undefined || match.rest.length > 0 ? undefined : newName(match.declaration, path, index);
  return {
    name,
    declaration,
    ...(configuration === undefined || declaration === undefined
      ? {}
      : { current: currentOf(configuration, index, path, (match?.rest.length ?? 0) > 0) }),
    ...(renamedTo === undefined ? {} : { renamedTo }),
    children: optionsBelow(index, path).map((option) => ({
      name: option.name,
      type: option.declaration.type,
    })),
  };
}

/** Below a declared option there is no default to tell. */
function currentOf(configuration: ConfigFiles, index: OptionIndex, path: OptionPath, below: boolean) {
  const defined = readDefinitions(configuration, path).length > 0;
  const value = defined || !below ? currentValue(configuration, index)(joinOptionPath(path)) : undefined;
  return { value, defined };
}
