import type { Task } from '../../model/proposal.ts';
import type { ClauseReading, Context, Intent } from '../context.ts';
import type { Slots } from '../pattern.ts';
import { ask } from '../understanding.ts';

const SYSTEM = '(system|nixos|host|machine|computer|os|operating system|server)';
const EVERYTHING = `(${SYSTEM}|everything|all|all packages|packages|all software|software|installed packages)`;
const FIGURES =
  '([system] status|[system] health|memory [(usage|use|consumption)]|ram [usage]|disk [(usage|space|use)]|cpu [(usage|load)]|load|uptime|failed (units|services)|[system] info|[system] information|running services|services|how system is doing|nixos version)';

/** What is asked for is an operation, not a change of the configuration. */
export const tasks: Intent = {
  name: 'tasks',
  rules: [
    task(
      'upgrade',
      '@upgrade',
      `@upgrade ${EVERYTHING} [to (latest|newest) version]`,
      `(do|run|perform) [system] (upgrade|update)`,
      `bring ${SYSTEM} up to date`,
    ),
    task(
      'collect-garbage',
      '(free|free up|clear|reclaim|save) [some] [disk] space',
      'make [some] (room|space) [on disk]',
      'clean up [(disk|system|disk space|store)]',
      '(clean|clean up|prune|tidy) [nix] (disk|system|store)',
      '@clean [nix] garbage',
      '(run|do|perform) (garbage collection|gc)',
      'garbage collect',
      '@clean [all] (old|unused) [system] (generations|packages|store paths)',
    ),
    task(
      'rollback',
      'undo [(that|it|this|everything you did)]',
      '(undo|revert) [(last|previous|latest|that)] (change|switch|changes|upgrade|update)',
      '(roll back|rollback|revert) [(that|it|this|system)]',
      `(go back|roll back|rollback|revert|return|switch back|switch) to (previous|last|old|earlier) (generation|configuration|config|state|version|system)`,
      '(restore|boot) (previous|last|old) (generation|configuration|config|state|version|system)',
      'roll [(system|it)] back',
    ),
    {
      patterns: ['(go back|roll back|rollback|revert|return|switch|switch back) to generation <number>'],
      read: () =>
        ask('A sentence can only go back to the previous generation. Do that?', [
          'go back to the previous generation',
        ]),
    },
    task(
      'status',
      'status',
      `[@show [me]] ${FIGURES}`,
      `@show [me] ${FIGURES} of ${SYSTEM}`,
      `how is ${SYSTEM} [doing]`,
      'how is memory usage',
      `how much (memory|ram|disk|disk space|space|swap) (is|do i have|have i) [(free|left|used|available|in use)]`,
      'what is [system] status',
      `what is ${FIGURES}`,
      'what is running',
      '(what|which) (services|units) are (running|active)',
      '(is|are) (everything|all services|all) (ok|fine|running|healthy)',
    ),
    {
      patterns: [
        'is <query+> (running|active|up|enabled|on|installed|working)',
        'are <query+> (running|active|up|enabled|open)',
      ],
      read: (slots, context) => ({ kind: 'task', task: 'status', query: queryOf(slots, context) }),
    },
    task(
      'history',
      'history',
      '@show [me] ([change] history|last changes|recent changes|log|changes|[old] generations|what changed)',
      'what changed',
      'what (did|have) [(changed|change|do|done)]',
    ),
    {
      patterns: [
        'what [(has|was|did)] (changed|change|happened|do) <query+>',
        '(who|when) changed <query+>',
        '@show [me] (changes|history) <query+>',
      ],
      read: (slots, context) => ({ kind: 'task', task: 'history', query: queryOf(slots, context) }),
    },
    {
      patterns: [
        '(which|what) (option|options|setting|settings|package|packages) <query+>',
        '(search|search for|find|look for|look up|find me) <query+>',
        '@show [me] (option|options|packages) (for|about|of) <query+>',
        'how (do|can|to|should) [i] <query+>',
        '(is|are) there <query+>',
        'where (do|can) i <query+>',
      ],
      read: (slots, context) => ({ kind: 'task', task: 'search', query: queryOf(slots, context) }),
    },
  ],
};

function task(name: Task, ...patterns: readonly string[]): Intent['rules'][number] {
  return { patterns, read: (): ClauseReading => ({ kind: 'task', task: name }) };
}

function queryOf(slots: Slots, context: Context): string {
  const tokens = slots.get('query') ?? [];
  return context.sentence.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}
