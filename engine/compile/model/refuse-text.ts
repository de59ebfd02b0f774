import type { Finding } from '../../model/finding.ts';
import { holdsPlaceholder } from '../../redact/span.ts';
import { parseRunbook } from '../../runbook/parse.ts';
import type { Candidate } from './drafted.ts';
import { MAX_SHOWN, showable } from './showable.ts';

/**
 * What no answer of a model may hold, whatever else is right with it. ANS004: the mark that stands for a secret; written
 * to the host it would take the secret's place. ANS005: characters that a person would not see, or that turn what they
 * see: nobody could approve a change that looks like another. ANS006: a question or a message of several lines, which
 * could look like what the engine itself says.
 */
export function refuseText(candidate: Candidate): readonly Finding[] {
  const texts =
    candidate.kind === 'runbook' ? [candidate.text, ...meant(candidate.text)] : textsIn(candidate.parameters);
  return [
    ...(texts.some(holdsPlaceholder) ? [REDACTED] : []),
    ...(texts.some((text) => UNSEEN.test(text)) ? [HIDDEN] : []),
    ...(candidate.kind === 'runbook' && saidIn(candidate.text).some((text) => text.trim().includes('\n'))
      ? [SEVERAL_LINES]
      : []),
  ];
}

/** A finding that a person may see: it repeats what the model wrote. */
export function showableFinding(finding: Finding): Finding {
  const { message, fix } = finding;
  return {
    ...finding,
    message: showable(message, MAX_SHOWN),
    ...(fix === undefined ? {} : { fix: showable(fix, MAX_SHOWN) }),
  };
}

const UNSEEN = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/u;

const REDACTED: Finding = {
  code: 'ANS004',
  severity: 'error',
  message: 'the answer contains a placeholder for a redacted secret',
  fix: 'leave the definition with the secret unchanged, or ask for a file that holds the secret',
};

const HIDDEN: Finding = {
  code: 'ANS005',
  severity: 'error',
  message:
    'the answer contains control characters, invisible characters or characters that change the text direction',
  fix: 'write plain text; the only control characters allowed are line ends and tabs',
};

const SEVERAL_LINES: Finding = {
  code: 'ANS006',
  severity: 'error',
  message: 'a question or message to a person has more than one line',
  fix: 'write approve and notify on one line',
};

/** What steps ask or tell a person, where it is plain text. */
function saidIn(text: string): readonly string[] {
  const parsed = parseRunbook(text, 'generated runbook', 'generated');
  const steps = parsed.ok ? parsed.value.steps : [];
  return steps.flatMap((step) => {
    const said = step.kind === 'approve' || step.kind === 'notify' ? step.message : undefined;
    return typeof said === 'string' ? [said] : [];
  });
}

/** Texts as YAML means them: an escape is no character until it is read. */
function meant(text: string): readonly string[] {
  const parsed = parseRunbook(text, 'generated runbook', 'generated');
  return parsed.ok ? textsIn({ ...parsed.value, text: '' }) : [];
}

/** Every text of plain data, names of members included. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsIn(member)]);
}
