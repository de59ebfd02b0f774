import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags } from './flags.ts';

export const auditExportCommand = {
  name: 'audit export',
  summary: 'Print every row of the journal with its hashes, one JSON object per line, to keep elsewhere.',
  examples: ['nixos-ai audit export > journal.jsonl', 'nixos-ai audit export --since 2026-11-01'],
  args: {},
  flags: {
    host: hostFlags.host,
    run: { type: 'option', description: 'Only this run.', helpValue: 'RUN', completes: 'runs' },
    since: {
      type: 'option',
      description: 'Only from this date or time on (ISO 8601, UTC).',
      helpValue: 'DATE',
    },
  },
} as const satisfies CommandFacts;

export const auditVerify = {
  name: 'audit verify',
  summary: 'Check that no row of the journal was altered, removed or added, and that its end is signed.',
  description:
    'Copies of the public key and the checkpoint kept elsewhere also reveal a replaced state directory.\n\nExit codes: 0 the journal is intact, 1 it is not, 2 usage.',
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
      description: 'The export was filtered: rows may be missing.',
      dependsOn: ['file'],
    },
    key: {
      type: 'option',
      description: "Public key. Default: the host's own.",
      helpValue: 'FILE',
      completes: 'files',
    },
    checkpoint: {
      type: 'option',
      description: "Checkpoint. Default: the host's own.",
      helpValue: 'FILE',
      completes: 'files',
    },
  },
} as const satisfies CommandFacts;
