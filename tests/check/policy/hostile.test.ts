import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { decidePolicy } from '../../../engine/check/policy/decide.ts';
import { RISK_ORDER, type RiskClass } from '../../../engine/model/policy.ts';
import { index } from '../../compile/host.ts';
import { SHIPPED_POLICY } from '../../lib/policy.ts';
import { checkSteps } from '../../lib/runbooks.ts';
import { factsOf } from './facts.ts';

const hostile = parse(readFileSync(new URL('hostile.yaml', import.meta.url), 'utf8')) as Readonly<
  Record<'raised' | 'refused', readonly string[]>
>;

/** What a user's runbook of one edit comes to by the policy that ships, through every check: its class, or the codes. */
function judged(edit: string): RiskClass | readonly string[] {
  const checked = checkSteps(`  - id: a\n    edit: [${edit}]\n`, index);
  if (!checked.ok) return checked.findings.map(({ code }) => code);
  const { change } = checked.value;
  if (change.kind !== 'edits' || change.touched === undefined) throw new Error('nothing is known of it');
  const { edits, touched } = change;
  return decidePolicy(SHIPPED_POLICY, factsOf(undefined, { edits, touched })).class;
}

describe('a setting by which given text ends up run by root', () => {
  it.each(hostile.raised.map((edit) => [edit]))('is at least `access`: %s', (edit) => {
    const found = judged(edit);
    const rank = RISK_ORDER.findIndex((one) => one === found);
    expect({ found, high: rank >= RISK_ORDER.indexOf('access') }).toEqual({ found, high: true });
  });

  it.each(hostile.refused.map((edit) => [edit]))('is not of the type of its option: %s', (edit) => {
    expect(judged(edit)).toEqual([expect.stringMatching(/^OPT00[27]$/u)]);
  });
});

test('the same options with a harmless value stay where people use them', () => {
  const harmless: readonly (readonly [string, RiskClass])[] = [
    ['{ add: environment.systemPackages, items: [{ pkgs: htop }] }', 'package'],
    ['{ set: i18n.extraLocaleSettings, to: { LC_TIME: de_DE.UTF-8 } }', 'package'],
    ['{ set: i18n.defaultLocale, to: de_DE.UTF-8 }', 'package'],
    ['{ set: programs.zsh.ohMyZsh.theme, to: agnoster }', 'package'],
    ['{ add: programs.zsh.ohMyZsh.plugins, items: [git, docker] }', 'package'],
    ['{ add: fonts.fonts, items: [{ pkgs: fira-code }] }', 'package'],
    ['{ set: environment.variables.EDITOR, to: nvim }', 'service'],
    [
      '{ set: [services, nginx, virtualHosts, a.example], to: { root: /var/www/a, enableACME: true } }',
      'service',
    ],
    ["{ set: [services, nginx, virtualHosts, a.example, locations, '/', root], to: /srv/a }", 'service'],
    ['{ set: [services, nginx, virtualHosts, a.example, serverAliases], to: [www.a.example] }', 'service'],
    ['{ add: services.postgresql.ensureDatabases, items: [app] }', 'service'],
    ['{ set: services.redis.bind, to: 127.0.0.1 }', 'service'],
    ['{ set: services.redis.port, to: 6380 }', 'service'],
    ['{ set: services.locate.interval, to: "02:15" }', 'service'],
    ['{ set: [systemd, timers, a, timerConfig, OnCalendar], to: "Mon *-*-* 03:00:00" }', 'service'],
    ['{ set: [systemd, services, a, startAt], to: daily }', 'service'],
    ['{ set: console.keyMap, to: de-latin1 }', 'service'],
    ['{ set: zramSwap.algorithm, to: zstd }', 'service'],
    ['{ set: nix.gc.options, to: "--delete-older-than 30d" }', 'service'],
    ['{ add: networking.nameservers, items: [1.1.1.1] }', 'network'],
    ['{ add: networking.firewall.allowedTCPPorts, items: [80, 443] }', 'network'],
    ['{ set: networking.proxy.default, to: "http://proxy.example:3128/" }', 'network'],
    ['{ add: [users, users, bob, extraGroups], items: [audio] }', 'access'],
  ];
  expect(harmless.map(([edit]) => [edit, judged(edit)])).toEqual(harmless);
});
