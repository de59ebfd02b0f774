import { readFileSync } from 'node:fs';
import { readExplanations, type Explanation } from '../../report/explain/codes.ts';
import { assetPath } from './assets.ts';

/** What every code of a finding and of an ending stands for, from the table that ships with the program. */
export function readCodeTable(): readonly Explanation[] {
  return readExplanations(readFileSync(assetPath('docs', 'FINDINGS.md'), 'utf8'));
}
