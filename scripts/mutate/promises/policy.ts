import type { Broken } from './broken.ts';

/** What policy judges beside the options that somebody asks for. */
export const POLICY: readonly Broken[] = [
  {
    promise: 'What was edited before is judged as a change of its own, by an apply and by any other run.',
    test: 'tests/nix/modules/compare.test.ts',
    title: 'that differ by %s may differ in anything',
    file: 'engine/nix/modules/compare.ts',
    code: "return OF_MODULES.includes(first) ? 'module' : path;",
    to: 'return path;',
    why: 'what says which modules count is an option like any other',
  },
  {
    promise: 'Nothing is written by `edit` that policy forbids.',
    test: 'tests/cli/earlier-edits.test.ts',
    title: 'is not written where policy forbids it: %s for edit %j',
    file: 'engine/run/edit-gates.ts',
    code: 'if (refused.length > 0) return failed(...refused);',
    to: '',
    why: 'an edit asks no gate',
  },
  {
    promise: 'A file that policy keeps is kept under each of its names.',
    test: 'tests/cli/earlier-edits.test.ts',
    title: 'is kept under each of its names: %s',
    file: 'engine/check/policy/decide.ts',
    code: 'deniedFiles(policy, [path, ...names], origin)',
    to: 'deniedFiles(policy, [path], origin)',
    why: 'only the name of the file itself counts',
  },
  {
    promise:
      'An operator puts no file where a file of root is, and approves no change of rights of their own.',
    test: 'tests/app/from-socket.test.ts',
    title: 'puts no file of theirs where a file of root is, whatever they approve themselves',
    file: 'engine/steps/change/policy.ts',
    code: 'door: started.by.door,',
    to: '',
    why: 'policy does not hear how somebody came in',
  },
  {
    promise:
      'What root runs raises a change, whatever its options are called and whatever class policy gives them.',
    test: 'tests/check/policy/effect.test.ts',
    title: '%s: new or changed it raises the change, taken away it does not',
    file: 'engine/check/policy/effect.ts',
    code: "if (raised === undefined || how === 'removed') return [];",
    to: "if (raised === undefined || how !== 'added') return [];",
    why: 'a script that root runs already may say something else',
  },
  {
    promise: 'What is built is judged again before the switch.',
    test: 'tests/steps/states/preflight.test.ts',
    title: 'fails where %s',
    file: 'engine/steps/states/preflight.ts',
    code: 'if (raised !== undefined) return raised;',
    to: '',
    why: 'nobody looks at what the built system shows',
  },
  {
    promise: 'Nobody is a second person by another name, another account, or root that they became.',
    test: 'tests/model/principal.test.ts',
    title: 'knows whether two are one: %s',
    file: 'engine/model/principal.ts',
    code: 'return [principal.uid, principal.login].filter((id) => id !== undefined);',
    to: 'return [principal.uid].filter((id) => id !== undefined);',
    why: 'the login that somebody comes from does not count',
  },
];
