import { DEFAULTS } from '../../../config/defaults.ts';
import { map, refer } from '../../schema.ts';
import type { StepSchema } from '../../step-kind.ts';
import { EFFECTS } from './parse.ts';

const code = { title: 'Code', description: 'One exit code.', type: 'integer', minimum: 0, maximum: 255 };

const run = map(
  'Run',
  'A program, started without a shell.',
  {
    argv: refer('argv', 'Program', 'Program and arguments.'),
    effect: {
      title: 'Effect',
      description:
        'What it does to the host: read changes nothing, change can be undone by undo, irreversible cannot be undone.',
      enum: EFFECTS,
    },
    undo: refer('argv', 'Undo', 'Program and arguments that undo the change.'),
    exit: {
      title: 'Exit',
      description: 'Exit codes that mean success: one, or a list.',
      default: DEFAULTS.commandExit.value,
      anyOf: [
        code,
        {
          title: 'Codes',
          description: 'Several exit codes.',
          type: 'array',
          minItems: 1,
          maxItems: 256,
          items: code,
        },
      ],
    },
  },
  ['argv', 'effect'],
);

export const runSchema: StepSchema = { subject: { $ref: '#/$defs/run' }, definitions: { run } };
