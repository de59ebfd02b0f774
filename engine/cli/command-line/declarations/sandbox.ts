import type { CommandFacts } from '../../../report/help/facts.ts';

export const sandboxCreate = {
  name: 'sandbox create',
  summary: 'Make a small host in a directory: real Nix, real processes, nothing outside it changes.',
  examples: ['nixos-ai sandbox create /tmp/host', 'nixos-ai sandbox create /tmp/host --flake'],
  args: {
    dir: { description: 'An empty or absent directory.', required: true, completes: 'directories' },
  },
  flags: {
    json: { type: 'boolean', description: 'Print JSON.' },
    flake: { type: 'boolean', description: 'Configure it by a flake instead of a channel.' },
    git: { type: 'boolean', description: 'Keep the configuration in a git repository.' },
    name: { type: 'option', description: 'Host name.', default: 'sandbox' },
  },
} as const satisfies CommandFacts;

export const sandboxStart = {
  name: 'sandbox start',
  summary: 'Boot a sandbox host that was stopped: its boot entry decides which system.',
  examples: ['nixos-ai sandbox start ./host'],
  args: {
    dir: { description: 'Directory of the sandbox.', required: true, completes: 'directories' },
  },
  flags: { json: { type: 'boolean', description: 'Print JSON.' } },
} as const satisfies CommandFacts;

export const sandboxStop = {
  name: 'sandbox stop',
  summary: 'Power a sandbox host off: every process it runs ends.',
  examples: ['nixos-ai sandbox stop ./host', 'nixos-ai sandbox stop ./host --cut'],
  args: {
    dir: { description: 'Directory of the sandbox.', required: true, completes: 'directories' },
  },
  flags: {
    json: { type: 'boolean', description: 'Print JSON.' },
    cut: { type: 'boolean', description: 'Cut the power instead: nothing is told before it is killed.' },
  },
} as const satisfies CommandFacts;
