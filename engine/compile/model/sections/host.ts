import { listForbidden } from '../../../check/policy/summary.ts';
import type { PromptFacts } from '../facts.ts';
import type { Section } from '../fit.ts';
import { shorten, shortenMiddle, type Clean } from './shorten.ts';

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
  return {
    name: 'host',
    share: 0.05,
    items: lines.map((line) => ({ text: shortenMiddle(clean(line), MAX_FORBIDDEN) })),
  };
}

function named(what: string, names: readonly string[]): string[] {
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : '';
  return names.length === 0 ? [] : [`${what}: ${names.slice(0, MAX_NAMES).join(', ')}${more}`];
}

/** What policy forbids. What only needs an approval does not concern a plan. */
export function policySection({ policy }: PromptFacts, clean: Clean): Section {
  const lines = listForbidden(policy, 'generated').map((line) => `forbidden on this host: ${line}`);
  return {
    name: 'policy',
    share: 0.05,
    items: lines.map((line) => ({ text: shortenMiddle(clean(line), MAX_FORBIDDEN) })),
  };
}

/** Longest line of policy, in UTF-16 units: some of the options, and the reason at the end. */
const MAX_FORBIDDEN = 300;

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
