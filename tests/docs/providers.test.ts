import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseHostSettings } from '../../engine/config/host-settings.ts';
import { EXAMPLE_SETTINGS } from '../../engine/report/host/provider-guide.ts';

const DOCUMENT = readFileSync('docs/PROVIDERS.md', 'utf8');
const BLOCKS = [...DOCUMENT.matchAll(/^```yaml\n([^]*?)^```$/gmu)].map((match) => match[1] ?? '');

test('there is an example of every kind of provider', () => {
  expect(BLOCKS.length).toBeGreaterThan(6);
  for (const kind of ['openai', 'anthropic', 'ollama']) expect(DOCUMENT).toContain(`    kind: ${kind}\n`);
});

test.each([...BLOCKS, EXAMPLE_SETTINGS])('these settings are valid: %j', (text) => {
  const result = parseHostSettings(text, 'docs/PROVIDERS.md', 'channel');
  expect(result.findings).toEqual([]);
  expect(result.ok).toBe(true);
});

test.each(BLOCKS.filter((text) => text.includes('providers:')))(
  'every provider that is asked in %j is one that it configures',
  (text) => {
    const result = parseHostSettings(text, 'docs/PROVIDERS.md', 'channel');
    const names = ['offline', ...(result.value?.providers.map(({ name }) => name) ?? [])];
    expect(names.length).toBeGreaterThan(1);
    expect(result.value?.planner.order.filter((name) => !names.includes(name))).toEqual([]);
  },
);
