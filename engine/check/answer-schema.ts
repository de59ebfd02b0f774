import schema from '../../schemas/answer.schema.json' with { type: 'json' };
import { readMisfit, type Misfit } from '../config/misfit.ts';
import { ownValidator } from '../config/own-schema.ts';
import type { LookUp, ModelAnswer } from '../model/answer.ts';
import { failed, ok, type Finding, type Result } from '../model/finding.ts';

/** An answer as the schema has it: every member there, those that do not count null. */
export interface WrittenAnswer {
  readonly kind: ModelAnswer['kind'];
  readonly summary: string | null;
  readonly runbook: string | null;
  readonly library: string | null;
  readonly parameters: readonly { readonly name: string; readonly value: string }[] | null;
  readonly question: string | null;
  readonly choices: readonly string[] | null;
  readonly look_up: LookUp | null;
  readonly query: string | null;
  readonly task: 'upgrade' | 'collect-garbage' | 'rollback' | null;
  readonly reason: string | null;
}

/**
 * The JSON Schema of an answer, as providers take it: in the part of JSON Schema that OpenAI's and Anthropic's strict
 * modes and Ollama's grammars have in common. So no bounds, no patterns, no open maps; what is absent is null.
 */
export const ANSWER_SCHEMA: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(schema).filter(([key]) => key !== '$schema' && key !== 'title'),
);

/** Holds plain JSON against `schemas/answer.schema.json`: ANS002 for each place that does not fit. */
export function checkAnswer(document: unknown): Result<WrittenAnswer> {
  const validate = ownValidator<WrittenAnswer>('answer');
  if (validate(document)) return ok(document);
  return failed(...(validate.errors ?? []).map(readMisfit).filter(isTelling).map(describe));
}

/** ANS002: the answer does not fit its schema at a place (a JSON pointer, '' for the whole). */
export function misfit(pointer: string, problem: string, fix: string): Finding {
  const where = pointer === '' ? 'the answer' : pointer;
  return { code: 'ANS002', severity: 'error', message: `${where}: ${problem}`, fix };
}

/** Of a nullable member the error that it is not null says nothing: the other branch does. */
function isTelling({ keyword, type }: Misfit): boolean {
  return keyword !== 'anyOf' && !(keyword === 'type' && type === 'null');
}

function describe({ at, keyword, missingKey = '', unknownKey = '', allowed = [], message }: Misfit): Finding {
  switch (keyword) {
    case 'required':
      return misfit(at, `'${missingKey}' is missing`, `give '${missingKey}', null where it does not count`);
    case 'additionalProperties':
      return misfit(at, `'${unknownKey.slice(0, 60)}' is not known`, 'leave it out');
    case 'enum':
      return misfit(at, 'is none of the allowed words', `allowed: ${allowed.map(String).join(', ')}`);
    default:
      return misfit(at, message ?? 'does not fit', 'give what the schema says, or null');
  }
}
