import { choosePlanners } from '../../llm/choose.ts';
import { systemClock } from '../../host/clock.ts';
import { OFFLINE } from '../../config/providers.ts';
import { assertNever } from '../../model/outcome.ts';
import { makeRunId } from '../../run/run-id.ts';
import { checkNamed } from '../../run/session.ts';
import { wrapText } from '../../report/text/wrap.ts';
import { showPrompt } from '../run-sentence.ts';
import type { Chat } from './chat.ts';
import { renderColonHelp, type ColonName } from './colon.ts';
import { act, columns, handOn, show, undo } from './talk.ts';

const SENTENCES =
  'Say what you want: "install htop", "open port 8080", "let alice use docker". The plan is shown, and nothing changes until you say "apply it".\n' +
  'Of the last plan you may say: "why?", "also for bob", "and git", "without docker", "port 8080 instead", "never mind", and when it is applied, "undo that".';

/** Does what a command of the prompt says. */
export async function runColon(chat: Chat, name: ColonName, words: readonly string[]): Promise<void> {
  const { output } = chat.command;
  switch (name) {
    case 'help':
      return output.text(wrapText(`${SENTENCES}\n\n${renderColonHelp()}`, columns()));
    case 'plan':
      return act(chat, 'show');
    case 'why':
      return act(chat, 'why');
    case 'apply':
      return act(chat, 'apply');
    case 'undo':
    case 'rollback':
      return undo(chat, words[0]);
    case 'run':
      return planRunbook(chat, words);
    case 'status':
    case 'history':
      return handOn(chat, name, []);
    case 'show':
      return handOn(chat, name, words.slice(0, 1));
    case 'options':
    case 'packages':
      return search(chat, name, words);
    case 'provider':
      return setProvider(chat, words[0]);
    case 'model':
      return setModel(chat, words[0]);
    case 'prompt':
      return printPrompt(chat, words.join(' '));
    case 'quit':
      return undefined;
    default:
      return assertNever(name);
  }
}

async function planRunbook(chat: Chat, [name, ...rest]: readonly string[]): Promise<void> {
  const { command } = chat;
  if (name === undefined) return handOn(chat, 'runbook:list', []);
  const bad = rest.find((word) => !/^[^=]+=/u.test(word));
  if (bad !== undefined) return command.output.text(`A parameter is given as KEY=VALUE, got '${bad}'.`);
  const given = Object.fromEntries(
    rest.map((word) => [word.replace(/=.*$/su, ''), word.replace(/^[^=]+=/u, '')]),
  );
  const session = command.need(await chat.session());
  const checked = command.need(await checkNamed(session, name, given));
  const sentence = [':run', name, ...rest].join(' ');
  await show(
    chat,
    { sentence, read: false, checked, planned: { planner: OFFLINE } },
    makeRunId(systemClock.now()),
  );
}

async function search(chat: Chat, what: 'options' | 'packages', words: readonly string[]): Promise<void> {
  const [word] = words;
  if (word === undefined) return chat.command.output.text(`Which words? :${what} bluetooth`);
  const name = word.replace(/\.$/u, '');
  const whole = what === 'options' && words.length === 1 && name.includes('.');
  await (whole
    ? handOn(chat, 'options:show', ['--', name])
    : handOn(chat, `${what}:search`, ['-n', '10', '--', ...words]));
}

async function setProvider(chat: Chat, name: string | undefined): Promise<void> {
  const { command, settings, choice } = chat;
  if (name === undefined) {
    if (choice.provider !== undefined) command.output.text(`From here on ${choice.provider} plans.`);
    return handOn(chat, 'providers', []);
  }
  command.need(choosePlanners([name], settings.providers));
  chat.choice = { cache: choice.cache, provider: name };
  command.output.text(`${name} plans from here on.`);
}

function setModel(chat: Chat, model: string | undefined): void {
  const { output } = chat.command;
  if (model === undefined) return output.text(chat.choice.model ?? "The provider's own model.");
  if (!chat.asksModels) return output.text('No provider is asked. :provider NAME says which one plans.');
  chat.choice = { ...chat.choice, model };
  return output.text(`${model} is asked from here on.`);
}

async function printPrompt(chat: Chat, words: string): Promise<void> {
  const { command, settings, shown, choice } = chat;
  const sentence = words === '' && shown?.read === true ? shown.sentence : words;
  if (sentence === '') return command.output.text('The prompt for which sentence? :prompt install htop');
  command.output.text(command.need(await showPrompt(command.exec, settings, sentence, choice)));
}
