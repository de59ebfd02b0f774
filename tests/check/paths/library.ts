import { globSync, readFileSync } from 'node:fs';
import { inlineCalls } from '../../../engine/check/calls.ts';
import { restorePinned, type CheckedRunbook } from '../../../engine/check/check-runbook.ts';
import type { Result } from '../../../engine/model/finding.ts';
import type { Runbook } from '../../../engine/model/runbook.ts';
import { parseRunbook } from '../../../engine/runbook/parse.ts';
import { valueOf } from '../../runbook/runbooks.ts';
import { graphOf } from './arbitraries.ts';

const root = new URL('../../../', import.meta.url).pathname;

/** Every runbook of the repository, as a path from its root. */
export const RUNBOOK_FILES: readonly string[] = globSync(['runbooks/*.yaml', 'tests/data/runbooks/*.yaml'], {
  cwd: root,
}).sort();

/** A runbook of the repository with its calls inlined. */
export function readRunbook(file: string): Runbook {
  return valueOf(inlineCalls(valueOf(parse(file)), (name) => parse(`runbooks/${name}.yaml`)));
}

/** A runbook as one that may run: its graph is built from its steps, its edits are left out. */
export function asChecked(runbook: Runbook): CheckedRunbook {
  return restorePinned({
    runbook,
    change: { kind: 'edits', edits: [] },
    bindings: { values: {}, types: {} },
    graph: graphOf(runbook.steps),
  });
}

function parse(file: string): Result<Runbook> {
  return parseRunbook(readFileSync(root + file, 'utf8'), file, 'library');
}
