import { ok, type Result } from '../../model/finding.ts';
import { hashBytes } from '../../model/hash.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { NO_FACTS, type EvaluatedFacts, type FactsQuery } from '../../model/host/evaluate.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { OptionValue } from '../../model/system.ts';
import { readDefinitions } from '../../nix/modules/read.ts';

/**
 * What a configuration means where nothing is computed: an option has the value that is written for it, and other text
 * is another system.
 */
export function evaluateText(config: ConfigFiles, query: FactsQuery): Result<EvaluatedFacts> {
  const hash = hashBytes(JSON.stringify([...config.files])).slice(0, 32);
  const options = query.options.map((path) => [JSON.stringify(path), valueOf(config, path)] as const);
  const pkgs = query.packages.map((path) => [path.join('.'), `/nix/store/${path.join('-')}`] as const);
  return ok({
    ...NO_FACTS,
    drvPath: `/nix/store/${hash}-nixos-system-simulated.drv`,
    outPath: `/nix/store/${hash}-nixos-system-simulated`,
    hostName: 'simulated',
    options: Object.fromEntries(options),
    pkgs: Object.fromEntries(pkgs),
    modules: Object.fromEntries((query.modules ?? []).map(({ file, names }) => [file, untold(names)])),
    ports: { firewall: true, tcp: [], udp: [] },
    kernel: '6.12',
  });
}

/** What a module defines by itself is not computed here. */
function untold(names: readonly string[]): Readonly<Record<string, null>> {
  return Object.fromEntries(names.map((name) => [name, null]));
}

function valueOf(config: ConfigFiles, path: OptionPath): OptionValue {
  const [found] = readDefinitions(config, path).toSorted((left, right) => left.priority - right.priority);
  return found?.value.kind === 'literal'
    ? { value: found.value.value, defined: true }
    : { value: null, defined: found !== undefined };
}
