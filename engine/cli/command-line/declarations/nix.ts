import type { CommandFacts } from '../../../report/help/facts.ts';

export const nixParse = {
  name: 'nix parse',
  summary: 'Parse Nix files and report where each has a syntax error, and what was expected there.',
  description:
    'Exit 0 if all parse, 2 if one does not or cannot be read. Nothing is evaluated; columns count UTF-16 units.',
  examples: [
    'nixos-ai nix parse configuration.nix',
    'nixos-ai nix parse /etc/nixos --json',
    'nixos-ai nix parse flake.nix --tree',
  ],
  args: {
    file: {
      description: 'Files, or directories with .nix files in them.',
      required: true,
      multiple: true,
      completes: 'files',
    },
  },
  flags: {
    json: { type: 'boolean', description: 'Print one JSON object per file or finding, one per line.' },
    portable: {
      type: 'boolean',
      description:
        'Refuse what only newer Nix reads: pipe operators, and sets that merge more than one level deep.',
    },
    tree: { type: 'boolean', description: 'Print the syntax tree too: each node with its offsets.' },
  },
} as const satisfies CommandFacts;
