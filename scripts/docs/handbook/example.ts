import type { Parameter, Runbook } from '../../../engine/model/runbook.ts';

/**
 * A command that runs a runbook, with the first example of each parameter that must be given; one line for each
 * further parameter.
 *
 * @example
 * exampleCommand(runbook) // "nixos-ai run onboard-user -p user=carol \\\n  -p 'key=ssh-ed25519 … carol@laptop'"
 */
export function exampleCommand({ name, parameters }: Runbook): string {
  const given = parameters.filter((parameter) => parameter.default === undefined).map(flagOf);
  return [`nixos-ai run ${[name, ...given.slice(0, 1)].join(' ')}`, ...given.slice(1)].join(' \\\n  ');
}

/** Throws where a parameter that must be given has no example: nobody could try the runbook then. */
function flagOf({ name, examples }: Parameter): string {
  const [example] = examples ?? [];
  if (example === undefined) throw new Error(`the parameter ${name} has neither a default nor an example`);
  const value = Array.isArray(example) ? example.map(spell).join(',') : spell(example);
  const pair = `${name}=${value}`;
  return `-p ${/^[\w./:=,@+-]+$/u.test(pair) ? pair : `'${pair.replaceAll("'", String.raw`'\''`)}'`}`;
}

function spell(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
