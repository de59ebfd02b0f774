import { makeChangeCommand } from '../command-line/change-handler.ts';
import { ask } from '../command-line/declarations/change.ts';
import { doSentence, exitCodeOfSentence, type SentenceDone } from '../../app/do-sentence.ts';
import type { PlanningChoice } from '../../app/plan-sentence.ts';
import { showPrompt } from '../../app/show-prompt.ts';
import { assertNever } from '../../model/outcome.ts';
import { renderAnswer } from '../../report/host/answer.ts';
import { visibleData } from '../../report/text/visible.ts';
import type { ChangeContext } from '../context/change-context.ts';
import { Ended } from '../context/command-context.ts';

/** What may be said beside a sentence. */
interface SentenceFlags extends PlanningChoice {
  readonly host?: string | undefined;
  readonly json: boolean;
  readonly 'show-prompt': boolean;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
}

export const command = makeChangeCommand(ask, async (context, { args, flags }) => {
  await runSentence(context, args.sentence.join(' '), flags, true);
});

/** Does what a sentence says; without `tasks` only what changes the configuration. */
export async function runSentence(
  context: ChangeContext,
  sentence: string,
  flags: SentenceFlags,
  tasks: boolean,
): Promise<void> {
  const { output } = context;
  const settings = await context.openHostFor(flags);
  const [deps, principal] = [context.deps(settings), context.principal(settings.place)];
  const { provider, model, cache } = flags;
  const choice = { provider, model, cache };
  if (flags['show-prompt']) {
    const prompt = await context.done(showPrompt(deps, principal, { sentence, ...choice }));
    return output.answer('prompt', { prompt }, () => prompt);
  }
  const mode = flags['dry-run'] ? 'plan' : 'apply';
  const input = { sentence, ...choice, mode, tasks, ...context.control(flags) } as const;
  const done = await context.done(doSentence(deps, principal, input));
  if (done.kind === 'ran') return context.finish(done.ran);
  tell(context, done);
  const exitCode = exitCodeOfSentence(done);
  if (exitCode !== 0) throw new Ended(exitCode);
}

function tell({ output }: ChangeContext, done: Exclude<SentenceDone, { kind: 'ran' }>): void {
  switch (done.kind) {
    case 'answered': {
      const answer = visibleData(done.answer);
      const { kind, ...value } = answer;
      return output.answer(kind, value, () => renderAnswer(answer, output.paint));
    }
    case 'open':
      return output.proposal(done.proposal);
    case 'task': {
      const { task, runbook } = done;
      const hint = runbook === undefined ? '' : ` nixos-ai run ${runbook} --dry-run shows what it would do.`;
      const text = `This asks for an operation, '${task}', not for a configuration change.${hint}`;
      return output.answer('task', { task }, () => text);
    }
    default:
      return assertNever(done);
  }
}
