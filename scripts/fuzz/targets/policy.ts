import * as fc from 'fast-check';
import { checkConditions } from '../../../engine/check/policy/conditions.ts';
import { decidePolicy } from '../../../engine/check/policy/decide.ts';
import { lintPolicy } from '../../../engine/check/policy/lint.ts';
import { parsePolicy } from '../../../engine/config/policy.ts';
import { renderPolicy } from '../../../engine/config/render-policy.ts';
import { SHIPPED_POLICY } from '../../../tests/lib/policy.ts';
import { schemaNamed, textsOf } from '../inputs/corpus.ts';
import { yamlDocuments } from '../inputs/document.ts';
import { fromSchema } from '../inputs/schema.ts';
import { checkTold, endingOf } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

const DICTIONARY = [
  '**',
  '**.**.**.**.**.**',
  '*',
  '/**/',
  'services.**.enable',
  'extends: default',
  'forbidden',
  'automatic',
  'two-people',
  '- { allow: ["**"], because: all }',
  '- { deny: [["*"]], because: all }',
  'when: plan.ports.tcp.opened.exists(p, p < 1024)',
  "when: request.by.matches('^(a+)+$')",
  'when: now.hour / 0 == 1',
] as const;

const OWN = `policy: 1
extends: default
autonomy: { package: automatic, service: { library: automatic, user: confirm } }
risk:
  - { options: ['services.*.enable'], value: true, class: service, because: known }
options: [{ deny: ['services.openssh.**'], origins: [generated], because: ours }]
commands: [{ allow: [[systemctl, status, '*']], because: reads }]
paths: [{ deny: ['/etc/shadow', '/root/**'], use: [write], because: secrets }]
conditions:
  - { id: night, when: now.hour < 7 || now.hour > 22, need: two-people, because: nobody is there }
  - { id: ports, when: 'plan.ports.tcp.opened.exists(p, p < 1024)', class: access, because: low ports }
approvers: { users: [olga], groups: [ops] }
`;

/** A policy: read, its conditions checked and computed, its rules looked over, and decided by. */
export const policyTarget: Target = {
  name: 'policy',
  about: 'policies as YAML: parsed, conditions checked and computed, linted, decided by, rendered',
  inputs: () =>
    fc.tuple(
      yamlDocuments(
        [OWN, ...textsOf('schemas/default-policy.yaml')],
        fromSchema(schemaNamed('policy')),
        DICTIONARY,
      ),
    ),
  open: async () => {
    const { factsOf, planOf } = await import('../../../tests/check/policy/facts.ts');
    const { index } = await import('../../../tests/compile/host.ts');
    const facts = factsOf(planOf({ tcpPorts: { added: ['80'], removed: [], changed: [] } }));
    const play = ([text = '']: Input): Ending => {
      const parsed = parsePolicy(text, 'fuzz.yaml', SHIPPED_POLICY);
      if (!parsed.ok) return endingOf(parsed);
      const checked = checkConditions(parsed.value);
      if (!checked.ok) return endingOf(checked);
      checkTold(lintPolicy(checked.value, index));
      decidePolicy(checked.value, facts);
      renderPolicy(checked.value);
      return 'taken';
    };
    return { play };
  },
};
