import { joinOptionPath } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { optionsBelow } from '../../nix/options/below.ts';
import { newName } from '../../nix/options/renamed.ts';
import { readDefinitions } from '../../nix/modules/read.ts';
import type { CurrentValue, OptionFacts } from '../../report/host/options.ts';
import { currentValue } from '../current-value.ts';
import { valueIn, type LiveValues } from './live-values.ts';

/** What the current value of an option is known from: what was evaluated, else the text of the files. */
export interface KnownOf {
  readonly configuration: ConfigFiles;
  readonly live?: LiveValues | undefined;
}

/** What is known of the option, or the set of options, that a path names; undefined where it names neither. */
export function describeOption(
  index: OptionIndex,
  path: OptionPath,
  known: KnownOf | undefined,
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
    ...(known === undefined || declaration === undefined
      ? {}
      : {
          current:
            evaluatedValue(path, known.live) ??
            writtenValue(known.configuration, index, path, (match?.rest.length ?? 0) > 0),
        }),
    ...(renamedTo === undefined ? {} : { renamedTo }),
    children: optionsBelow(index, path).map((option) => ({
      name: option.name,
      type: option.declaration.type,
    })),
  };
}

function evaluatedValue(path: OptionPath, live: LiveValues | undefined): CurrentValue | undefined {
  const known = live && valueIn(live.values, path);
  if (live === undefined || known === undefined) return undefined;
  const winners = known.isDefault === true ? [] : (known.winners ?? []);
  const from = [...new Set(winners.map(({ file }) => file))];
  const runs = live.running && valueIn(live.running, path);
  const differs = runs !== undefined && JSON.stringify(runs.value) !== JSON.stringify(known.value);
  return {
    by: 'evaluation',
    value: known.defined ? known.value : undefined,
    defined: from.length > 0,
    ...(from.length === 0 ? {} : { from }),
    ...(differs ? { runs: runs.value } : {}),
  };
}

/** Below a declared option there is no default to tell. */
function writtenValue(
  configuration: ConfigFiles,
  index: OptionIndex,
  path: OptionPath,
  below: boolean,
): CurrentValue {
  const defined = readDefinitions(configuration, path).length > 0;
  const value = defined || !below ? currentValue(configuration, index)(joinOptionPath(path)) : undefined;
  return { by: 'files', value, defined };
}
