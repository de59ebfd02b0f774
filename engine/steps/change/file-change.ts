import { join } from 'node:path';
import { hashBytes } from '../../model/hash.ts';
import type { NewContent } from '../../model/host/snapshots.ts';
import type { FileChange } from '../../model/plan.ts';
import { renderTextDiff } from '../../report/text/text-diff.ts';
import type { StepContext } from '../context.ts';

/** The new content of every file a plan changes, and the same as data for the journal. */
export interface ComputedChange {
  readonly content: NewContent;
  readonly files: readonly FileChange[];
}

/** A file that changes, and what a person sees of it. @param names - What else it is called. */
export function describeFile(
  context: StepContext,
  path: string,
  before: string | null,
  after: string | null,
  names: readonly string[] = [],
): FileChange {
  context.learnSecrets([before, after].filter((text) => text !== null));
  return {
    path,
    ...(names.length === 0 ? {} : { names }),
    before: before === null ? null : hashBytes(before),
    after: after === null ? null : hashBytes(after),
    diff: renderTextDiff(path, before, after),
  };
}

/** Null where there is no such file. */
export async function readLive({ host }: StepContext, path: string): Promise<string | null> {
  return (await host.files.readText(join(host.place.configuration, path))) ?? null;
}
