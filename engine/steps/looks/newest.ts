import { join } from 'node:path';
import type { FoundFile } from '../../model/host/files.ts';
import { resolveText } from '../resolve.ts';
import { hostPath, isNewer, type CheckOf, type Look, type LookContext } from './look.ts';

/** The newest file of a directory: that there is one, how large it is, and whether it is newer than before. */
export async function lookAtNewest(context: LookContext, check: CheckOf<'newest'>): Promise<Look> {
  const newest = await findNewest(context, check);
  if (typeof newest === 'string') return { wrong: newest };
  const found = describe(newest);
  const least = Number(resolveText(context, check.bytes, check.position));
  if (newest.bytes < least) return { found, wrong: `${newest.name} has ${newest.bytes} bytes` };
  const than =
    check.newerThan === undefined ? undefined : resolveText(context, check.newerThan, check.position);
  return than === undefined || isNewer(found, than)
    ? { found }
    : { found, wrong: `nothing is newer than ${newest.name}, which was there before` };
}

/** The newest archive of a directory, unpacked aside and compared with what it is a copy of. */
export async function lookAtRestore(context: LookContext, check: CheckOf<'restore'>): Promise<Look> {
  const newest = await findNewest(context, check);
  if (typeof newest === 'string') return { wrong: newest };
  const original = resolveText(context, check.compare, check.position);
  const { compared, wrong } = await context.host.files.testRestore(
    { path: newest.path, made: newest.changed },
    hostPath(context, original),
    join(context.host.place.state, 'scratch'),
    context.signal,
  );
  const found = describe(newest);
  if (wrong.length > 0) return { found, wrong: `${newest.name}: ${wrong.slice(0, 5).join(', ')}` };
  return compared === 0
    ? { found, wrong: `${newest.name}: no file of ${original} is as old as it, so nothing was compared` }
    : { found };
}

/** What was found, or what is wrong. */
async function findNewest(
  context: LookContext,
  check: CheckOf<'newest'> | CheckOf<'restore'>,
): Promise<FoundFile | string> {
  const directory = resolveText(context, check.directory, check.position);
  const match = resolveText(context, check.match, check.position);
  const newest = await context.host.files.newest(hostPath(context, directory), match);
  return newest ?? `${directory} has no file ${match}`;
}

function describe(file: FoundFile): string {
  return `${file.changed.toISOString()} ${file.bytes} ${file.name}`;
}
