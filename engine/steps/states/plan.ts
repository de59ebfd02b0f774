import { say, type StepMessage } from '../../model/step-message.ts';
import { holdsIntent, needsOrigin } from '../../check/proof/intent.ts';
import type { Finding, Result } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import type { PlanData } from '../../model/step-data.ts';
import type { SystemFacts, SystemLinks } from '../../model/system.ts';
import type { Edit } from '../../model/options/value.ts';
import { computeChange, computeEdits } from '../change/change.ts';
import type { ComputedChange } from '../change/file-change.ts';
import { computeRestore, type RestoreChange } from '../change/restore.ts';
import {
  done,
  fail,
  failWith,
  required,
  type Performed,
  type StepContext,
  type StateHandler,
} from '../context.ts';
import { updateInputs } from '../change/inputs.ts';
import { lookAhead } from '../change/candidate.ts';
import { withOrigins } from '../change/origins.ts';
import { queryFor } from '../change/query.ts';

/** Facts are gathered and the edits computed in memory. Nothing is touched. */
export const planState: StateHandler = {
  perform: async (context) => {
    const before = await context.host.systems.links();
    const { change } = context.checked;
    switch (change.kind) {
      case 'edits':
        return planEdits(context, before, change.edits);
      case 'restore':
        return planRestore(context, before, change);
      case 'as-it-is':
        return planFiles(context, before, []);
      case 'installation':
        return planFiles(context, before, change.edits);
      default:
        return assertNever(change);
    }
  },
};

async function planEdits(
  context: StepContext,
  before: SystemLinks,
  edits: readonly Edit[],
): Promise<Performed> {
  const first = await computeEdits(context, edits, 'text');
  if (!first.ok && !first.findings.every(isUnseen)) return refused(first.findings);
  const open = first.ok && first.value.files.length === 0 ? [] : await openEdits(context, edits, first);
  if (open === undefined && !first.ok) return refused(first.findings);
  // A configuration that does not evaluate now may be what the edit repairs.
  const left = open ?? edits;
  const computed = first.ok && left === edits ? first : await computeEdits(context, left, 'evaluation');
  if (!computed.ok) return refused(computed.findings);
  const updated = await updateInputs(context, computed.value);
  if (!updated.ok) return refused(updated.findings);
  const { files, inputs } = updated.value;
  // While snapshot and candidate are written, what the candidate will be is evaluated.
  if (files.length > 0 && inputs === undefined && !(context.ahead.isBegun && computed === first)) {
    await context.ahead.drop();
    await lookAhead(context, computed.value.content, queryFor(edits, pathsOf(computed.value)));
  }
  const data: PlanData = {
    before,
    edits: left,
    files,
    ...(inputs === undefined ? {} : { inputs }),
    ...(await repositoryData(context)),
  };
  return done(planned(data.files.length), data);
}

function planned(count: number): StepMessage {
  return count === 0 ? say('plan.unchanged', {}) : say('plan.files', { count });
}

/** What only the text cannot tell: the evaluated value may. */
function isUnseen({ code }: Finding): boolean {
  return code === 'NIX104' || code === 'NIX109';
}

/**
 * The edits that the live configuration does not hold yet: a value may come from a default, a condition or another file
 * than the text that was looked at. While that is evaluated, so is the candidate with all of them, which most often is
 * the one. Undefined where the live configuration does not evaluate.
 */
async function openEdits(
  context: StepContext,
  edits: readonly Edit[],
  computed: Result<ComputedChange>,
): Promise<readonly Edit[] | undefined> {
  const tree = await context.host.snapshots.liveTree();
  const { host, redact, signal } = context;
  const query = queryFor(edits, computed.ok ? pathsOf(computed.value) : []);
  // With other inputs the candidate is another than this one.
  const foreseen =
    computed.ok && context.checked.change.inputs === undefined && host.evaluate.hasRoomForTwo();
  if (foreseen && !(await host.evaluate.knowsLive(tree, query)))
    await lookAhead(context, computed.value.content, query);
  const facts = await host.evaluate.live(tree, query, redact, signal);
  if (!facts.ok) return undefined;
  const known = await withOrigins(
    context,
    { kind: 'live' },
    facts.value,
    edits.filter((edit) => needsOrigin(edit, facts.value)),
  );
  const open = edits.flatMap((edit) => openPart(edit, known));
  return open.length === edits.length && open.every((edit, at) => edit === edits[at]) ? edits : open;
}

/** What of an edit is still to be made: of an addition the items that are not there. */
function openPart(edit: Edit, facts: SystemFacts): readonly Edit[] {
  // No value shows that a definition is gone.
  if (edit.op === 'unset') return [edit];
  if (edit.op !== 'add') return holdsIntent(edit, facts) === 'yes' ? [] : [edit];
  const items = edit.items.filter((item) => holdsIntent({ ...edit, items: [item] }, facts) !== 'yes');
  if (items.length === edit.items.length) return [edit];
  return items.length === 0 ? [] : [{ ...edit, items }];
}

function pathsOf({ files }: ComputedChange): readonly string[] {
  return files.map(({ path }) => path);
}

/** A change that says itself which files it makes of those that are there. */
async function planFiles(
  context: StepContext,
  before: SystemLinks,
  edits: readonly Edit[],
): Promise<Performed> {
  const computed = await computeChange(context, edits);
  if (!computed.ok) return refused(computed.findings);
  const { files } = computed.value;
  const open = files.length === 0 ? [] : edits;
  const data: PlanData = { before, edits: open, files, ...(await repositoryData(context)) };
  return done(planned(files.length), data);
}

async function planRestore(
  context: StepContext,
  before: SystemLinks,
  change: RestoreChange,
): Promise<Performed> {
  const { run } = change;
  const other = required(context.otherRun(run), `run ${run}`);
  const target = required(other.plan, 'plan').before.running;
  if (!(await context.host.store.isValid(target))) {
    return fail(say('plan.target-gone', { target, run }));
  }
  const computed = await computeRestore(context, change);
  if (!computed.ok) return refused(computed.findings);
  const data: PlanData = {
    before,
    edits: [],
    files: computed.value.files,
    target,
    ...(await repositoryData(context)),
  };
  return done(say('plan.restores', { target }), data);
}

async function repositoryData(context: StepContext): Promise<Pick<PlanData, 'repository'>> {
  const repository = await context.host.repository.find();
  const state = repository === undefined ? undefined : await context.host.repository.state(repository);
  return state === undefined ? {} : { repository: state };
}

function refused(findings: readonly Finding[]): Performed {
  return failWith(findings);
}
