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

const PARTS: Readonly<
  Record<keyof BuiltEffect, { readonly class: RiskClass; readonly because: string; readonly of: string }>
> = {
  rootCommands: { class: 'access', of: 'command', because: 'root runs another command' },
  activation: { class: 'boot', of: 'activation', because: 'root runs another text at every switch' },
  rootFiles: { class: 'access', of: 'file', because: 'programs of root read another text' },
  wrappers: { class: 'boot', of: 'wrapper', because: 'another program has rights of its own' },
  privileged: { class: 'boot', of: 'account', because: 'another account is root, or may become it' },
};

/**
 * The rules that raise a change by what was built, whatever its options are called: a part that is new, or that says
 * something else than before. What only goes away raises nothing. Nothing gathers these facts yet: `decidePolicy` is
 * where the rules would join those of the options.
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
  return keysOf(PARTS).flatMap((part) => {
    const { of, ...raised } = PARTS[part];
    return [...after[part]].flatMap(([name, text]) => {
      if (before[part].get(name) === text) return [];
      return [ruleOfClass(policy, origin, { kind: 'risk', about: `${of} ${name}`, ...raised })];
    });
  });
}

function keysOf<T extends object>(record: T): readonly (keyof T)[] {
  // The keys of a record that is written in this file.
  return Object.keys(record) as (keyof T)[];
}
