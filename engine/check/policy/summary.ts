import { joinOptionPath } from '../../model/options/option.ts';
import { RISK_ORDER, type Glob, type Policy, type RiskClass } from '../../model/policy.ts';
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
      const { named, beyond } = globsOf(policy, name);
      const parts = [
        ...(named.length === 0 ? [] : [list(named)]),
        ...(beyond.length === 0 ? [] : [`text, files, programs and free sets in ${list(beyond)}`]),
      ];
      return `changes to ${parts.join('; ')}${name === 'boot' ? ' and anything without a class' : ''}`;
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

/** What is of a class by name, and where only what an earlier rule does not take by its form. */
function globsOf(policy: Policy, name: RiskClass) {
  const formed = new Set(
    policy.risk.flatMap((rule) =>
      rule.kind === 'options' && rule.shapes !== undefined ? rule.options.map(joinGlob) : [],
    ),
  );
  const all = policy.risk.flatMap((rule) =>
    rule.kind === 'options' && rule.class === name && rule.values === undefined
      ? rule.options.map((glob) => ({
          glob,
          beyond: rule.shapes === undefined && formed.has(joinGlob(glob)),
        }))
      : [],
  );
  return {
    named: all.filter(({ beyond }) => !beyond).map(({ glob }) => glob),
    beyond: all.filter(({ beyond }) => beyond).map(({ glob }) => glob),
  };
}

function list(globs: readonly Glob[]): string {
  return globs.map((glob) => joinGlob(glob).replace(/\.\*\*$/u, '')).join(', ');
}

/** A pattern of an option path as it is written. */
export function joinGlob(glob: Glob): string {
  return glob.map((part) => (part.includes('*') ? part : joinOptionPath([part]))).join('.');
}
