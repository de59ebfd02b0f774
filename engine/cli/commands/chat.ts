import { BaseCommand, hostFlags } from '../base-command.ts';
import { Chat as Conversation } from '../interactive/chat.ts';
import { runShell } from '../interactive/shell.ts';
import { planningFlags } from '../planning-flags.ts';

export default class Chat extends BaseCommand {
  static override readonly summary = 'Plan and apply at a prompt, where later lines refer to earlier ones.';
  static override readonly description =
    '`nixos-ai` alone at a terminal is the same. A sentence is planned and shown, and nothing changes until you say "apply it"; "why?", "also for bob", "without docker" and "undo that" speak of the last plan. `:help` lists the commands of the prompt.';
  static override readonly examples = ['<%= config.bin %>', '<%= config.bin %> chat --provider ollama'];
  static override readonly flags = {
    host: hostFlags.host,
    provider: planningFlags.provider,
    model: planningFlags.model,
    cache: planningFlags.cache,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Chat);
    this.begin({ json: false });
    if (!process.stdin.isTTY || !process.stdout.isTTY) return this.refuse([noTerminal()]);
    const settings = await this.openHost(flags.host);
    await runShell(new Conversation(this, settings, flags.host, flags));
  }
}

function noTerminal() {
  return {
    code: 'CLI001',
    severity: 'error',
    message: 'the prompt needs a terminal for what it reads and what it prints; there is none',
    fix: 'give the sentence as an argument: nixos-ai plan "install htop"',
  } as const;
}
