import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EvaluatedFacts, FactsQuery, Source } from '../../model/host/evaluate.ts';
import type { NewContent } from '../../model/host/snapshots.ts';
import type { Result } from '../../model/finding.ts';
import { required, type StepContext } from '../context.ts';

/** Begins to evaluate what the candidate most likely will be. Of a flake in git that is a work tree: not yet made. */
export async function lookAhead(context: StepContext, content: NewContent, query: FactsQuery): Promise<void> {
  const { ahead, host, state } = context;
  if (host.place.style === 'flake' && (await host.repository.find()) !== undefined) return;
  const directory = join(host.place.state, 'runs', state.run, 'ahead');
  let tree: string;
  try {
    tree = await host.snapshots.sketch(content, directory);
  } catch {
    // What is only begun early must not take the room, on a disk that is nearly full, of what has to be written.
    return host.files.removeTree(directory);
  }
  ahead.begin(aheadKey(tree, query), async (signal) => host.evaluate.early(directory, query, signal));
}

/** The one evaluation of the candidate: begun already, or now. What it told is known of its tree from then on. */
export async function evaluateCandidate(
  context: StepContext,
  query: FactsQuery,
): Promise<Result<EvaluatedFacts>> {
  const { host, redact, signal } = context;
  if (required(context.state.plan, 'plan').files.length === 0) return evaluateUnchanged(context, query);
  const source = await candidateSource(context);
  const tree = await candidateTree(context);
  const foreseen = await context.ahead.take(aheadKey(tree, query), signal);
  const facts = foreseen ?? (await host.evaluate.facts(source, query, signal));
  if (facts.ok) await host.evaluate.keepTree(tree, facts.value, redact);
  return facts;
}

/** Nothing changes: the candidate is the live tree, and its facts may be known already; its derivation may be collected. */
async function evaluateUnchanged(context: StepContext, query: FactsQuery): Promise<Result<EvaluatedFacts>> {
  const { host, redact, signal } = context;
  const { tree } = required(context.state.snapshot, 'snapshot');
  // Who applies what is there may have changed what it imports from elsewhere, which its tree does not say.
  if (context.checked.change.kind !== 'as-it-is') {
    const known = await host.evaluate.live(tree, query, redact, signal);
    if (!known.ok || (await host.files.exists(known.value.drvPath))) return known;
  }
  const facts = await host.evaluate.facts({ kind: 'live' }, query, signal);
  if (facts.ok) await host.evaluate.keepTree(tree, facts.value, redact);
  return facts;
}

/** Where Nix reads the candidate. */
export async function candidateSource(context: StepContext): Promise<Source> {
  const { host, state } = context;
  if (required(state.plan, 'plan').files.length === 0) return { kind: 'live' };
  const { tree, directory } = required(state.edit, 'candidate');
  if (tree === undefined) return { kind: 'candidate', directory };
  const repository = required(await host.repository.find(), 'repository');
  return { kind: 'work-tree', directory: tree, prefix: repository.prefix };
}

async function candidateTree({ host, state }: StepContext): Promise<string> {
  return host.snapshots.treeOf(required(state.edit, 'candidate').directory);
}

function aheadKey(tree: string, query: FactsQuery): string {
  return createHash('sha256')
    .update(JSON.stringify([tree, query]))
    .digest('hex');
}
