import type { ChangeContext } from '../context/change-context.ts';
import { makeChangeCommand } from '../command-line/change-handler.ts';
import { chat } from '../command-line/declarations/change.ts';
import { Chat as Conversation } from '../interactive/chat.ts';
import { runShell } from '../interactive/shell.ts';

export const command = makeChangeCommand(chat, async (context: ChangeContext, { flags }) => {
  if (!process.stdin.isTTY || !process.stdout.isTTY) context.refuse([noTerminal()]);
  const settings = await context.openHost(flags.host);
  await runShell(new Conversation(context, settings, flags.host, flags));
});

function noTerminal() {
  return {
    code: 'CLI001',
    severity: 'error',
    message: 'the prompt needs a terminal for what it reads and what it prints; there is none',
    fix: 'give the sentence as an argument: nixos-ai plan "install htop"',
  } as const;
}
