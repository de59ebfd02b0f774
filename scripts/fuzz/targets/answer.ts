import * as fc from 'fast-check';
import { parse } from 'yaml';
import { parseAnswer } from '../../../engine/compile/model/answer.ts';
import { draftWithModel } from '../../../engine/compile/model/loop.ts';
import type { CompletionResult } from '../../../engine/model/completion.ts';
import { assertNever } from '../../../engine/model/outcome.ts';
import { schemaNamed, textsOf } from '../inputs/corpus.ts';
import { yamlDocuments } from '../inputs/document.ts';
import { fromSchema } from '../inputs/schema.ts';
import { mutatedBytes, mutatedText } from '../inputs/text.ts';
import { checkTold } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

const DICTIONARY = [
  '```json\n',
  '```',
  '{"kind":"runbook","runbook":"',
  '"kind":"task"',
  '"kind":"ask"',
  '"parameters":[]',
  '\\n',
  '"library":"../../etc/passwd"',
  '"summary":null',
  '"look_up":"option"',
  ',',
  ':',
  '\\u0000',
  '\\ud83d',
  '<think>',
] as const;

/** Answers of a model, through everything that judges them. */
export const answerTarget: Target = {
  name: 'answer',
  about: 'answers of a model: read, judged as any generated runbook, sent back, asked again',
  inputs: () => {
    const shipped = textsOf('runbooks/*.yaml');
    const runbooks = yamlDocuments(shipped, fromSchema(schemaNamed('runbook')), ['{ set: a.b, to: true }']);
    const generated = fromSchema(schemaNamed('answer'));
    const withRunbook = fc
      .tuple(generated, fc.oneof(runbooks, fc.constantFrom(...shipped)))
      .map(([value, runbook]) => ({ ...Object(value), kind: 'runbook', runbook }));
    const library = fc
      .tuple(generated, fc.constantFrom(...shipped.map(nameIn)))
      .map(([value, name]) => ({ ...Object(value), kind: 'library', library: name }));
    const whole = fc.oneof(generated, withRunbook, library).map((value) => JSON.stringify(value));
    const text = fc.oneof(
      { weight: 3, arbitrary: whole },
      { weight: 2, arbitrary: mutatedText(whole, DICTIONARY) },
      { weight: 1, arbitrary: mutatedBytes(whole) },
      { weight: 1, arbitrary: fc.json({ maxDepth: 6 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
    );
    return fc.array(text, { minLength: 1, maxLength: 3 });
  },
  open: async () => {
    const { factsFor, judgeWith } = await import('../../../tests/compile/model/support.ts');
    const facts = factsFor('enable docker');
    const judge = judgeWith(facts);
    const play = async (answers: Input): Promise<Ending> => {
      let asked = 0;
      const complete = async (): Promise<CompletionResult> => {
        const text = answers[asked++ % answers.length] ?? '';
        const usage = { inputTokens: 1, outputTokens: 1 };
        return Promise.resolve({
          ok: true,
          completion: { text, provider: 'local', model: 'm', usage, attempts: 1, took: 1 },
        });
      };
      answers.forEach((answer) => checkTold(parseAnswer(answer).findings));
      const { signal } = new AbortController();
      const drafted = await draftWithModel({ facts, complete, judge, rounds: 3, signal });
      return endingOfDraft(drafted);
    };
    return { play };
  },
};

function endingOfDraft(drafted: Awaited<ReturnType<typeof draftWithModel>>): Ending {
  switch (drafted.kind) {
    case 'runbook':
    case 'library':
      checkTold(drafted.findings);
      return 'taken';
    case 'ask':
    case 'look-up':
    case 'task':
      return 'taken';
    case 'could-not':
      if (drafted.findings.length === 0) throw new Error('no plan, and nobody is told why');
      checkTold(drafted.findings);
      return 'refused';
    case 'refused':
      return 'refused';
    case 'failed':
      throw new Error(`the provider is said to have failed: ${drafted.failure.message}`);
    default:
      return assertNever(drafted);
  }
}

function nameIn(runbook: string): string {
  const data: unknown = parse(runbook);
  return typeof data === 'object' && data !== null && 'runbook' in data ? String(data.runbook) : '';
}
