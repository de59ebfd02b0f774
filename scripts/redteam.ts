/**
 * Plays every hostile answer and request of tests/redteam/ and writes what came of it to docs/RED-TEAM.md, a table by
 * class. `node scripts/redteam.ts`; a test says when the file is stale.
 */
import { writeFileSync } from 'node:fs';
import { renderRedTeam } from '../tests/redteam/table.ts';

const file = 'docs/RED-TEAM.md';
writeFileSync(new URL(`../${file}`, import.meta.url), await renderRedTeam());
console.log(file);
