import { RISK_ORDER, RISK_RULES } from '../../../check/policy.ts';
import type { PromptFacts } from '../facts.ts';
import type { Section } from '../fit.ts';
import { shorten, type Clean } from './shorten.ts';

const MAX_NAMES = 60;

/** What kind of host it is, and who is on it. */
export function hostSection({ host }: PromptFacts, clean: Clean): Section {
  const { name, version, style, users, groups } = host;
  const kind = style === 'flake' ? 'a flake' : 'channels';
  const lines = [
    `NixOS${version === undefined ? '' : ` ${version}`}, configured by ${kind}`,
    ...(name === '' ? [] : [`host name: ${name}`]),
    ...named('users', users),
    ...named('groups', groups),
  ];
  return { name: 'host', share: 0.1, items: lines.map((line) => ({ text: shorten(clean(line), 600) })) };
}

function named(what: string, names: readonly string[]): string[] {
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : '';
  return names.length === 0 ? [] : [`${what}: ${names.slice(0, MAX_NAMES).join(', ')}${more}`];
}

/** What policy forbids. What only needs an approval does not concern a plan. */
export function policySection({ policy }: PromptFacts): Section {
  const forbidden = RISK_ORDER.filter((risk) => policy[risk] === 'forbidden');
  const items = forbidden.map((risk) => {
    const prefixes = RISK_RULES.filter((rule) => rule.class === risk).map((rule) => rule.prefix.join('.'));
    const other = risk === 'boot' ? ' and whatever has no class' : '';
    return { text: `forbidden on this host: changes of ${prefixes.join(', ')}${other}` };
  });
  return { name: 'policy', share: 0.08, items };
}

/** What was said before, the newest first to be kept. */
export function conversationSection({ history }: PromptFacts, clean: Clean): Section {
  const items = history.map(({ role, text }, place) => {
    const who = role === 'user' ? 'person' : 'planner';
    return { text: `${who}: ${shorten(clean(text), MAX_TURN)}`, place };
  });
  return { name: 'conversation so far', share: 0.25, items: items.reverse() };
}

/** Longest turn of a conversation, in UTF-16 units: a runbook of usual length. */
const MAX_TURN = 6000;
