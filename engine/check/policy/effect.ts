import {
  compareEffects,
  type BuiltParts,
  type EffectChange,
  type EffectPart,
} from '../../model/built-effect.ts';
import type { MatchedRule, Policy, RiskClass } from '../../model/policy.ts';
import type { Origin } from '../../model/runbook.ts';
import { ruleOfClass } from './risk.ts';

/**
 * What of a built system root runs, or decides by: each part by a name that it keeps from one system to the next, with
 * all that says what is done. A store path says it by its hash: a script of the same name may hold another text.
 */
export interface BuiltEffect {
  /** Command lines of units that run as root, by unit and setting: `nginx.service ExecStartPre`. */
  readonly rootCommands: ReadonlyMap<string, string>;
  /** Activation snippets, by name. */
  readonly activation: ReadonlyMap<string, string>;
  /** Files below /etc that programs of root read as what to do: sudoers, pam.d, cron, udev rules, profiles. */
  readonly rootFiles: ReadonlyMap<string, string>;
  /** Programs with rights of their own, by name. */
  readonly wrappers: ReadonlyMap<string, string>;
  /** Accounts that are root, or may become it, by name, and how. */
  readonly privileged: ReadonlyMap<string, string>;
}

/** What each part raises a change to: `plain` where nothing that was given to its options could be run. */
const RAISED: Readonly<
  Record<
    EffectPart,
    { readonly of: string; readonly free: RiskClass; readonly plain?: RiskClass; readonly because: string }
  >
> = {
  commands: { of: 'command', free: 'access', plain: 'service', because: 'root runs another command' },
  activation: {
    of: 'activation',
    free: 'boot',
    plain: 'service',
    because: 'root runs another text at every switch',
  },
  files: { of: 'file', free: 'access', because: 'programs of root read another text' },
  authority: { of: 'file', free: 'boot', plain: 'boot', because: 'who can become root, or log in, changes' },
  wrappers: { of: 'wrapper', free: 'boot', plain: 'boot', because: 'another program has rights of its own' },
  accounts: {
    of: 'account',
    free: 'boot',
    plain: 'boot',
    because: 'another account is root, or may become it',
  },
  boot: { of: '', free: 'boot', plain: 'boot', because: 'the kernel is started with something else' },
};

/**
 * The rules that raise a change by what was built, whatever its options are called: a part that is new, or that says
 * something else than before. What only goes away raises nothing.
 *
 * @example
 * raisedByEffect(policy, 'user', before, after)[0]?.about   // 'command backup.service ExecStart'
 */
export function raisedByEffect(
  policy: Policy,
  origin: Origin,
  before: BuiltEffect,
  after: BuiltEffect,
): readonly MatchedRule[] {
  return raisedByChanges(policy, origin, compareEffects(partsOf(before), partsOf(after)), false);
}

/**
 * The same, from what differs.
 *
 * @param plain - Whether everything that options were given is of a form that nothing can run, so that what root does is
 *   what NixOS makes of a switch.
 */
export function raisedByChanges(
  policy: Policy,
  origin: Origin,
  changes: readonly EffectChange[],
  plain: boolean,
): readonly MatchedRule[] {
  return changes.flatMap(({ part, name, how }) => {
    const { of, because, ...classes } = RAISED[part];
    const raised = plain ? classes.plain : classes.free;
    if (raised === undefined || how === 'removed') return [];
    const about = `${of} ${name}`.trim();
    return [ruleOfClass(policy, origin, { kind: 'risk', about, class: raised, because })];
  });
}

function partsOf({ rootCommands, activation, rootFiles, wrappers, privileged }: BuiltEffect): BuiltParts {
  const of = (part: ReadonlyMap<string, string>) => Object.fromEntries(part);
  return {
    commands: of(rootCommands),
    activation: of(activation),
    files: of(rootFiles),
    wrappers: of(wrappers),
    accounts: of(privileged),
  };
}
