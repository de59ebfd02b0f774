import { globSync, readFileSync } from 'node:fs';
import { inlineCalls } from '../../engine/check/calls.ts';
import { buildGraph } from '../../engine/check/graph.ts';
import { NIXOS_DEFAULTS } from '../../engine/config/host-settings.ts';
import { KINDS } from '../../engine/kinds/kinds.ts';
import type { Result } from '../../engine/model/finding.ts';
import { FINDING_SECTIONS } from '../../engine/model/findings/sections.ts';
import type { Graph } from '../../engine/model/graph.ts';
import type { Runbook } from '../../engine/model/runbook.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { PROGRAM } from '../../engine/cli/command-line/table.ts';
import { renderCommandReference } from './commands.ts';
import { FINDINGS, renderFindingsReference } from './findings.ts';
import { renderMermaid } from './graph.ts';
import { HANDBOOK, renderHandbook, type Entry } from './handbook/handbook.ts';
import { LIBRARY, renderLibrary } from './library.ts';
import { RUNBOOK_SCHEMA, renderRunbookSchema } from './runbook-schema.ts';
import { renderRunbookReference, type RunbookReference } from './runbooks.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
/** The runbook whose graph is shown. */
const SHOWN = 'runbooks/enable-docker.yaml';

/** Every generated document: its path from the root, and what it must hold. */
export async function generateDocuments(): Promise<ReadonlyMap<string, string>> {
  const assembled = await renderRunbookSchema();
  // Its form is held by the tests of the schema itself.
  const schema = JSON.parse(assembled) as RunbookReference['schema'];
  const introduction = readText('docs/runbooks-intro.md');
  const examples = globSync('runbooks/*.yaml', { cwd: ROOT })
    .sort()
    .map((file) => ({ file, text: readText(file) }));
  const graph = { file: SHOWN, text: renderMermaid(graphOf(SHOWN)) };
  const { commands, topics } = PROGRAM.facts;
  return new Map([
    [RUNBOOK_SCHEMA, assembled],
    [LIBRARY, renderLibrary(examples)],
    [HANDBOOK, renderHandbook(examples.map(({ file }) => entryOf(file)))],
    ['docs/RUNBOOKS.md', renderRunbookReference({ introduction, schema, graph, kinds: KINDS })],
    ['docs/COMMANDS.md', renderCommandReference(commands, topics)],
    [FINDINGS, renderFindingsReference(FINDING_SECTIONS)],
  ]);
}

/** The graph of states of a shipped runbook, as the engine would run it with default limits. */
export function graphOf(file: string): Graph {
  return buildGraph(valueOf(loadShipped(file)).steps, NIXOS_DEFAULTS.limits);
}

function entryOf(file: string): Entry {
  const written = valueOf(loadShipped(file));
  return { written, whole: valueOf(inlineCalls(written, (name) => loadShipped(`runbooks/${name}.yaml`))) };
}

function loadShipped(file: string): Result<Runbook> {
  return parseRunbook(readText(file), file, 'library');
}

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { message = '', position } = result.findings[0] ?? {};
  throw new Error(`${position?.file ?? ''}: ${message}`);
}

function readText(file: string): string {
  return readFileSync(`${ROOT}${file}`, 'utf8');
}
