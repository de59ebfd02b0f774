import type { Task } from '../../model/proposal.ts';
import type { ClauseReading, Intent } from '../context.ts';
import { askQuestion } from '../understanding.ts';

const SYSTEM = '(system|nixos|host|machine|computer|os|operating system|server|box)';
const EVERYTHING = `(${SYSTEM}|everything|all|all packages|packages|all software|software|installed packages|all installed packages|whole system)`;
const BEFORE = '(previous|last|old|earlier|former|prior)';
const STATE = '(generation|configuration|config|state|version|system|setup|one)';
const OLD = '(old|unused|obsolete|stale|previous)';

/** Operations: what is done once, and is no change of the configuration. */
export const tasks: Intent = {
  name: 'tasks',
  rules: [
    task(
      'upgrade',
      '@upgrade',
      `@upgrade ${EVERYTHING} [to (latest|newest) version]`,
      '(do|run|perform|make|start) [(full|complete)] [system] (upgrade|update)',
      `(bring|get|make|keep) ${EVERYTHING} (up to date|current|up-to-date|uptodate)`,
      `(actualize|actualise|refresh) ${EVERYTHING}`,
      `(bring|get|move) ${EVERYTHING} to (latest|newest|current) (version|versions|state)`,
      `${EVERYTHING} (should|must|has to|needs to) be (up to date|updated|upgraded|current)`,
      `(apply|install|get) (everything|all that is) new`,
      'catch up with [(all|latest)] (updates|upgrades)',
      `(install|get|apply|fetch|pull) [all] [(latest|newest|available|pending|new)] [(system|security|software)] (updates|upgrades)`,
    ),
    task(
      'collect-garbage',
      '(free|free up|clear|clear up|reclaim|save|regain) [some] [disk] space [on disk]',
      'make [some] (room|space) [on disk]',
      'clean up [(disk|system|disk space|store|nix store|old stuff|old things|garbage)]',
      '(clean|clean up|prune|tidy|tidy up) [nix] (disk|system|store|old stuff)',
      '@clean [nix] garbage',
      '(run|do|perform|start) [nix] (garbage collection|gc|garbage collector)',
      'garbage collect',
      `@clean [all] ${OLD} [system] (generations|packages|store paths)`,
      `(throw away|get rid of|drop) [all] ${OLD} [system] (generations|store paths)`,
    ),
    task(
      'rollback',
      'undo [(that|it|this|everything you did)]',
      `(undo|revert|take back|roll back|reverse) [(${BEFORE}|latest|that|most recent)] (change|switch|changes|upgrade|update|run)`,
      '(roll back|rollback|revert) [(that|it|this|system)]',
      `(go back|roll back|rollback|revert|return|switch back|switch|get back) to ${BEFORE} ${STATE}`,
      '(go|roll|step|switch) back (one|a) generation',
      'go back (generation|one step|one generation)',
      `(restore|boot|use|activate) ${BEFORE} (generation|configuration|config|state|version|system)`,
      'roll [(system|it)] back',
    ),
    {
      patterns: [
        '(go back|roll back|rollback|revert|return|switch|switch back) to generation [number] <number>',
        '(boot|activate|use) generation [number] <number>',
      ],
      read: () =>
        askQuestion('A sentence can only go back to the previous generation. Do that?', [
          'go back to the previous generation',
        ]),
    },
  ],
};

function task(name: Task, ...patterns: readonly string[]): Intent['rules'][number] {
  return { patterns, read: (): ClauseReading => ({ kind: 'task', task: name }) };
}
