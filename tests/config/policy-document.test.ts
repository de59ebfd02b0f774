import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONDITION_VARIABLES } from '../../engine/check/policy/plan-facts.ts';
import { lintPolicy } from '../../engine/check/policy/lint.ts';
import { parseHostSettings } from '../../engine/config/host-settings.ts';
import { index } from '../compile/host.ts';
import { readPolicyText } from '../lib/policy.ts';

const document = readFileSync('docs/POLICY.md', 'utf8');
const blocks = [...document.matchAll(/^```yaml\n([\s\S]*?)^```$/gmu)].map((match) => match[1] ?? '');
const settings = blocks.filter((block) => block.startsWith('# nixos-ai.yaml'));
const policies = blocks.filter((block) => !settings.includes(block));

test('the reference has an example of every part of a policy', () => {
  const parts = ['risk', 'autonomy', 'options', 'commands', 'paths', 'conditions', 'approvers'];
  expect(parts.filter((part) => !policies.some((block) => block.includes(`\n${part}:`)))).toEqual([]);
  expect(settings).not.toEqual([]);
});

test.each(policies)('an example is a policy, and every rule of it has a use:\n%s', (block) => {
  const read = readPolicyText(block);
  expect(read.findings).toEqual([]);
  expect(read.ok && lintPolicy(read.value, index)).toEqual([]);
});

test.each(settings)('an example is a file of host settings:\n%s', (block) => {
  expect(parseHostSettings(block, 'nixos-ai.yaml', 'channel').findings).toEqual([]);
});

test('the reference lists what a condition may name, and nothing else', () => {
  const rows = [...document.matchAll(/^\| `((?:plan|request|now)[\w.]*)` \| `([\w<>]+)` \| (.+) \|$/gmu)];
  const listed = Object.fromEntries(rows.map(([, name, type, means]) => [name, { type, means }]));
  expect(listed).toEqual(CONDITION_VARIABLES);
});
