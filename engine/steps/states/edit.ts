import { say } from '../../model/step-message.ts';
import { join } from 'node:path';
import type { NewContent } from '../../model/host/snapshots.ts';
import type { EditData } from '../../model/step-data.ts';
import { cleanUp } from '../activation/clean-up.ts';
import { computeChange } from '../change/change.ts';
import { done, fail, failWith, required, type StepContext, type StateHandler } from '../context.ts';
import { keptInputs } from '../change/inputs.ts';

/** The change is made to a candidate; the live tree is not touched. */
export const edit: StateHandler = {
  perform: async (context) => {
    const plan = required(context.state.plan, 'plan');
    const computed = await computeChange(context, plan.edits);
    if (!computed.ok) return failWith(computed.findings);
    const { content, files } = await keptInputs(context, computed.value, plan);
    const planned = JSON.stringify(plan.files.map((file) => [file.path, file.before, file.after]));
    const now = JSON.stringify(files.map((file) => [file.path, file.before, file.after]));
    if (planned !== now) return fail(say('edit.changed-meanwhile', {}));
    const data = await makeCandidate(context, content).catch(async (error: unknown) => {
      // A disk that it has filled must have room to say so.
      await cleanUp(context);
      throw error;
    });
    const { userCommit: commit } = data;
    return done(say('edit.made', commit === undefined ? {} : { commit }), data);
  },
};

async function makeCandidate(context: StepContext, content: NewContent): Promise<EditData> {
  const { run } = context.state;
  const snapshot = required(context.state.snapshot, 'snapshot');
  const directory = join(context.host.place.state, 'runs', run, 'candidate');
  const candidate = await context.host.snapshots.candidate(snapshot, content, `${run}/after`, directory);
  const userCommit = await commitForUser(context, content);
  const tree = await makeTree(context, content, userCommit);
  return {
    commit: candidate,
    directory,
    ...(userCommit === undefined ? {} : { userCommit }),
    ...(tree === undefined ? {} : { tree }),
  };
}

/**
 * Of a flake in git, Nix sees what git gives. The candidate is what the live tree will be after the run: at the commit that
 * the branch moves to, or, where there are other changes, at the head that stays, with them.
 */
async function makeTree(
  { host, state }: StepContext,
  changes: NewContent,
  userCommit: string | undefined,
): Promise<string | undefined> {
  const repository = host.place.style === 'flake' ? await host.repository.find() : undefined;
  if (repository === undefined) return undefined;
  const directory = join(host.place.state, 'runs', state.run, 'tree');
  const head = userCommit ?? state.plan?.repository?.head;
  await host.repository.workTree(repository, directory, { head, changes });
  return directory;
}

/**
 * In a user's repository where nothing else is changed the candidate is also a commit there, on no branch: the branch moves
 * to it when the change is verified.
 */
async function commitForUser(context: StepContext, content: NewContent): Promise<string | undefined> {
  const base = context.state.plan?.repository;
  const repository = base === undefined ? undefined : await context.host.repository.find();
  if (repository === undefined || base === undefined) return undefined;
  if (!base.clean) return undefined;
  return context.host.repository.commit(repository, base, content, {
    name: context.state.run,
    message: commitMessage(context),
  });
}

function commitMessage(context: StepContext): string {
  const { started, run } = context.state;
  const subject = (started.request ?? context.checked.runbook.description)
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, 72);
  return `${subject}\n\nRun-Id: ${run}\nRunbook: ${started.runbook}\n`;
}
