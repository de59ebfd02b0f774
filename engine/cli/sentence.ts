import { EXIT_CODES } from '../model/outcome.ts';
import type { Proposal } from '../model/proposal.ts';
import type { Session } from '../run/session.ts';
import { applyChecked } from './apply.ts';
import { Ended, type CommandContext } from './context.ts';
import { execFor } from './nix-watch.ts';
import { planOn, showPrompt, type PlanningChoice } from './run-sentence.ts';
import { performTask, runbookOf, type Asked } from './task.ts';

/** What may be said beside a sentence. */
export interface SentenceFlags extends PlanningChoice {
  readonly host?: string | undefined;
  readonly json: boolean;
  readonly 'show-prompt': boolean;
}

export interface ChangeFlags extends SentenceFlags {
  readonly yes: boolean;
  readonly 'dry-run': boolean;
}

type Task = Extract<Proposal, { kind: 'task' }>;

/** `nixos-ai "<sentence>"`: preview, consent, change. Or the answer, where it is a question. */
export async function runAsk(context: CommandContext, sentence: string, flags: ChangeFlags): Promise<void> {
  await runSentence(context, sentence, flags, async (session, task, asked) =>
    performTask(context, session, task, flags, asked),
  );
}

/** `nixos-ai plan "<sentence>"`: the same up to the preview. */
export async function runPlan(
  context: CommandContext,
  sentence: string,
  flags: SentenceFlags,
): Promise<void> {
  const preview = { ...flags, yes: false, 'dry-run': true };
  await runSentence(context, sentence, preview, (_session, { task }) => {
    const runbook = runbookOf({ task });
    const hint = runbook === undefined ? '' : ` nixos-ai run ${runbook} --dry-run shows what it would do.`;
    const text = `This asks for an operation, '${task}', not for a change of the configuration.${hint}`;
    context.output.answer('task', { task }, () => text);
  });
}

async function runSentence(
  context: CommandContext,
  sentence: string,
  flags: ChangeFlags,
  onTask: (session: Session, task: Task, asked: Asked) => Promise<void> | void,
): Promise<void> {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  if (flags['show-prompt']) {
    const prompt = context.need(await showPrompt(execFor(context.output), settings, sentence, flags));
    output.answer('prompt', { prompt }, () => prompt);
    return;
  }
  const { session, planned, run, ...made } = context.need(await planOn(context, settings, sentence, flags));
  if (made.kind === 'checked')
    return applyChecked(context, settings, made.checked, { flags, request: sentence, planned, run });
  const { proposal } = made;
  if (proposal.kind === 'task') return onTask(session, proposal, { request: sentence, planned, run });
  output.proposal(proposal);
  throw new Ended(proposal.kind === 'ask' ? EXIT_CODES.usage : EXIT_CODES.rejected);
}
