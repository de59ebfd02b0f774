import type { CommandFacts } from '../../../report/help/facts.ts';
import { SHELLS } from '../shells.ts';

/** For shells, not for people: see `completion`. */
export const completeCommand = {
  name: 'complete',
  hidden: true,
  summary: 'Print completions for the end of a command line.',
  examples: [],
  args: {},
  flags: { line: { type: 'option', required: true } },
} as const satisfies CommandFacts;

export const completion = {
  name: 'completion',
  summary: 'Print a script that lets a shell complete commands, runbooks, options and runs.',
  description:
    'Bash: source <(nixos-ai completion bash), in ~/.bashrc. Zsh: the same with zsh. Fish: nixos-ai completion fish | source.',
  examples: [
    'nixos-ai completion bash > ~/.local/share/bash-completion/completions/nixos-ai',
    'nixos-ai completion fish > ~/.config/fish/completions/nixos-ai.fish',
  ],
  args: {
    shell: { description: 'bash, zsh or fish.', required: true, options: SHELLS },
  },
  flags: {},
} as const satisfies CommandFacts;
