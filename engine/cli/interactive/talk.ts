import { readFollowUp } from '../../compile/follow-up/follow-up.ts';
import { findAction, type FollowUpAction } from '../../compile/follow-up/words.ts';
import { wordsOfEdits } from '../../compile/follow-up/edit-words.ts';
import { pinRunbook } from '../../check/check-runbook.ts';
import { assertNever } from '../../model/outcome.ts';
import { findSecret } from '../../redact/find-secret.ts';
import { renderPreview } from '../../report/run/preview.ts';
import { renderWhy } from '../../report/run/why.ts';
import { wrapText } from '../../report/text/wrap.ts';
import { planOn } from '../run-sentence.ts';
import { performTask } from '../task.ts';
import type { Chat } from './chat.ts';
import { applyShown, showPlan, type Shown } from './turn.ts';

/** What a person says: something about the last plan or question, or a new request. */
export async function hear(chat: Chat, line: string): Promise<void> {
  const secret = findSecret(line);
  // Not even a question repeats it.
  if (secret !== undefined) return chat.command.refuse([secret]);
  const known = chat.shown !== undefined || chat.question !== undefined || findAction(line) !== undefined;
  const meant = known ? readFollowUp(line, chat.said(), await chat.facts()) : undefined;
  if (meant === undefined) return planLine(chat, line);
  switch (meant.kind) {
    case 'sentence':
      return planRead(chat, meant.sentence, line);
    case 'action':
      return act(chat, meant.action);
    case 'ask':
      return ask(chat, meant.question, meant.choices);
    case 'unsure':
      return chat.asksModels ? planLine(chat, line) : ask(chat, meant.question, []);
    default:
      return assertNever(meant);
  }
}

/** Does what is asked of the last plan. */
export async function act(chat: Chat, action: FollowUpAction): Promise<void> {
  const { shown, command } = chat;
  if (action === 'drop') return drop(chat);
  if (shown === undefined) return ask(chat, 'Nothing is planned. What should change?', []);
  switch (action) {
    case 'apply':
      return apply(chat, shown);
    case 'why':
      return command.output.text(wrapText(await why(chat, shown), columns()));
    case 'show':
      return showAgain(chat, shown);
    case 'undo':
      return undo(chat, shown.applied);
    default:
      return assertNever(action);
  }
}

/** Plans a sentence and shows the plan. Nothing is changed. */
export async function planLine(chat: Chat, sentence: string): Promise<void> {
  const { command, settings } = chat;
  chat.question = undefined;
  chat.aside = true;
  const made = command.need(await planOn(command, settings, sentence, chat.choice, chat.turns));
  if (made.kind === 'checked') {
    const { checked, planned, run } = made;
    return show(chat, { sentence, read: true, checked, planned }, run);
  }
  const { proposal, session } = made;
  switch (proposal.kind) {
    case 'task':
      await performTask(
        command,
        session,
        proposal,
        { yes: false, 'dry-run': false },
        { request: sentence, planned: made.planned, run: made.run },
      );
      return chat.forgetHost();
    case 'ask':
      return ask(chat, proposal.question, proposal.choices);
    case 'refuse':
      return command.output.proposal(proposal);
    default:
      return assertNever(proposal);
  }
}

/** Shows the plan of a checked runbook, and makes it what later lines refer to. */
export async function show(chat: Chat, plan: Omit<Shown, 'preview' | 'applied'>, run: string): Promise<void> {
  const { command } = chat;
  const { shown, result } = await showPlan(command, chat.settings, plan, run);
  if (shown === undefined) return command.finish(result);
  chat.show(shown);
  hint(chat);
}

/** Takes a run back, or the last one; the command asks on its own. */
export async function undo(chat: Chat, run: string | undefined): Promise<void> {
  chat.forgetHost();
  await handOn(chat, 'rollback', run === undefined ? [] : [run]);
  const ended = process.exitCode === undefined || process.exitCode === 0;
  if (ended && chat.shown?.applied !== undefined) chat.shown = undefined;
}

/** A command of the program, about the same host. */
export async function handOn(chat: Chat, id: string, argv: readonly string[]): Promise<void> {
  const host = chat.named === undefined ? [] : ['--host', chat.named];
  await chat.command.config.runCommand(id, [...host, ...argv]);
}

/** How wide the terminal is. */
export function columns(): number {
  return process.stdout.columns ?? 80;
}

/** What a question's answer or a follow-up says in full is shown before it is planned. */
async function planRead(chat: Chat, sentence: string, line: string): Promise<void> {
  const { output } = chat.command;
  chat.question = undefined;
  if (findAction(sentence) !== undefined) return hear(chat, sentence);
  if (sentence !== line) output.text(output.paint.dim(`= ${sentence}`));
  return planLine(chat, sentence);
}

function ask(chat: Chat, question: string, choices: readonly string[]): void {
  const { output } = chat.command;
  const numbered = choices.map((choice, at) => `  ${output.paint.bold(`${at + 1}`)}  ${choice}`);
  const text = [`${output.paint.yellow('?')} ${question}`, ...numbered].join('\n');
  output.text(wrapText(text, columns()));
  chat.question = choices.length === 0 ? undefined : { choices };
}

async function apply(chat: Chat, shown: Shown): Promise<void> {
  const { command, settings } = chat;
  if (shown.applied !== undefined)
    return command.output.text(`It is applied already, by run ${shown.applied}.`);
  if (chat.aside) {
    command.output.text('Something else was said since this plan was shown, so here it is again.\n');
    return showAgain(chat, shown);
  }
  const applied = await applyShown(command, settings, shown);
  chat.shown = applied.shown;
  chat.forgetHost();
  command.finish(applied.result);
}

function drop(chat: Chat): void {
  const { output } = chat.command;
  if (chat.question !== undefined) {
    chat.question = undefined;
    output.text(chat.shown === undefined ? 'Then nothing changes.' : 'Then the plan before it stays.');
    return;
  }
  const open = chat.shown !== undefined && chat.shown.applied === undefined;
  if (open) chat.shown = undefined;
  output.text(open ? 'The plan is dropped. Nothing was changed.' : 'There is no plan to drop.');
}

function showAgain(chat: Chat, shown: Shown): void {
  const { output } = chat.command;
  chat.aside = false;
  output.text(
    shown.preview === undefined
      ? `${shown.sentence}: it changes nothing of the configuration`
      : renderPreview(shown.preview, output.paint),
  );
  if (shown.applied === undefined) hint(chat);
}

function hint({ command: { output } }: Chat): void {
  const words = "'apply it', 'why?', 'never mind', or change it: 'also …', 'without …'";
  output.text(output.paint.dim(words));
}

async function why(chat: Chat, shown: Shown): Promise<string> {
  const { sentence, planned, preview, checked, read } = shown;
  const edits = checked.change.kind === 'edits' ? checked.change.edits : [];
  const byWords = read && planned.model === undefined;
  const words = byWords
    ? wordsOfEdits(sentence, edits, (await chat.facts()).read)
    : edits.map((edit) => ({ edit }));
  const facts = { request: sentence, planned, edits: words, pinned: pinRunbook(checked), preview };
  return renderWhy(facts, chat.command.output.paint);
}
