import type { ModelProgress } from '../../compile/model/drafted.ts';
import { assertNever } from '../../model/outcome.ts';

/** A line about a model at work. One that does not last may be written over by the next. */
export interface ProgressLine {
  readonly text: string;
  readonly lasting: boolean;
}

/**
 * What to say of a step in the making of a plan.
 *
 * @example
 * renderDraftProgress({ kind: 'asking', round: 1, rounds: 3 })   // { text: '… asking, round 1 of 3', lasting: false }
 */
export function renderDraftProgress(event: ModelProgress): ProgressLine | undefined {
  switch (event.kind) {
    case 'asking':
      return { text: `… asking, round ${event.round} of ${event.rounds}`, lasting: false };
    case 'judging': {
      const { provider, model, took, usage } = event.completion;
      const tokens = `${usage.inputTokens} tokens in, ${usage.outputTokens} out`;
      return {
        text: `· ${provider} (${model}) answered in ${(took / 1000).toFixed(1)} s, ${tokens}`,
        lasting: true,
      };
    }
    case 'sent-back': {
      const codes = [...new Set(event.findings.map(({ code }) => code))].join(', ');
      return { text: `· round ${event.round} was sent back: ${codes}`, lasting: true };
    }
    case 'completion':
      return ofCompletion(event.progress);
    default:
      return assertNever(event);
  }
}

function ofCompletion(progress: Extract<ModelProgress, { kind: 'completion' }>['progress']): ProgressLine {
  switch (progress.kind) {
    case 'started':
      return { text: `… ${progress.provider} (${progress.model}) is asked`, lasting: false };
    case 'streaming':
      return { text: `… ${progress.provider} answers, ${progress.characters} characters`, lasting: false };
    case 'waiting': {
      const seconds = (progress.delay / 1000).toFixed(1);
      return { text: `· ${progress.provider}: ${progress.because}; again in ${seconds} s`, lasting: true };
    }
    case 'failed-over':
      return { text: `· ${progress.failure.message}; the next provider is asked`, lasting: true };
    default:
      return assertNever(progress);
  }
}
