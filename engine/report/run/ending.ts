import type { RunOutcome } from '../../model/outcome.ts';
import type { Paint } from '../text/paint.ts';
import { outcomeWord } from '../progress/progress.ts';

/** The last words of a run: how it ended, in which state the host is, and what one may do. */
export function renderEnding(run: string, outcome: RunOutcome, message: string, paint: Paint): string {
  const head = `${paint.bold(outcomeWord(outcome, paint))}  ${SENTENCES[outcome]}`;
  const details =
    message === '' || message === 'not approved' || QUIET.has(outcome)
      ? ''
      : `\n${message
          .split('\n')
          .map((line) => `  ${line}`)
          .join('\n')}`;
  return `${head}${details}\n${paint.dim(NEXT[outcome](run))}`;
}

// Their sentence says it all.
const QUIET: ReadonlySet<RunOutcome> = new Set(['verified', 'no-change', 'planned']);

const SENTENCES: Readonly<Record<RunOutcome, string>> = {
  verified: 'The change is live, checked, and boots from now on.',
  'no-change': 'It already is so. Nothing was changed.',
  planned: 'This is what would happen. Nothing was changed.',
  failed: 'It failed before the host was changed.',
  rejected: 'It was not approved. Nothing was changed.',
  'rolled-back': 'The host was put back as it was.',
  'needs-human': 'The host needs a person.',
  'pending-reboot': 'The host has to be rebooted.',
  'pending-approval': 'It waits for somebody to approve it. Nothing was changed.',
};

const NEXT: Readonly<Record<RunOutcome, (run: string) => string>> = {
  verified: (run) => `nixos-ai show ${run}   the whole story\nnixos-ai rollback ${run}   take it back`,
  'no-change': (run) => `nixos-ai show ${run}`,
  planned: (run) => `nixos-ai show ${run}`,
  failed: (run) => `nixos-ai show ${run}   the whole story`,
  rejected: (run) => `nixos-ai show ${run}   the whole story`,
  'rolled-back': (run) => `nixos-ai show ${run}   the whole story`,
  'needs-human': (run) => `nixos-ai show ${run}   what was done and what was not`,
  'pending-reboot': (run) =>
    `nixos-ai resume   after the reboot: check it and keep it, or put the host back\nnixos-ai rollback ${run}   take it back now`,
  'pending-approval': (run) =>
    `nixos-ai approve ${run}   by somebody who may: the run goes on\nnixos-ai stop ${run}   give it up`,
};
