import type { Broken } from './broken.ts';

const FLAKES = 'tests/cli/flake-source.test.ts';

/** What the host has under its configuration: flakes, links, programs. */
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
];
