import { joinOptionPath } from '../../model/options/option.ts';
import { RISK_ORDER, type Glob, type Policy } from '../../model/policy.ts';
import type { Origin } from '../../model/runbook.ts';

/**
 * What a policy forbids runbooks of an origin, a phrase each, classes first. What only needs an approval is not named.
 *
 * @example
 * listForbidden(policy, 'generated')   // ['changes of security.sudo.extraConfig, … (root is a person's to give)']
 */
export function listForbidden(policy: Policy, origin: Origin): readonly string[] {
  const classes = RISK_ORDER.filter((name) => policy.autonomy[name][origin].need === 'forbidden').map(
    (name) => {
      const globs = policy.risk.flatMap((rule) =>
        rule.kind === 'options' && rule.class === name && rule.values === undefined ? rule.options : [],
      );
      return `changes to ${list(globs)}${name === 'boot' ? ' and anything without a class' : ''}`;
    },
  );
  const gates = policy.options
    .filter((gate) => gate.verdict === 'deny' && (gate.origins?.includes(origin) ?? true))
    .map((gate) => {
      const values = gate.values === undefined ? '' : ` to ${gate.values.join(' or ')}`;
      return `changes to ${list(gate.patterns)}${values} (${gate.because})`;
    });
  return [...classes, ...gates];
}

function list(globs: readonly Glob[]): string {
  return globs.map((glob) => joinGlob(glob).replace(/\.\*\*$/u, '')).join(', ');
}

/** A pattern of an option path as it is written. */
export function joinGlob(glob: Glob): string {
  return glob.map((part) => (part.includes('*') ? part : joinOptionPath([part]))).join('.');
}
