import type { Clause } from '../../grammar/clauses.ts';
import type { Task } from '../../../model/proposal.ts';
import { isHard, isEmptyWord } from '../said.ts';
import { stem } from '../stem.ts';

interface TaskFrame {
  readonly task: Task;
  readonly says: readonly (readonly string[])[];
  readonly may: ReadonlySet<string>;
}

function frame(task: Task, says: string, may: string): TaskFrame {
  const groups = says.split(' + ').map((group) => group.split('|').map(stem));
  return { task, says: groups, may: new Set([...groups.flat(), ...may.split(/\s+/u).map(stem)]) };
}

/** Operations by the words for them, in any order; every word of the request must be one of these. */
const FRAMES: readonly TaskFrame[] = [
  frame(
    'rollback',
    'back|undo|revert|restore|rollback|return + before|previous|earlier|last|was|were|prior|changed|changes|change|latest|did',
    'put bring take go get everything thing things system configuration config generation state way how again old version machine working one me just what whatever that roll to step settings setting',
  ),
  frame(
    'collect-garbage',
    'disk|space|drive|storage|store|partition + full|free|reclaim|low|fills|filling|room|running + delete|clean|free|remove|reclaim|throw|clear|purge|collect + old|unused|garbage|unneeded|space|generation',
    'old stuff things thing nearly almost is getting up unused packages generation generations garbage some make more hard out on away junk root nix gb for me any that ran running system unneeded',
  ),
  frame(
    'upgrade',
    'update|upgrade|newest|latest|up-to-date|uptodate + everything|system|all|packages|software|nixos|machine|version|versions|updates',
    'bring get install date whole installed available current to new fetch apply',
  ),
  frame(
    'history',
    'changed|change|changes|did|done|happened|history + last|lately|recently|yesterday|today|week|previous|past|ago|since|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday|who|when|what',
    'what show list tell who when time been machine system box here computer server change month day days few made most in happened',
  ),
  frame(
    'status',
    'fine|ok|okay|healthy|health|status|state|doing|running|alright|well + system|machine|everything|computer|server|services|box|host',
    'how is are all right check tell show in good shape doing up which',
  ),
];

/** The operation that all the words of a request are about. */
export function taskOf(clause: Clause): Task | undefined {
  const words = clause.filter((token) => token.kind !== 'separator');
  const stems = words.map(({ word }) => stem(word));
  const said = new Set(stems);
  const found = FRAMES.find(
    ({ says, may }) =>
      says.every((group) => group.some((word) => said.has(word))) &&
      words.every((token, at) => may.has(stems[at] ?? '') || (isEmptyWord(token) && !isHard(token))),
  );
  return found?.task;
}
