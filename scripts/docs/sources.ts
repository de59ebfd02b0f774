import { globSync, readFileSync } from 'node:fs';
import { inlineCalls } from '../../engine/check/calls.ts';
import { buildGraph } from '../../engine/check/graph.ts';
import { NIXOS_DEFAULTS } from '../../engine/config/host-settings.ts';
import type { Result } from '../../engine/model/finding.ts';
import type { Graph } from '../../engine/model/graph.ts';
import type { Runbook } from '../../engine/model/runbook.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { CommandFacts } from '../../engine/report/help/facts.ts';
import { renderCommandReference } from './commands.ts';
import { renderMermaid } from './graph.ts';
import { HANDBOOK, renderHandbook, type Entry } from './handbook/handbook.ts';
import { LIBRARY, renderLibrary } from './library.ts';
import { renderRunbookReference, type RunbookReference } from './runbooks.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
/** The runbook whose graph is shown. */
const SHOWN = 'runbooks/enable-docker.yaml';

/** Every generated document: its path from the root, and what it must hold. */
export async function generateDocuments(): Promise<ReadonlyMap<string, string>> {
  // Its form is held by the tests of the schema itself.
  const schema = JSON.parse(readText('schemas/runbook.schema.json')) as RunbookReference['schema'];
  const introduction = readText('docs/runbooks-intro.md');
  const examples = globSync('runbooks/*.yaml', { cwd: ROOT })
    .sort()
    .map((file) => ({ file, text: readText(file) }));
  const graph = { file: SHOWN, text: renderMermaid(graphOf(SHOWN)) };
  const topics = Object.entries(manifest.oclif.topics).map(
    ([name, topic]) => [name, topic.description] as const,
  );
  return new Map([
    [LIBRARY, renderLibrary(examples)],
    [HANDBOOK, renderHandbook(examples.map(({ file }) => entryOf(file)))],
    ['docs/RUNBOOKS.md', renderRunbookReference({ introduction, schema, graph })],
    ['docs/COMMANDS.md', renderCommandReference(await readCommands(), Object.fromEntries(topics))],
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

async function readCommands(): Promise<readonly CommandFacts[]> {
  const files = globSync('engine/cli/commands/**/*.ts', { cwd: ROOT }).sort(byDepthAndName);
  const commands = await Promise.all(files.map(async (file) => readCommand(file)));
  return commands.filter(({ hidden }) => hidden !== true);
}

async function readCommand(file: string): Promise<CommandFacts & { readonly hidden?: boolean }> {
  const { default: command } = (await import(`${ROOT}${file}`)) as {
    default: Omit<CommandFacts, 'name'> & { readonly hidden?: boolean };
  };
  return {
    name: file
      .replace(/^engine\/cli\/commands\//u, '')
      .replace(/\.ts$/u, '')
      .replaceAll('/', ' '),
    examples: command.examples ?? [],
    args: command.args ?? {},
    flags: command.flags ?? {},
    strict: command.strict,
    hidden: command.hidden ?? false,
    ...(command.summary === undefined ? {} : { summary: command.summary }),
    ...(command.description === undefined ? {} : { description: command.description }),
  };
}

/** Commands of no topic first. */
function byDepthAndName(a: string, b: string): number {
  const depth = a.split('/').length - b.split('/').length;
  return depth === 0 ? a.localeCompare(b, 'en') : depth;
}

function readText(file: string): string {
  return readFileSync(`${ROOT}${file}`, 'utf8');
}
