import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { splitLine } from '../../engine/cli/completion/split.ts';
import { nixosAi } from '../lib/cli.ts';

const TOUR = readFileSync('docs/TOUR.md', 'utf8');

interface Line {
  readonly command: string;
  readonly exitCode: number;
}

/** What a reader types, in order, with the code that the page says it ends with. */
const lines: readonly Line[] = [...TOUR.matchAll(/^ {4}\$ (nixos-ai .+?)(?: +# ends with (\d))?$/gmu)].map(
  (match) => ({
    command: match[1] ?? '',
    exitCode: Number(match[2] ?? 0),
  }),
);

let base: string;
beforeAll(() => {
  base = mkdtempSync('/tmp/nixos-ai-test-');
  for (const [, name, text] of TOUR.matchAll(/Save this as `([a-z]+\.yaml)`[^`]*```yaml\n(.*?)^```/gmsu))
    writeFileSync(join(base, name ?? ''), text ?? '');
});
afterAll(async () => {
  await nixosAi(['sandbox', 'stop', join(base, 'host')]);
  rmSync(base, { recursive: true, force: true });
});

test('the page has a host, changes, a change that does not hold, and the way back', () => {
  expect(lines.length).toBeGreaterThan(12);
  expect(lines.map(({ exitCode }) => exitCode)).toContain(3);
});

test.each(lines)('$command', async ({ command, exitCode }) => {
  const { before, current } = splitLine(command);
  const args = [...before, current].slice(1);
  const ended = await nixosAi(args, {
    cwd: base,
    host: command.includes('sandbox') ? '' : join(base, 'host'),
  });
  expect({ exitCode: ended.exitCode, said: `${ended.stdout}${ended.stderr}` }).toEqual({
    exitCode,
    said: expect.stringMatching(/\S/u),
  });
});

test('after the way back the greeting that held is gone, and so is its file', () => {
  expect(readFileSync(join(base, 'host/etc/nixos/configuration.nix'), 'utf8')).not.toContain('greeting');
});
