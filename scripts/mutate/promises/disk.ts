import type { Broken } from './broken.ts';

const FULL = 'tests/faults/full-disk.test.ts';

/** What holds on a disk that takes nothing, and of failures at the end of a run. */
export const DISK: readonly Broken[] = [
  {
    promise:
      'No failure is swallowed in a run, its steps, the acts and the service, but for those that are named.',
    test: 'tests/swallow.test.ts',
    file: 'engine/run/play/bookkeeping.ts',
    code: '    } catch (error) {',
    to: '    } catch {\n      const error = undefined;',
    why: 'why something was not put in order is not looked at',
  },
  {
    promise: 'A full disk or a read-only state directory keeps nobody from looking.',
    test: FULL,
    title: 'answers every question where it is %s',
    file: 'engine/app/open-journal.ts',
    code: "if (use === 'read' && isDiskError(error)) return tryToRead(state, now);",
    to: '',
    why: 'a journal that cannot be written is not read',
  },
  {
    promise: 'On a full disk a run can be taken back and garbage collected, and both are on record.',
    test: FULL,
    title: 'is taken back although it is %s, and that is on record',
    file: 'engine/app/open-journal.ts',
    code: '  releaseReserve(state);',
    to: '',
    why: 'the room that is kept is not given up',
  },
  {
    promise: 'On a full disk a run can be taken back and garbage collected, and both are on record.',
    test: FULL,
    title: 'makes room although it is full, and keeps some anew',
    file: 'engine/app/run-change.ts',
    code: "makesRoom(checked) ? 'recover' : 'change'",
    to: "makesRoom(checked) ? 'change' : 'change'",
    why: 'a collection of garbage may not use the room that is kept',
  },
  {
    promise: 'A change killed anywhere on such a disk ends, and everything agrees.',
    test: FULL,
    title:
      'leaves a change that was killed at any point as it is while it is read-only, and ends it although it is full',
    file: 'engine/app/resume-run.ts',
    code: "startResume, 'recover')",
    to: "startResume, 'write')",
    why: 'a resumed run may not use the room that is kept',
  },
];
