import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  evaluateFacts,
  evaluateInNamespace,
  type EvaluatedFacts,
  type FactsQuery,
  type Source,
} from '../host/nix/evaluate.ts';
import { keepTreeFacts, readLiveFacts } from '../host/nix/facts-cache.ts';
import { exists, removeTree } from '../host/tree/files.ts';
import { SnapshotStore, type NewContent } from '../host/tree/snapshots.ts';
import { findUserRepository } from '../host/tree/user-repository.ts';
import type { Result } from '../model/finding.ts';
import { required, type StepContext } from './context.ts';

/** Begins to evaluate what the candidate most likely will be. Of a flake in git the candidate is a commit: not yet made. */
export async function lookAhead(context: StepContext, content: NewContent, query: FactsQuery): Promise<void> {
  const { ahead, exec, settings, snapshots, state } = context;
  if (settings.style === 'flake' && (await findUserRepository(settings.configuration)) !== undefined) return;
  const directory = join(settings.state, 'runs', state.run, 'ahead');
  let tree: string;
  try {
    tree = await snapshots.sketch(content, directory);
  } catch {
    // What is only begun early must not take the room, on a disk that is nearly full, of what has to be written.
    return removeTree(directory);
  }
  ahead.begin(aheadKey(tree, query), async (signal) =>
    evaluateInNamespace(exec, settings, directory, query, signal),
  );
}

/** The one evaluation of the candidate: begun already, or now. What it told is known of its tree from then on. */
export async function evaluateCandidate(
  context: StepContext,
  query: FactsQuery,
): Promise<Result<EvaluatedFacts>> {
  const { exec, settings, redact, signal } = context;
  if (required(context.state.plan, 'plan').files.length === 0) return evaluateUnchanged(context, query);
  const source = await candidateSource(context);
  const tree = await candidateTree(context);
  const foreseen = await context.ahead.take(aheadKey(tree, query), signal);
  const facts = foreseen ?? (await evaluateFacts(exec, settings, source, query, signal));
  if (facts.ok) await keepTreeFacts(exec, settings, tree, facts.value, redact);
  return facts;
}

/** Nothing changes: the candidate is the live tree, and its facts may be known already; its derivation may be collected. */
async function evaluateUnchanged(context: StepContext, query: FactsQuery): Promise<Result<EvaluatedFacts>> {
  const { exec, settings, redact, signal } = context;
  const { tree } = required(context.state.snapshot, 'snapshot');
  // Who applies what is there may have changed what it imports from elsewhere, which its tree does not say.
  if (context.checked.change.kind !== 'as-it-is') {
    const known = await readLiveFacts(exec, settings, tree, query, redact, signal);
    if (!known.ok || (await exists(known.value.drvPath))) return known;
  }
  const facts = await evaluateFacts(exec, settings, { kind: 'live' }, query, signal);
  if (facts.ok) await keepTreeFacts(exec, settings, tree, facts.value, redact);
  return facts;
}

/** Where Nix reads the candidate. */
export async function candidateSource(context: StepContext): Promise<Source> {
  const { settings, state } = context;
  if (required(state.plan, 'plan').files.length === 0) return { kind: 'live' };
  const edit = required(state.edit, 'candidate');
  if (settings.style === 'flake' && edit.userCommit !== undefined) {
    const repository = await findUserRepository(settings.configuration);
    if (repository !== undefined) {
      const ref = `refs/nixos-ai/${state.run}`;
      return {
        kind: 'commit',
        repository: repository.root,
        ref,
        commit: edit.userCommit,
        prefix: repository.prefix,
      };
    }
  }
  return { kind: 'candidate', directory: edit.directory };
}

async function candidateTree({ settings, state }: StepContext): Promise<string> {
  return new SnapshotStore(settings.state, required(state.edit, 'candidate').directory).liveTree();
}

function aheadKey(tree: string, query: FactsQuery): string {
  return createHash('sha256')
    .update(JSON.stringify([tree, query]))
    .digest('hex');
}
