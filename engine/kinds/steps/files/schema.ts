import { map, refer, type Schema } from '../../schema.ts';
import type { StepSchema } from '../../step-kind.ts';

function list(title: string, description: string, items: Schema): Schema {
  return { title, description, type: 'array', minItems: 1, maxItems: 50, items };
}

const text: Schema = { $ref: '#/$defs/text' };

const replacement = map(
  'Replacement',
  'A file and the source of its new content.',
  {
    file: refer('text', 'File', 'Absolute path of an existing file.'),
    from: refer('text', 'From', 'Absolute path of the file with the new content.'),
  },
  ['file', 'from'],
);

const files: Schema = {
  ...map('Files', 'Files outside the configuration: kept so that a rollback can restore them, or replaced.', {
    keep: list('Keep', 'Absolute paths of files that other steps may change.', text),
    put: list('Put', 'Files that get the content of another file; mode and owner stay.', replacement),
    restart: list(
      'Restart',
      'Units that read the files: restarted after put, and when a rollback has put the files back.',
      text,
    ),
  }),
  anyOf: [{ required: ['keep'] }, { required: ['put'] }],
};

export const filesSchema: StepSchema = { subject: { $ref: '#/$defs/files' }, definitions: { files } };
