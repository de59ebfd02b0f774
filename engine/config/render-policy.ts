import { stringify } from 'yaml';
import { joinOptionPath } from '../model/options/option.ts';
import { ORIGINS, RISK_ORDER, type Glob, type Policy, type Scalar } from '../model/policy.ts';

/**
 * A policy as a file that stands alone: what is in force, whatever it was put together from. Reading it gives the same
 * policy, but for the places.
 */
export function renderPolicy(policy: Policy): string {
  const written = {
    policy: 1,
    risk: policy.risk.map((rule) =>
      rule.kind === 'effect'
        ? { effect: rule.effect, class: rule.class, because: rule.because }
        : {
            options: rule.options.map(joinPattern),
            ...valueOf(rule.values),
            ...(rule.shapes && { shape: rule.shapes.length === 1 ? rule.shapes[0] : rule.shapes }),
            class: rule.class,
            because: rule.because,
          },
    ),
    autonomy: Object.fromEntries(RISK_ORDER.map((name) => [name, needsOf(policy, name)])),
    options: policy.options.map(({ verdict, patterns, values, origins, because }) => ({
      [verdict]: patterns.map(joinPattern),
      ...valueOf(values),
      ...(origins && { origins }),
      because,
    })),
    commands: policy.commands.map(({ verdict, patterns, origins, because }) => ({
      [verdict]: patterns,
      ...(origins && { origins }),
      because,
    })),
    paths: policy.paths.map(({ verdict, patterns, uses, origins, because }) => ({
      [verdict]: patterns.map((parts) => parts.join('/')),
      ...(uses && { use: uses }),
      ...(origins && { origins }),
      because,
    })),
    conditions: policy.conditions.map(({ id, when, class: raised, need, because }) => ({
      id,
      when,
      ...(raised && { class: raised }),
      ...(need && { need }),
      because,
    })),
    approvers: policy.approvers,
  };
  return stringify(written, { lineWidth: 0 });
}

function needsOf(policy: Policy, name: keyof Policy['autonomy']) {
  const row = policy.autonomy[name];
  const needs = new Set(ORIGINS.map((origin) => row[origin].need));
  if (needs.size === 1) return row.user.need;
  return Object.fromEntries(ORIGINS.map((origin) => [origin, row[origin].need]));
}

function joinPattern(glob: Glob): string {
  return glob
    .map((part) => (/^[\w*'<>-]+$/u.test(part) && part.includes('*') ? part : joinOptionPath([part])))
    .join('.');
}

function valueOf(values: readonly Scalar[] | undefined): { readonly value?: Scalar | readonly Scalar[] } {
  if (values === undefined) return {};
  const [only, ...more] = values;
  return { value: only !== undefined && more.length === 0 ? only : values };
}
