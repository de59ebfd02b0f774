import { BUILT_IN, OFFLINE, type ProviderSettings } from '../config/providers.ts';
import { failed, ok, type Finding, type Result } from '../model/finding.ts';
import { nearestWords } from '../nix/spelling.ts';

/** Who plans: the built-in planner, or a model. */
export type Planner = typeof OFFLINE | ProviderSettings;

/** Every provider that may be named: those of the settings, and the built-in ones whose names they do not take. */
export function knownProviders(configured: readonly ProviderSettings[]): readonly ProviderSettings[] {
  const names = new Set(configured.map(({ name }) => name));
  return [...configured, ...BUILT_IN.filter(({ name }) => !names.has(name))];
}

/**
 * Names of planners → planners, in the same order. Finding LLM007: a name that is nobody's.
 *
 * @example
 * choosePlanners(['offline', 'ollama'], settings.providers) // { ok: true, value: ['offline', { name: 'ollama', … }] }
 */
export function choosePlanners(
  names: readonly string[],
  configured: readonly ProviderSettings[],
): Result<readonly Planner[]> {
  const known = knownProviders(configured);
  const found = names.map((name) => (name === OFFLINE ? OFFLINE : known.find((one) => one.name === name)));
  const unknown = names.filter((_name, index) => found[index] === undefined);
  if (unknown.length > 0) return failed(...unknown.map((name) => nobody(name, known)));
  return ok(found.filter((one) => one !== undefined));
}

function nobody(name: string, known: readonly ProviderSettings[]): Finding {
  const names = [OFFLINE, ...known.map((one) => one.name)];
  const [nearest] = nearestWords(name, names, 1);
  const guess = nearest === undefined ? '' : `did you mean '${nearest}'? `;
  return {
    code: 'LLM007',
    severity: 'error',
    message: `there is no provider '${name}'; configured are ${names.join(', ')}`,
    fix: `${guess}\`nixos-ai providers list\` shows them; \`nixos-ai providers explain\` says how to add one`,
  };
}
