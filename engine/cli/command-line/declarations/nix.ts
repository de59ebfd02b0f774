import type { CommandFacts } from '../../../report/help/facts.ts';

export const nixParse = {
  name: 'nix parse',
  summary: 'Parse Nix files: where each stops being Nix, and what was expected there.',
  description:
    'Exit 0 when all parse, 2 when one does not or cannot be read. Nothing is evaluated; columns count UTF-16 units.',
  examples: [
    'nixos-ai nix parse configuration.nix',
    'nixos-ai nix parse /etc/nixos --json',
    'nixos-ai nix parse flake.nix --tree',
  ],
  args: {
    file: {
      description: 'Files, or directories with .nix files below.',
      required: true,
      multiple: true,
      completes: 'files',
    },
  },
  flags: {
    json: { type: 'boolean', description: 'Print one JSON object a file, or a finding, a line.' },
    pipes: { type: 'boolean', description: 'Accept the experimental operators `|>` and `<|`.' },
    tree: { type: 'boolean', description: 'Print the syntax tree too: each node with its offsets.' },
  },
} as const satisfies CommandFacts;
