import type { ModelAnswer } from '../../model/answer.ts';
import type {
  Completion,
  CompletionFailure,
  CompletionRequest,
  CompletionResult,
} from '../../model/completion.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import { parseAnswer } from './answer.ts';
import type { Call, Candidate, DraftInput, Drafted, Judge } from './drafted.ts';
import { buildPrompt } from './prompt.ts';
import { refuseText, showableFinding } from './refuse-text.ts';
import type { Repair } from './repair.ts';

/**
 * Asks a model for a plan, and sends back what is not accepted, at most `rounds` times in all. The model only proposes:
 * schema and judge decide, and what they refuse is never run. Pure but for `complete` and `judge`.
 *
 * Never throws for what a model or a provider does. `could-not` has the findings of the last answer; every result has
 * all calls.
 *
 * @example
 * await draftWithModel({ facts, complete, judge, rounds: 3, signal })
 * // { kind: 'runbook', text: 'runbook: enable-docker\n…', value: <what judge gave>, calls: [{ round: 1, … }] }
 */
export async function draftWithModel<T>(input: DraftInput<T>): Promise<Drafted<T>> {
  const draft: Draft = { calls: [], repairs: [] };
  for (let round = 1; round <= input.rounds; round += 1) {
    const outcome = await playRound(input, draft, round);
    if (outcome !== undefined) return { ...outcome, calls: draft.calls };
    if (isStuck(draft.repairs)) break;
  }
  const findings = draft.repairs.at(-1)?.findings ?? [];
  const { text, calls } = draft;
  return { kind: 'could-not', findings, ...(text === undefined ? {} : { text }), calls };
}

/** What was said until now. */
interface Draft {
  readonly calls: Call[];
  readonly repairs: Repair[];
  /** The last runbook that was not accepted. */
  text?: string;
}

/** One question and its answer; undefined where the answer goes back. */
async function playRound<T>(
  input: DraftInput<T>,
  draft: Draft,
  round: number,
): Promise<Outcome<T> | undefined> {
  const prompt = buildPrompt(input.facts, draft.repairs);
  if (!prompt.ok) return { kind: 'could-not', findings: prompt.findings };
  if (input.signal.aborted) return { kind: 'failed', failure: aborted(draft.calls) };
  input.onProgress?.({ kind: 'asking', round, rounds: input.rounds });
  const result = await ask(input, prompt.value, draft, round);
  if (!result.ok) return { kind: 'failed', failure: result.failure };
  const { completion } = result;
  input.onProgress?.({ kind: 'judging', round, completion });
  const answer = parseAnswer(completion.text);
  const judged: Result<Outcome<T>> = answer.ok ? await judgeAnswer(answer.value, input) : answer;
  draft.calls.push(answeredCall(round, completion, judged));
  if (input.signal.aborted) return { kind: 'failed', failure: aborted(draft.calls) };
  if (judged.ok) return judged.value;
  if (answer.ok && answer.value.kind === 'runbook') draft.text = answer.value.runbook;
  draft.repairs.push({ answer: completion.text, findings: judged.findings });
  input.onProgress?.({ kind: 'sent-back', round, findings: judged.findings });
  return undefined;
}

/** Asks, and writes down every provider that gave no answer. */
async function ask<T>(
  input: DraftInput<T>,
  request: CompletionRequest,
  { calls }: Draft,
  round: number,
): Promise<CompletionResult> {
  const result = await input.complete(request, {
    signal: input.signal,
    onProgress: (progress) => {
      if (progress.kind === 'failed-over') calls.push(failedCall(round, progress.failure));
      input.onProgress?.({ kind: 'completion', round, progress });
    },
  });
  if (!result.ok) calls.push(failedCall(round, result.failure));
  return result;
}

/** {@link Drafted} without its calls, member by member. */
type Outcome<T> = Drafted<T> extends infer D ? (D extends unknown ? Omit<D, 'calls'> : never) : never;

async function judgeAnswer<T>(answer: ModelAnswer, { judge }: DraftInput<T>): Promise<Result<Outcome<T>>> {
  switch (answer.kind) {
    case 'runbook': {
      const { runbook: text, summary } = answer;
      const judged = await judgeWith(judge, { kind: 'runbook', text });
      if (!judged.ok) return judged;
      return ok({ kind: 'runbook', text, summary, value: judged.value, findings: judged.findings });
    }
    case 'library': {
      const judged = await judgeWith(judge, answer);
      return judged.ok ? ok({ ...answer, value: judged.value, findings: judged.findings }) : judged;
    }
    case 'refuse':
      return ok({ kind: 'refused', reason: answer.reason });
    case 'ask':
    case 'look-up':
    case 'task':
      return ok(answer);
    default:
      return assertNever(answer);
  }
}

/** Errors alone go back: a warning that is mended may become an error. */
async function judgeWith<T>(judge: Judge<T>, candidate: Candidate): Promise<Result<T>> {
  const refused = refuseText(candidate);
  if (refused.length > 0) return failed(...refused);
  const judged = await judge(candidate);
  const findings = judged.findings.map(showableFinding);
  if (judged.ok) return ok(judged.value, findings);
  const errors = findings.filter((finding) => finding.severity === 'error');
  return failed(...(errors.length > 0 ? errors : findings));
}

function answeredCall(round: number, completion: Completion, judged: Result<unknown>): Call {
  const { provider, model, usage, attempts, took } = completion;
  const outcome = judged.ok ? 'accepted' : 'sent-back';
  const findings = judged.ok ? [] : [...new Set(judged.findings.map(({ code }) => code))];
  return { round, provider, model, usage, attempts, took, outcome, findings };
}

function failedCall(round: number, failure: CompletionFailure): Call {
  const { provider, model, usage, attempts, took } = failure;
  const spent = usage === undefined ? {} : { usage };
  return { round, provider, model, ...spent, attempts, took, outcome: 'failed', findings: [] };
}

/** Interrupted between two calls, or while an answer was judged. */
function aborted(calls: readonly Call[]): CompletionFailure {
  const last = calls.at(-1);
  return {
    kind: 'aborted',
    provider: last?.provider ?? '',
    model: last?.model ?? '',
    message: 'interrupted while making a plan',
    fix: 'nothing was changed; ask again',
    attempts: 0,
    took: 0,
  };
}

/** The same wrong answer again: another round would bring it a third time. */
function isStuck(repairs: readonly Repair[]): boolean {
  const [one, two] = repairs
    .slice(-2)
    .map(({ answer, findings }) => JSON.stringify([answer.trim(), findings]));
  return two !== undefined && one === two;
}
