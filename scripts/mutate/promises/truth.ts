import type { Broken } from './broken.ts';

/** What is said of a host is so, and what is judged is what it is. */
export const TRUTH: readonly Broken[] = [
  {
    promise: 'Nothing is called "already so" or "done" that the evaluated configuration does not hold.',
    test: 'tests/steps/states/dry-build.test.ts',
    title: 'where the files say so and the value is another, the run fails with who sets it',
    file: 'engine/steps/change/unchanged.ts',
    code: 'if (broken.length > 0) return failWith(broken);',
    to: '',
    why: 'the text of the files is believed',
  },
  {
    promise: 'Nothing is called closed or left that another option keeps so.',
    test: 'tests/check/proof/other-ways.test.ts',
    title: 'what another option keeps so is not said to be gone: %s',
    file: 'engine/check/proof/other-ways.ts',
    code: "return edit.op === 'remove' ? [...portWays(edit.path), ...groupWays(edit.path, edit.items)] : [];",
    to: "return edit.op === 'remove' ? portWays(edit.path) : [];",
    why: 'a user is in the groups alone that they name',
  },
  {
    promise: 'An item that only evaluation can tell is neither there nor gone.',
    test: 'tests/nix/edit-unseen.test.ts',
    title: 'is neither there nor gone where nobody evaluates: %s',
    file: 'engine/nix/edits/list.ts',
    code: 'if (expr === undefined) continue;',
    to: 'if (expr === undefined || item !== undefined) continue;',
    why: 'a computed item counts as another one',
  },
  {
    promise: 'An edit takes nothing else away.',
    test: 'tests/check/proof/beside.test.ts',
    title: '%s is told as what it is',
    file: 'engine/check/proof/beside.ts',
    code: '    ...lostMembers(edits, before, after),\n    ...lostItems(edits, before, after),\n    ...lostByAdding(edits, before, after),',
    to: '    ...lostMembers(edits, before, before),\n    ...lostItems(edits, before, before),\n    ...lostByAdding(edits, before, before),',
    why: 'what is gone is looked for where it still is',
  },
  {
    promise:
      'Text that nobody should run is at least of class `access` in every option of NixOS 20.09 and 26.05 that takes text.',
    test: 'tests/docs/option-classes.test.ts',
    title: 'no option takes text that nobody should run below the class access',
    file: 'engine/check/policy/shapes.ts',
    code: 'return hasTextShape(TEXTS[shape], value);',
    to: 'return hasTextShape(TEXTS[shape], value) || typeof value === "string";',
    why: 'any text has every form',
  },
  {
    promise: 'A renamed option is judged by each of its names.',
    test: 'tests/check/policy/touched.test.ts',
    title: 'is judged by the rule for %s when it is set as %s',
    file: 'engine/check/policy/touched.ts',
    code: 'names: names(leaf.path) }',
    to: 'names: names([]) }',
    why: 'an option has the one name that was written',
  },
  {
    promise: 'A rule that denies a command holds whatever options or programs stand before it.',
    test: 'tests/check/policy/commands.test.ts',
    title: 'denies a user what it says it denies: %s',
    file: 'engine/check/policy/commands.ts',
    code: 'const readings = readingsOf(argv);',
    to: 'const readings = readingsOf(argv).slice(0, 1);',
    why: 'only the first word is taken for the program',
  },
  {
    promise:
      'An edit of a module does what it says and changes nothing else; in reverse it gives the same bytes.',
    test: 'tests/nix/edit-comments.test.ts',
    title: 'set of a list or a set %s',
    file: 'engine/nix/edits/set.ts',
    code: 'if (kept !== undefined) return',
    to: 'if (kept !== undefined && kept.start < 0) return',
    why: 'what stays of a list or a set is written anew, without its comments',
  },
  {
    promise:
      'What root runs raises a change, whatever its options are called and whatever class policy gives them.',
    test: 'tests/cli/what-root-runs.test.ts',
    title: 'is asked for where it makes %s',
    file: 'engine/check/policy/decide.ts',
    code: 'const runs = facts.restores ? [] : raisedByWhatRuns(policy, facts);',
    to: 'const runs = facts.restores ? [] : raisedByWhatRuns(policy, facts).slice(0, 0);',
    why: 'only the names of options are judged',
  },
];
