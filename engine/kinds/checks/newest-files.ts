import { say, type StepMessage } from '../../model/step-message.ts';
import { readFields, type Node } from '../../document/reader.ts';
import { readTextValue } from '../../document/written.ts';
import type { Position } from '../../model/finding.ts';
import type { FoundFile } from '../../model/host/files.ts';
import type { Written } from '../../model/runbook.ts';
import { hostPath, type LookContext } from '../look.ts';
import { TEXT, type Visitor } from '../place.ts';
import { map, refer, type Schema } from '../schema.ts';
import { isPublicPath } from '../sinks.ts';

/** Files of a directory: those whose names match a pattern of `*` and `?`. */
export interface NewestFiles {
  readonly directory: Written;
  readonly match: Written;
}

export function newestFilesSchema(title: string, description: string): Schema {
  return map(
    title,
    description,
    {
      directory: refer('text', 'Directory', 'Absolute path of the directory.'),
      match: { ...refer('text', 'Match', 'Pattern for file names; * matches any text.'), default: '*' },
    },
    ['directory'],
  );
}

export function readNewestFiles(subject: Node, what: string): NewestFiles | undefined {
  const target = readFields(subject, what, ['directory', 'match'], ['directory']);
  const directory = target?.directory && readTextValue(target.directory, 'directory');
  const match = target?.match ? readTextValue(target.match, 'match') : '*';
  return directory === undefined || match === undefined ? undefined : { directory, match };
}

export function visitNewestFiles(files: NewestFiles, at: Visitor): NewestFiles {
  const place = { type: TEXT, sink: 'file path', allows: isPublicPath, policy: 'file' } as const;
  return { directory: at.value(files.directory, place), match: at.value(files.match, { type: TEXT }) };
}

/** The newest file that counts, or what is wrong. */
export async function findNewest(
  { directory, match }: NewestFiles,
  position: Position,
  context: LookContext,
): Promise<FoundFile | StepMessage> {
  const { host, values } = context;
  const where = values.text(directory, position);
  const names = values.text(match, position);
  const found = await host.files.newest(hostPath(context, where), names);
  return found ?? say('check.no-file', { directory: where, match: names });
}

/** A file as later steps may compare it. */
export function tellFile(file: FoundFile): string {
  return `${file.changed.toISOString()} ${file.bytes} ${file.name}`;
}
