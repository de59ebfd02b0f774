import type { Target } from './target.ts';
import { answerTarget } from './targets/answer.ts';
import { eventsTarget } from './targets/events.ts';
import { expressionTarget } from './targets/expression.ts';
import { logTarget } from './targets/log.ts';
import { nixTarget } from './targets/nix.ts';
import { policyTarget } from './targets/policy.ts';
import { redactTarget } from './targets/redact.ts';
import { runbookTarget } from './targets/runbook.ts';
import { sentenceTarget } from './targets/sentence.ts';
import { settingsTarget } from './targets/settings.ts';
import { streamTarget } from './targets/stream.ts';

/** Every door that is tried. */
export const TARGETS: readonly Target[] = [
  runbookTarget,
  policyTarget,
  settingsTarget,
  expressionTarget,
  sentenceTarget,
  answerTarget,
  streamTarget,
  nixTarget,
  redactTarget,
  logTarget,
  eventsTarget,
];

export function targetNamed(name: string): Target | undefined {
  return TARGETS.find((target) => target.name === name);
}
