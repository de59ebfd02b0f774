import { expect } from 'vitest';
import type { Finding, Result } from '../../engine/model/finding.ts';
import type { Runbook } from '../../engine/model/runbook.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';

/** The runbook of a text that must parse. */
export function runbookOf(text: string, file = 'test.yaml'): Runbook {
  return valueOf(parseRunbook(text, file, 'user'));
}

/** A runbook with the given steps (indented by two spaces) and parameters. */
export function withSteps(steps: string, parameters = '{}', name = 'test'): string {
  return `runbook: ${name}\nversion: 1\ndescription: Test.\nparameters: ${parameters}\nsteps:\n${steps}\n`;
}

/** The value of a result that must be ok; its findings are the failure message. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.findings.map((finding) => `${finding.code} ${finding.message}`).join('\n'));
}

/** Code and place of each finding: `RB021 3:5`. */
export function places(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, position }) =>
    position ? `${code} ${position.line}:${position.column}` : code,
  );
}

/** One finding of a code is there, at the place, with the words in its message or its remedy. */
export function expectFinding(
  findings: readonly Finding[],
  place: string,
  ...words: readonly string[]
): void {
  expect(places(findings)).toContain(place);
  const found = findings.find((finding) => places([finding])[0] === place);
  for (const word of words) expect(`${found?.message} | ${found?.fix ?? ''}`).toContain(word);
}
