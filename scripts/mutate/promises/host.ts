import type { Broken } from './broken.ts';

const FLAKES = 'tests/cli/flake-source.test.ts';
const FULL = 'tests/faults/full-disk.test.ts';

/** What the host has under its configuration: flakes, links, programs, disks. */
export const HOST: readonly Broken[] = [
  {
    promise: 'A flake is the same for an apply and for a sentence.',
    test: FLAKES,
    title: 'a link to a directory of a repository, which imports from beside it',
    file: 'engine/host/nix/flake-source.ts',
    code: 'return ok(await liveTree(looked.repository));',
    to: 'return ok(await directoryItself(await realpath(place.configuration)));',
    why: 'what is live is the directory alone, and the candidate is in its repository',
  },
  {
    promise: 'What git withholds from a flake never gets into the store.',
    test: FLAKES,
    title:
      'an ignored module, of which both say that git does not give it, and no file of it comes to the store',
    file: 'engine/host/nix/flake-source.ts',
    code: 'return ok(await liveTree(looked.repository));',
    to: 'return ok(await directoryItself(await realpath(place.configuration)));',
    why: 'the directory is copied with what git ignores',
  },
  {
    promise: 'A change is made to the file that a link leads to, and links stay links.',
    test: FLAKES,
    title: 'is changed where it leads, and stays one (%j)',
    file: 'engine/steps/change/real-files.ts',
    code: 'return ok(place.path);',
    to: 'return ok(path);',
    why: 'the link is written over',
  },
  {
    promise: 'What the host and its people rely on and a change alters is told in the preview.',
    test: 'tests/steps/change/relied.test.ts',
    title: 'of a change where %s',
    file: 'engine/steps/change/relied.ts',
    code: '...renamed(after, relying),',
    to: '',
    why: 'nobody hears that the flake is looked up by the name of before',
  },
  {
    promise: 'A command is over when its program is, whatever it leaves running.',
    test: 'tests/host/process/exec.test.ts',
    title: 'a command that %s ends at its time limit, and by a signal',
    file: 'engine/host/process/exec.ts',
    code: "timedOut: ending.reason === 'timedOut',",
    to: 'timedOut: false,',
    why: 'a command that was ended at its limit ended as any other',
  },
  {
    promise:
      'No failure is swallowed in a run, its steps, the acts and the service, but for those that are named.',
    test: 'tests/swallow.test.ts',
    file: 'engine/run/play/end-run.ts',
    code: 'const left = await callOffTimers(host, state);',
    to: 'const left = await callOffTimers(host, state).catch(() => []);',
    why: "a timer that is not called off is nobody's to hear",
  },
  {
    promise: 'A full disk or a read-only state directory keeps nobody from looking.',
    test: FULL,
    title: 'answers every question where it is %s',
    file: 'engine/app/open-journal.ts',
    code: "if (use === 'read' && isDiskError(error)) return tryToRead(state, now);",
    to: '',
    why: 'a journal that cannot be written cannot be read',
  },
  {
    promise: 'On a full disk a run can be taken back and garbage collected, and both are on record.',
    test: FULL,
    title: 'is taken back although it is full, and that is on record',
    file: 'engine/app/open-journal.ts',
    code: "if (trouble !== 'full' || use !== 'recover') return trouble;",
    to: 'if (use !== undefined) return trouble;',
    why: 'the room that was kept is not given up',
  },
  {
    promise: 'A change killed anywhere on such a disk ends, and everything agrees.',
    test: FULL,
    title: 'ends a change that was killed at any point, although it is full',
    file: 'engine/app/open-journal.ts',
    code: "if (trouble !== 'full' || use !== 'recover') return trouble;",
    to: 'if (use !== undefined) return trouble;',
    why: 'the room that was kept is not given up',
  },
];
