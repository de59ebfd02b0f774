import type { OptionIndex } from '../model/options/option-index.ts';
import type { PlannerFacts, Proposal } from '../model/proposal.ts';
import { renderRunbook } from '../runbook/render.ts';
import { splitClauses } from './grammar/clauses.ts';
import { buildTokens, cleanSentence } from './grammar/tokens.ts';
import { understand } from './understand.ts';

/** Longest description written into a runbook, in UTF-16 units. */
const MAX_DESCRIPTION = 200;

/** Most words in the name of a runbook. */
const MAX_NAME_WORDS = 5;

/**
 * The offline planner: a sentence becomes a runbook, a task, a question or a refusal, without key or network.
 *
 * @example
 * propose('install docker and enable it', index, facts)
 * // { kind: 'runbook', text: 'runbook: enable-docker\nversion: 1\n…' }
 */
export function propose(sentence: string, index: OptionIndex, facts: PlannerFacts): Proposal {
  const understanding = understand(sentence, index, facts);
  if (understanding.kind !== 'change') {
    return understanding;
  }
  const { edits, checks, aside = [] } = understanding;
  return {
    kind: 'runbook',
    text: renderRunbook({
      name: runbookName(sentence),
      description: describe(sentence, aside),
      edits,
      checks,
    }),
  };
}

/** The sentence itself, without control characters and cut at a whole character; what only said why is named. */
function describe(sentence: string, aside: readonly string[]): string {
  const left = aside.map((part) => ` (left aside: '${part}')`).join('');
  const cleaned = `${cleanSentence(sentence)}${left}`;
  return cleaned.length <= MAX_DESCRIPTION
    ? cleaned
    : `${cleaned.slice(0, MAX_DESCRIPTION - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

/** The first clause as lower-case words with dashes. */
function runbookName(sentence: string): string {
  const [clause = []] = splitClauses(buildTokens(cleanSentence(sentence)));
  const words = clause.flatMap((token) => token.text.toLowerCase().match(/[a-z0-9]+/gu) ?? []);
  const name = words.slice(0, MAX_NAME_WORDS).join('-').slice(0, 60).replace(/-$/u, '');
  return /^[a-z]/u.test(name) ? name : `change-${name}`.replace(/-$/u, '');
}
