import type { ErrorObject } from 'ajv/dist/2020.js';
import schema from '../../schemas/answer.schema.json' with { type: 'json' };
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
  return failed(...(validate.errors ?? []).filter(isTelling).map(describe));
}

/** ANS002: the answer does not fit its schema at a place (a JSON pointer, '' for the whole). */
export function misfit(pointer: string, problem: string, fix: string): Finding {
  const where = pointer === '' ? 'the answer' : pointer;
  return { code: 'ANS002', severity: 'error', message: `${where}: ${problem}`, fix };
}

/** Of a nullable member the error that it is not null says nothing: the other branch does. */
function isTelling(error: ErrorObject): boolean {
  return error.keyword !== 'anyOf' && !(error.keyword === 'type' && error.params['type'] === 'null');
}

function describe(error: ErrorObject): Finding {
  const { instancePath, keyword } = error;
  const params: Readonly<Record<string, unknown>> = error.params;
  switch (keyword) {
    case 'required': {
      const name = String(params['missingProperty']);
      return misfit(instancePath, `'${name}' is missing`, `give '${name}', null where it does not count`);
    }
    case 'additionalProperties':
      return misfit(
        instancePath,
        `'${String(params['additionalProperty']).slice(0, 60)}' is not known`,
        'leave it out',
      );
    case 'enum':
      return misfit(instancePath, 'is none of the allowed words', `allowed: ${words(params)}`);
    default:
      return misfit(instancePath, error.message ?? 'does not fit', 'give what the schema says, or null');
  }
}

function words(params: Readonly<Record<string, unknown>>): string {
  const allowed: unknown = params['allowedValues'];
  return Array.isArray(allowed) ? allowed.map(String).join(', ') : '';
}
