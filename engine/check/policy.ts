import type { Autonomy } from '../config/host-settings.ts';
import type { Finding } from '../model/finding.ts';
import { joinOptionPath } from '../model/option.ts';
import type { Risk, RiskClass } from '../model/plan.ts';
import type { StateStep } from '../model/graph.ts';
import type { Edit, OptionPath } from '../model/value.ts';

/** Risk classes from least to most. */
export const RISK_ORDER: readonly RiskClass[] = ['package', 'service', 'network', 'access', 'boot'];

interface RiskRule {
  /** Option prefix; `*` matches one component. */
  readonly prefix: readonly string[];
  readonly class: RiskClass;
  readonly because: string;
}

/**
 * What a change of an option can do to its host, most telling prefix first. An option that no row names is of the
 * highest class: unknown is not harmless.
 */
export const RISK_RULES: readonly RiskRule[] = rules([
  ['environment.systemPackages', 'package', 'adds or removes programs'],
  ['users.users.*.packages', 'package', 'adds or removes programs of one user'],
  ['environment', 'service', 'changes the environment of every session'],
  ['fonts', 'package', 'adds or removes fonts'],
  ['i18n', 'package', 'changes the language of programs'],
  ['time.timeZone', 'package', 'changes how time is shown'],
  ['programs', 'package', 'configures a program'],
  ['documentation', 'package', 'adds or removes documentation'],
  ['services.openssh', 'access', 'changes who may log in from outside'],
  ['services.xserver', 'service', 'restarts the graphical session'],
  ['services.tailscale', 'network', 'changes how the host is reached'],
  ['services.resolved', 'network', 'changes name resolution'],
  ['services', 'service', 'starts, stops or changes a service'],
  ['virtualisation', 'service', 'starts, stops or changes a service'],
  ['systemd', 'service', 'starts, stops or changes units'],
  ['hardware', 'service', 'changes how devices are driven'],
  ['sound', 'service', 'changes how devices are driven'],
  ['console', 'service', 'changes the console'],
  ['zramSwap', 'service', 'changes how memory is used'],
  ['nix.gc', 'service', 'removes old generations on a schedule'],
  ['system.autoUpgrade', 'service', 'changes the system on a schedule'],
  ['nixpkgs.config', 'package', 'changes which packages may be used'],
  ['networking', 'network', 'changes how the host is reached'],
  ['nix', 'access', 'changes what Nix builds and whom it trusts'],
  ['users', 'access', 'changes who may log in and what they may do'],
  ['security', 'access', 'changes who may do what'],
  ['boot', 'boot', 'changes how the host starts'],
  ['fileSystems', 'boot', 'changes which disks are mounted'],
  ['swapDevices', 'boot', 'changes which disks are used'],
  ['system.stateVersion', 'boot', 'changes how existing data is read'],
]);

/** The risk of a set of edits and `run` steps: the highest class of any. */
export function assessRisk(edits: readonly Edit[], steps: readonly StateStep[]): Risk {
  const ofEdits = edits.map((edit) => {
    const rule = ruleFor(edit.path);
    const because = rule?.because ?? 'no class is known for this option';
    return { class: rule?.class ?? ('boot' as const), reason: `${joinOptionPath(edit.path)}: ${because}` };
  });
  const ofSteps = steps.flatMap((step) =>
    step.kind === 'run' && step.effect !== 'read'
      ? [
          {
            class: step.effect === 'irreversible' ? ('boot' as const) : ('access' as const),
            reason: `step ${step.id}: runs a command that changes the host`,
          },
        ]
      : [],
  );
  const all = [...ofEdits, ...ofSteps];
  const highest = all.reduce((most, item) => Math.max(most, RISK_ORDER.indexOf(item.class)), 0);
  return {
    class: RISK_ORDER[highest] ?? 'boot',
    reasons: [...new Set(all.map((item) => `${item.class}: ${item.reason}`))],
  };
}

/** POL001 where policy forbids the class outright. */
export function checkPolicy(risk: Risk, policy: Readonly<Record<RiskClass, Autonomy>>): Finding[] {
  if (policy[risk.class] !== 'forbidden') return [];
  return [
    {
      code: 'POL001',
      severity: 'error',
      message: `policy forbids changes of class '${risk.class}' on this host (${risk.reasons.join('; ')})`,
      fix: `an administrator can allow it: policy.${risk.class} in the host settings`,
    },
  ];
}

function ruleFor(path: OptionPath): RiskRule | undefined {
  return RISK_RULES.find((rule) => rule.prefix.every((part, index) => part === '*' || part === path[index]));
}

function rules(rows: readonly (readonly [string, RiskClass, string])[]): RiskRule[] {
  return rows.map(([prefix, riskClass, because]) => ({
    prefix: prefix.split('.'),
    class: riskClass,
    because,
  }));
}
