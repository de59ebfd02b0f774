import { code, renderTable } from '../docs/markdown.ts';
import type { ChildStart } from './children.ts';
import type { PathEffect } from './paths.ts';
import { PLACES } from './places.ts';
import type { Effects } from './search.ts';

/** Where the page is, from the root. */
export const EFFECTS = 'docs/EFFECTS.md';

/** The page that says what root does by path, and which processes it starts. */
export function renderEffects({ paths, children }: Effects): string {
  return `${HEAD}
${pathTable(paths)}

## Processes

Every process has a session of its own, so no terminal; its standard input is empty or a text of ours. ${STARTS}

${childTable(children)}
`;
}

const HEAD = `# Effects

What the program does by path, and which processes it can start: everything by which root could be led elsewhere. Made
from the code by \`npm run docs\`; \`npm run effects\` lists each call with its line, and fails where a file does more than
stands here.

## By path

Whatever somebody else may write to is reached by descriptors, a component at a time (\`engine/host/tree/walk.ts\`), and
trees are read, copied and removed so (\`engine/host/tree/held-tree.ts\`). Only these modules name a path to the kernel.
`;

const STARTS = `Two files
start them: \`engine/host/process/child.ts\` a command that is waited for, \`engine/host/process/lasting.ts\` what is
listened to or goes on without us. Git is started by simple-git in \`engine/host/tree/git.ts\`. At its limit a process is
ended with its group.`;

function pathTable(paths: readonly PathEffect[]): string {
  const files = Map.groupBy(paths, ({ file }) => file);
  const rows = [...files]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, effects]) => {
      const does = [...new Set(effects.map((effect) => effect.does))].sort().map(code).join(' ');
      return [code(file), does, PLACES[file]?.whose ?? '', PLACES[file]?.why ?? ''];
    });
  return renderTable(['module', 'does', 'in the directory of', 'why it stays there'], rows);
}

function childTable(children: readonly ChildStart[]): string {
  const rows = children.map(({ file, within, argv, uid, environment, input, limit }) => [
    `${code(file)} ${within}`,
    code(argv),
    uid,
    environment,
    input,
    limit,
  ]);
  return renderTable(['where', 'argv', 'as whom', 'environment', 'input', 'limit, or what ends it'], rows);
}
