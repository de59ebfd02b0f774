import { describe, expect, it, test } from 'vitest';
import { RUN_DEEDS, type RunDeed } from '../../../engine/model/deed.ts';
import { RUN_OUTCOMES, type RunOutcome } from '../../../engine/model/outcome.ts';
import { renderEnding } from '../../../engine/report/run/ending.ts';
import { sentenceOf } from '../../../engine/report/run/sentences.ts';
import { plain } from '../../../engine/report/text/paint.ts';

/** What a run of this outcome that did this may say beside how it ended. */
const BOOTS: readonly RunDeed[] = ['text', 'change', 'apply', 'boot', 'undo'];
const LIVE: readonly RunDeed[] = ['change', 'apply', 'trial', 'undo'];
/** A run that took nothing back yet, or found nothing to take back. */
const UNTOUCHED: readonly RunOutcome[] = ['no-change', 'planned', 'failed', 'rejected', 'pending-approval'];

const EVERY = RUN_OUTCOMES.flatMap((outcome) => RUN_DEEDS.map((deed) => [outcome, deed] as const));

test.each(EVERY)('%s and %s: one sentence, that claims nothing that is not so', (outcome, deed) => {
  const said = sentenceOf(outcome, deed);
  expect(said).toMatch(/^[A-Z].*\.$/u);
  const nothing = deed === 'look' || outcome === 'no-change' || outcome === 'planned';
  const mayBeUntouched = nothing || (deed === 'undo' && UNTOUCHED.includes(outcome));
  if (/Nothing (?:was|had been) changed|before the host was changed/u.test(said))
    expect(mayBeUntouched).toBe(true);
  if (said.includes('from now on')) expect([outcome, BOOTS.includes(deed)]).toEqual(['verified', true]);
  if (/\blive\b/u.test(said)) expect([outcome, LIVE.includes(deed)]).toEqual(['verified', true]);
  if (said.includes('booted and')) expect(deed).toMatch(/^(?:re)?boot$/u);
});

it.each<[RunOutcome, RunDeed, string]>([
  ['verified', 'look', 'Everything was done and checked. Nothing was changed.'],
  ['verified', 'steps', 'Its steps were done and checked. The configuration was not changed.'],
  ['verified', 'garbage', 'Garbage was deleted. What runs and what boots stay as they were.'],
  ['verified', 'change', 'The change is live, verified, and boots from now on.'],
  ['verified', 'boot', 'The new system was booted and verified, and boots from now on.'],
  ['no-change', 'look', 'Already so. Nothing was changed.'],
  ['planned', 'look', 'This is what would happen. Nothing was changed.'],
  ['rolled-back', 'change', 'The host was rolled back.'],
  ['needs-human', 'look', 'It needs a person. Nothing was changed.'],
  ['needs-human', 'trial', 'It needs a person. The new system runs; the one of before boots.'],
  ['pending-reboot', 'undo', 'The system of before boots next: the host needs a reboot.'],
])('%s and %s: %s', (outcome, deed, sentence) => {
  expect(sentenceOf(outcome, deed)).toBe(sentence);
});

describe('the last words of a run', () => {
  const ended = { run: '20261122-100501-a3f9', outcome: 'verified', message: '' } as const;

  it('name a way back only where there is one', () => {
    expect(renderEnding({ ...ended, did: 'change' }, plain)).toContain('nixos-ai rollback');
    for (const did of ['look', 'steps', 'garbage', 'reboot'] as const)
      expect(renderEnding({ ...ended, did }, plain)).not.toContain('rollback');
  });

  it('say what was not put in order', () => {
    const remarks = ['the system of before is not kept: no space left'];
    expect(renderEnding({ ...ended, did: 'change', remarks }, plain)).toContain(`\n  ${remarks.join('')}\n`);
  });

  it('of a journal of before say no more than is known', () => {
    expect(renderEnding(ended, plain)).toMatch(/^verified {2}It ended well\.\n/u);
  });
});
