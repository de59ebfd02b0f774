import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags } from './flags.ts';

export const auditExport = {
  name: 'audit export',
  summary: 'Print every row of the journal with its hashes, one JSON object a line, for keeping elsewhere.',
  examples: ['nixos-ai audit export > journal.jsonl', 'nixos-ai audit export --since 2026-11-01'],
  args: {},
  flags: {
    host: hostFlags.host,
    run: { type: 'option', description: 'Only this run.', helpValue: 'RUN', completes: 'runs' },
    since: {
      type: 'option',
      description: 'Only from this day or time on (ISO 8601, UTC).',
      helpValue: 'DATE',
    },
  },
} as const satisfies CommandFacts;

export const auditVerify = {
  name: 'audit verify',
  summary: 'Check that no row of the journal was altered, removed or added, and that its end was signed.',
  description:
    'Copies of the public key and of the checkpoint that are kept elsewhere also show that a state directory was replaced as a whole.\n\nExit codes: 0 the journal is whole, 1 it is not, 2 usage.',
  examples: [
    'nixos-ai audit verify',
    'nixos-ai audit verify --file journal.jsonl --key audit-key.pub --checkpoint checkpoint.json',
  ],
  args: {},
  flags: {
    ...hostFlags,
    file: {
      type: 'option',
      description: 'Check an export instead of a host.',
      helpValue: 'FILE',
      completes: 'files',
    },
    partial: {
      type: 'boolean',
      description: 'The export was narrowed: rows may be left out.',
      dependsOn: ['file'],
    },
    key: {
      type: 'option',
      description: "Public key; else the host's own.",
      helpValue: 'FILE',
      completes: 'files',
    },
    checkpoint: {
      type: 'option',
      description: "Checkpoint; else the host's own.",
      helpValue: 'FILE',
      completes: 'files',
    },
  },
} as const satisfies CommandFacts;
