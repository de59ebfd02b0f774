import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AT_A_TERMINAL, Terminal } from '../../lib/terminal.ts';
import { until } from '../../lib/until.ts';

const MODULE = new URL('../../../engine/cli/context/consent.ts', import.meta.url).href;

describe('a question to a person', AT_A_TERMINAL, () => {
  let directory: string;
  beforeAll(() => (directory = mkdtempSync('/tmp/nixos-ai-consent-')));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each([
    ['a line', 'y\n', 'no\n'],
    // Together they would be a yes.
    ['half a line', 'y', 'es\n'],
  ])('is not answered by %s that was typed before it was asked', async (what, before, after) => {
    const go = join(directory, what.replaceAll(' ', '-'));
    const terminal = new Terminal([], {
      program: [
        process.execPath,
        '--input-type=module',
        '-e',
        `import { existsSync } from 'node:fs';
         import { askPerson } from ${JSON.stringify(MODULE)};
         console.log('at work');
         while (!existsSync(${JSON.stringify(go)}));
         const output = { paint: { bold: (text) => text } };
         const answer = await askPerson('Apply this?', new AbortController().signal, output);
         console.log(JSON.stringify(answer));`,
      ],
    });
    try {
      await until(() => terminal.text().includes('at work') || undefined, 'the work');
      terminal.type(before);
      await until(() => /at work\s+y/u.test(terminal.text()) || undefined, 'what was typed');
      writeFileSync(go, '');
      await until(() => terminal.text().includes('Apply this? [y/N]') || undefined, 'the question');
      terminal.type(after);
      await until(() => terminal.text().includes('"approved"') || undefined, 'the answer');
      expect(terminal.text()).toContain('{"approved":false,"by":"person","why":"not approved"}');
    } finally {
      terminal.close();
    }
  });
});
