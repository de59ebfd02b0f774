import type { Broken } from './broken.ts';

/** What root does among others. */
export const EFFECTS: readonly Broken[] = [
  {
    promise:
      'In a tree of somebody else root reads, copies and removes what is theirs, whatever they exchange meanwhile.',
    test: 'tests/host/tree/held-tree.test.ts',
    title: 'removes nothing of its own when they exchange %s',
    file: 'engine/host/tree/held-tree.ts',
    code: 'constants.O_DIRECTORY | constants.O_NOFOLLOW | constants.O_NOCTTY',
    to: 'constants.O_DIRECTORY | constants.O_NOCTTY',
    why: 'a directory that was exchanged for a link is gone into',
  },
  {
    promise:
      'Only named modules do something by a path, and every process has a session of its own and a limit.',
    test: 'tests/effects.test.ts',
    title: 'is only what a named module may, and every process has a session and a limit',
    file: 'engine/host/process/lasting.ts',
    code: 'detached: true,',
    to: '',
    why: 'a notification runs as its user on the terminal of root',
  },
  {
    promise: 'A git that does not end is killed with all it has started, also when its owner has stopped it.',
    test: 'tests/host/tree/git.test.ts',
    title: 'git ends at its limit although a filter %s',
    file: 'engine/host/tree/git.ts',
    code: 'await endMarked(mark);',
    to: '',
    why: 'it is given up, and goes on',
  },
  {
    promise: 'No member of a group keeps the others out of its socket.',
    test: 'tests/host/socket/connections.test.ts',
    title: '%s has so many and no more',
    file: 'engine/host/socket/connections.ts',
    code: 'if (own.size >= this.#limits.perUser)',
    to: 'if (own.size >= this.#limits.all)',
    why: 'one user may have all of them',
  },
  {
    promise:
      "Who follows the service's events costs no process, hears each once, and what they do not take is not kept.",
    test: 'tests/service/followers.test.ts',
    title: 'is not kept in memory when they take nothing, and is let go after a minute',
    file: 'engine/service/followers.ts',
    code: 'if (follower.waiting() >= ENOUGH_BYTES)',
    to: 'if (follower.waiting() >= Infinity)',
    why: 'whoever does not read has it all in the memory of the service',
  },
  {
    promise:
      'A journal is bound to its machine: that of another, or of a copied disk, is told apart, whole as it is.',
    test: 'tests/journal/machine.test.ts',
    title: 'and is told on %s, whole as it is',
    file: 'engine/journal/audit.ts',
    code: 'if (last === undefined || isSameMachine(last, machine)) return [];',
    to: 'return [];',
    why: 'nobody hears of it',
  },
  {
    promise: 'An approval is signed at once, and one that is not is found.',
    test: 'tests/journal/machine.test.ts',
    title: 'are none after an approval, which is signed at once',
    file: 'engine/journal/checkpoint.ts',
    code: " || type === 'approval';",
    to: ';',
    why: 'it is signed when the next run ends',
  },
  {
    promise:
      "What a repository's owner wrote into its index or its names leads root to no file outside of it.",
    test: 'tests/host/tree/readers.test.ts',
    title: 'and no file %s, whatever stands in their index',
    file: 'engine/host/tree/held-tree.ts',
    code: "return part === '..' || part === '.git' || part.includes('\\0');",
    to: "return part.includes('\\0');",
    why: 'git lists what stands in the index, and root writes it there',
  },
];
