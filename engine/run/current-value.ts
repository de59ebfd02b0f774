import type { OptionIndex } from '../model/options/option-index.ts';
import { splitOptionPath } from '../model/options/option.ts';
import type { ConfigFiles } from '../model/host/configuration.ts';
import { readDefinitions } from '../nix/modules/read.ts';

/**
 * Options' values as the text of the configuration says them, else their declared defaults; undefined where neither is
 * plain. Good enough to ask the right question; what is so in truth, the evaluation says.
 */
export function currentValue(configuration: ConfigFiles, index: OptionIndex): (dotted: string) => unknown {
  return (dotted) => {
    const path = splitOptionPath(dotted);
    const definitions = readDefinitions(configuration, path);
    const [definition] = definitions;
    if (definitions.length === 1 && definition?.value.kind === 'literal' && !definition.conditional)
      return definition.value.value;
    return definitions.length === 0 ? index.find(path)?.declaration.default : undefined;
  };
}
