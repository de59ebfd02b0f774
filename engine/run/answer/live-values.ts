import { evaluateValues, type EvaluatedValues } from '../../host/nix/evaluate.ts';
import { readLiveValues, readSystemFacts } from '../../host/nix/facts-cache.ts';
import { readRunning } from '../../host/system/system.ts';
import { SnapshotStore } from '../../host/tree/snapshots.ts';
import type { EvaluatedFacts, FactsQuery } from '../../model/host/evaluate.ts';
import { ok, type Result } from '../../model/finding.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { OptionValue } from '../../model/system.ts';
import { redactData } from '../../redact/redact-data.ts';
import { buildRedactor } from '../../redact/redactor.ts';
import type { Session } from '../session.ts';

/** What a question is answered from. */
type Asked = Pick<Session, 'settings' | 'exec' | 'configuration'>;

/** What the live configuration evaluates to, and what is known of the system that runs. */
export interface LiveValues {
  readonly values: EvaluatedValues;
  /** Undefined where the running system was never evaluated here. */
  readonly running: EvaluatedFacts | undefined;
}

/**
 * Evaluated values of some options with who defines them, kept by the content of the configuration. Undefined where
 * one of them could not be evaluated: then only the text can answer, and has to say so.
 */
export async function askLive(
  asked: Asked,
  options: readonly OptionPath[],
  packages: readonly OptionPath[] = [],
): Promise<LiveValues | undefined> {
  const values = await evaluated(asked, { options, packages, origins: options });
  if (!values.ok || options.some((path) => valueIn(values.value, path)?.failed === true)) return undefined;
  const { place } = asked.settings;
  const running = await readRunning(place)
    .then(async (system) => readSystemFacts(place, system))
    .catch(() => undefined);
  return { values: values.value, running };
}

export function valueIn(
  { options }: Pick<EvaluatedValues, 'options'>,
  path: OptionPath,
): OptionValue | undefined {
  return options[JSON.stringify(path)];
}

async function evaluated(asked: Asked, query: FactsQuery): Promise<Result<EvaluatedValues>> {
  const { exec, settings, configuration } = asked;
  const { state, configuration: directory } = settings.place;
  const redactor = buildRedactor(configuration.files, { privateAddresses: false });
  const redact = <T>(value: T): T => redactData(value, (text) => redactor.redact(text));
  try {
    const tree = await new SnapshotStore(state, directory).liveTree();
    const values = await readLiveValues(exec, settings, tree, query, redact);
    return values.ok ? ok(redact(values.value)) : values;
  } catch {
    // Who may not write to the state directory may ask all the same.
    const values = await evaluateValues(exec, settings, { kind: 'live' }, query);
    return values.ok ? ok(redact(values.value)) : values;
  }
}
