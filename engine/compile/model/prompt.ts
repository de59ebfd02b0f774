import { ANSWER_SCHEMA } from '../../check/answer-schema.ts';
import type { CompletionRequest, Turn } from '../../model/completion.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import { MAX_REQUEST } from '../safety.ts';
import type { PromptFacts } from './facts.ts';
import { fence, readable } from './fence.ts';
import { fitSections, type Section } from './fit.ts';
import { repairTurns, type Repair } from './repair.ts';
import { configurationSection } from './sections/configuration.ts';
import { conversationSection, hostSection, policySection } from './sections/host.ts';
import { librarySection } from './sections/library.ts';
import { optionsSection, packagesSection } from './sections/options.ts';
import type { Clean } from './sections/shorten.ts';
import { SYSTEM_TEXT } from './system-text.ts';
import { BYTES_PER_TOKEN, estimateRequest } from './tokens.ts';

/** Counts up with every change of what models are told, so that nothing that was kept from before is taken for new. */
export const PROMPT_VERSION = 1;

/** Of the room that is left for facts, the part that earlier answers and their findings may take. */
const REPAIR_SHARE = 0.6;

/**
 * What a model is asked: the rules, the facts of the host as far as they fit the budget, the request. Earlier answers
 * that were not accepted follow with what was found. The same facts give the same bytes.
 *
 * Text of the host and of the person is redacted, freed of what cannot be seen, and fenced ({@link fence}). The estimate
 * ({@link estimateRequest}) never exceeds `facts.budget`.
 *
 * PRM001 the request is empty or too long; PRM002 the budget is too small for it.
 */
export function buildPrompt(facts: PromptFacts, repairs: readonly Repair[] = []): Result<CompletionRequest> {
  const clean: Clean = (text) => facts.redact(readable(text));
  const request = clean(facts.request).trim();
  if (request === '' || facts.request.length > MAX_REQUEST) return failed(badLength(facts.request.length));
  const least = frame(facts, [{ role: 'user', text: firstTurn('', request) }]);
  const spare = facts.budget - estimateRequest(least);
  if (spare < 0) return failed(tooSmall(facts.budget, facts.budget - spare));
  const mending = repairTurns(repairs, facts.index, clean, Math.floor(spare * REPAIR_SHARE));
  const left = facts.budget - estimateRequest({ ...least, turns: [...least.turns, ...mending] });
  const sections = fitSections(sectionsOf(facts, clean), left * BYTES_PER_TOKEN);
  const text = firstTurn(sections.length === 0 ? '' : fence(sections), request);
  return ok(frame(facts, [{ role: 'user', text }, ...mending]));
}

/** In the order of their weight. */
function sectionsOf(facts: PromptFacts, clean: Clean): readonly Section[] {
  return [
    hostSection(facts, clean),
    policySection(facts, clean),
    conversationSection(facts, clean),
    optionsSection(facts, clean),
    configurationSection(facts, clean),
    librarySection(facts, clean),
    packagesSection(facts, clean),
  ];
}

/** The request comes last, where models heed it most. */
function firstTurn(facts: string, request: string): string {
  const asked = `${fence([{ name: 'request', text: request }])}\n\nAnswer for the block 'request'.`;
  return facts === '' ? asked : `${facts}\n\n${asked}`;
}

function frame({ maxTokens }: PromptFacts, turns: readonly Turn[]): CompletionRequest {
  return {
    system: SYSTEM_TEXT,
    turns,
    schema: ANSWER_SCHEMA,
    schemaName: 'nixos_ai_answer',
    maxTokens,
  };
}

function badLength(length: number): Finding {
  return {
    code: 'PRM001',
    severity: 'error',
    message: `the request is ${length} characters long; the limit is 1 to ${MAX_REQUEST}`,
    fix: 'say what should change in a sentence or two',
  };
}

function tooSmall(budget: number, needed: number): Finding {
  return {
    code: 'PRM002',
    severity: 'error',
    message: `the prompt for this request needs at least ${needed} tokens, but the budget is ${budget}`,
    fix: `raise planner.budget in the host settings to ${needed} or more, or shorten the request`,
  };
}
