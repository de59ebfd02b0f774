/**
 * Lists every effect by path and every process of engine/, with its line. `node scripts/effects.ts`; exit 1 where a file
 * does what `scripts/effects/places.ts` does not allow it, or starts a process elsewhere than in its one place.
 */
import { PLACES } from './effects/places.ts';
import { findEffects } from './effects/search.ts';

const { paths, children, problems } = findEffects(new URL('..', import.meta.url).pathname);
for (const { file, line, within, does, kind } of paths)
  console.log(`${kind}\t${file}:${line}\t${within}\t${does}\t${PLACES[file]?.whose ?? '?'}`);
for (const { file, line, within, argv, uid, environment, input, limit } of children)
  console.log(
    `process\t${file}:${line}\t${within}\t${argv}\tas ${uid}\tenvironment ${environment}\tinput ${input}\t${limit}`,
  );
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
