import { Args } from '@oclif/core';
import { BaseCommand } from '../base-command.ts';
import { SCRIPTS, SHELLS } from '../completion/scripts.ts';

export default class Completion extends BaseCommand {
  static override readonly summary = 'Print what lets a shell complete commands, runbooks, options and runs.';
  static override readonly description =
    'Bash: source <(nixos-ai completion bash), in ~/.bashrc. Zsh: the same with zsh. Fish: nixos-ai completion fish | source.';
  static override readonly examples = [
    '<%= config.bin %> completion bash > ~/.local/share/bash-completion/completions/nixos-ai',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/nixos-ai.fish',
  ];
  static override readonly args = {
    shell: Args.string({ description: 'bash, zsh or fish.', required: true, options: [...SHELLS] }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const shell = SHELLS.find((one) => one === args.shell);
    if (shell !== undefined) process.stdout.write(SCRIPTS[shell]);
  }
}
