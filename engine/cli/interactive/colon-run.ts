import { asksModels } from '../../app/conversation/state.ts';
import { showPrompt } from '../../app/show-prompt.ts';
import { choosePlanners } from '../../llm/choose.ts';
import { assertNever } from '../../model/outcome.ts';
import { wrapText } from '../../report/text/wrap.ts';
import type { Chat } from './chat.ts';
import { renderColonHelp, type ColonName } from './colon.ts';
import { columns } from './show-reply.ts';

const SENTENCES =
  'Say what you want: "install htop", "open port 8080", "let alice use docker". The plan is shown, and nothing changes until you say "apply it".\n' +
  'About the last plan you can say: "why?", "also for bob", "and git", "without docker", "port 8080 instead", "never mind", and once it is applied, "undo that".';

/** Does what a command of the prompt says. */
export async function runColon(chat: Chat, name: ColonName, words: readonly string[]): Promise<void> {
  const { output } = chat;
  switch (name) {
    case 'help':
      return output.text(wrapText(`${SENTENCES}\n\n${renderColonHelp()}`, columns()));
    case 'plan':
      return chat.say({ kind: 'action', action: 'show' });
    case 'why':
      return chat.say({ kind: 'action', action: 'why' });
    case 'apply':
      return chat.say({ kind: 'action', action: 'apply' });
    case 'undo':
    case 'rollback':
      return chat.say({ kind: 'undo', run: words[0] });
    case 'run':
      return planRunbook(chat, words);
    case 'status':
    case 'history':
      return chat.look(name, []);
    case 'show':
      return chat.look(name, words.slice(0, 1));
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
  if (name === undefined) return chat.look('runbook list', []);
  const bad = rest.find((word) => !/^[^=]+=/u.test(word));
  if (bad !== undefined) return chat.output.text(`A parameter must be KEY=VALUE, got '${bad}'.`);
  const given = Object.fromEntries(
    rest.map((word) => [word.replace(/=.*$/su, ''), word.replace(/^[^=]+=/u, '')]),
  );
  await chat.say({ kind: 'runbook', runbook: name, given, sentence: [':run', name, ...rest].join(' ') });
}

async function search(chat: Chat, what: 'options' | 'packages', words: readonly string[]): Promise<void> {
  const [word] = words;
  if (word === undefined) return chat.output.text(`Which words? :${what} bluetooth`);
  const name = word.replace(/\.$/u, '');
  const whole = what === 'options' && words.length === 1 && name.includes('.');
  await (whole
    ? chat.look('options show', ['--', name])
    : chat.look(`${what} search`, ['-n', '10', '--', ...words]));
}

async function setProvider(chat: Chat, name: string | undefined): Promise<void> {
  const { context, settings, state, output } = chat;
  const { choice } = state;
  if (name === undefined) {
    if (choice.provider !== undefined) output.text(`${choice.provider} plans from now on.`);
    return chat.look('providers', []);
  }
  context.need(choosePlanners([name], settings.providers));
  chat.state = { ...state, choice: { cache: choice.cache, provider: name } };
  output.text(`${name} plans from now on.`);
}

function setModel(chat: Chat, model: string | undefined): void {
  const { output, state, settings } = chat;
  if (model === undefined) return output.text(state.choice.model ?? "The provider's own model.");
  if (!asksModels(state, settings.planner))
    return output.text('No provider is used. :provider NAME chooses one.');
  chat.state = { ...state, choice: { ...state.choice, model } };
  return output.text(`${model} is used from now on.`);
}

async function printPrompt(chat: Chat, words: string): Promise<void> {
  const { context, deps, principal, output, state } = chat;
  const sentence = words === '' && state.shown?.read === true ? state.shown.sentence : words;
  if (sentence === '') return output.text('The prompt for which request? :prompt install htop');
  output.text(await context.done(showPrompt(deps, principal, { sentence, ...state.choice })));
}
