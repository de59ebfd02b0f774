import type { WordsOfEdit } from '../../compile/follow-up/edit-words.ts';
import type { PlannedBy } from '../../model/event.ts';
import { checkKindOf, findStateKind } from '../../kinds/find-kind.ts';
import { KINDS } from '../../kinds/kinds.ts';
import { shownValues } from '../../kinds/shown.ts';
import { assertNever } from '../../model/outcome.ts';
import type { PinnedRunbook } from '../../model/pinned.ts';
import type { PlanPreview } from '../../model/plan.ts';
import type { Edit } from '../../model/options/value.ts';
import { renderNixValue, renderPath } from '../../nix/render.ts';
import { renderDuration } from '../../document/duration.ts';
import type { Paint } from '../text/paint.ts';
import { renderDecision } from '../host/policy.ts';

/** All that is known of why a plan is as it is. */
export interface WhyFacts {
  readonly request: string;
  readonly planned: PlannedBy;
  readonly edits: readonly WordsOfEdit[];
  readonly pinned: PinnedRunbook;
  /** Absent for a plan that changes nothing of the configuration. */
  readonly preview?: PlanPreview | undefined;
}

/** Why a plan is as it is: words and edits, risk, the rule of policy that decides, the checks, and what undoes it. */
export function renderWhy(facts: WhyFacts, paint: Paint): string {
  const { preview, pinned } = facts;
  return [
    block(`You asked: ${facts.request}`, editLines(facts, paint), paint),
    preview === undefined ? '' : block(`Risk ${preview.risk.class}`, preview.risk.reasons, paint),
    preview?.decision === undefined
      ? ''
      : block('Policy', renderDecision(preview.decision, paint).split('\n'), paint),
    block('Checked after the switch', checkLines(pinned), paint),
    block('How to undo it', undoLines(pinned), paint),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** An edit as Nix would say it: `services.nginx.enable = true`, `environment.systemPackages += pkgs.htop`. */
export function renderEdit(edit: Edit): string {
  const path = renderPath(edit.path);
  switch (edit.op) {
    case 'set':
      return `${path} = ${renderNixValue(edit.value)}`;
    case 'unset':
      return `${path}: no longer set`;
    case 'add':
    case 'remove':
      return `${path} ${edit.op === 'add' ? '+' : '-'}= ${edit.items.map((item) => renderNixValue(item)).join(' ')}`;
    default:
      return assertNever(edit);
  }
}

function editLines({ edits, planned, pinned }: WhyFacts, paint: Paint): readonly string[] {
  if (pinned.runbook.origin !== 'generated')
    return [
      `runbook ${pinned.runbook.name} (${pinned.runbook.origin})`,
      ...edits.map(({ edit }) => renderEdit(edit)),
    ];
  const { planner, model } = planned;
  const reader = model === undefined ? 'the built-in planner' : `${planner} (${model})`;
  const lines = edits.map(({ words, edit }, at) => {
    const said = words === undefined ? '' : `${words} `;
    const repeated = at > 0 && edits[at - 1]?.words === words;
    return `${repeated ? ' '.repeat(said.length) : paint.cyan(said)}→ ${renderEdit(edit)}`;
  });
  const without = edits.some(({ words }) => words === undefined);
  const note = without && model === undefined ? ['edits without words come with the others'] : [];
  return [...lines, ...[...note, `read by ${reader}; nothing else changes`].map((line) => paint.dim(line))];
}

function checkLines({ runbook, bindings }: PinnedRunbook): readonly string[] {
  const shown = shownValues(bindings.values);
  const checks = runbook.steps.flatMap((step) => (step.kind === 'verify' ? step.checks : []));
  return [
    ...checks.map(
      (check) => `${checkKindOf(KINDS, check).explain(check, shown)}, within ${renderDuration(check.within)}`,
    ),
    'every edited option has the requested value',
    'no unit fails that did not fail before',
  ];
}

function undoLines({ runbook, change }: PinnedRunbook): readonly string[] {
  const configuration = [
    'files: restored from the snapshot taken first',
    'system: the previous one, by store path, without an evaluation',
  ];
  const shown = shownValues({});
  const commands = runbook.steps.flatMap((step) => {
    const how = findStateKind(KINDS, step)?.explainUndo?.(step, shown);
    return how === undefined ? [] : [`${step.id}: ${how}`];
  });
  const both = change.kind !== 'edits' || change.edits.length > 0 ? configuration : [];
  const lines = [...both, ...commands];
  return [...lines, `automatically if a check fails; later with 'undo that'`];
}

function block(title: string, lines: readonly string[], paint: Paint): string {
  return lines.length === 0 ? '' : `${paint.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
