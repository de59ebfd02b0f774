import type { WordsOfEdit } from '../../compile/follow-up/edit-words.ts';
import type { PlannedBy } from '../../model/event.ts';
import { checkKindOf, findStateKind } from '../../kinds/find-kind.ts';
import { KINDS } from '../../kinds/kinds.ts';
import type { ShownValues } from '../../kinds/values.ts';
import { assertNever } from '../../model/outcome.ts';
import type { PinnedRunbook } from '../../model/pinned.ts';
import type { PlanPreview } from '../../model/plan.ts';
import type { Written } from '../../model/runbook.ts';
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
    block(`Because you said: ${facts.request}`, editLines(facts, paint), paint),
    preview === undefined ? '' : block(`Risk ${preview.risk.class}`, preview.risk.reasons, paint),
    preview?.decision === undefined
      ? ''
      : block('Policy', renderDecision(preview.decision, paint).split('\n'), paint),
    block('Checked after the switch', checkLines(pinned), paint),
    block('What undoes it', undoLines(pinned), paint),
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
  const note = without && model === undefined ? ['what stands without words goes along with the rest'] : [];
  return [
    ...lines,
    ...[...note, `read by ${reader}; no line changes but for these`].map((line) => paint.dim(line)),
  ];
}

function checkLines({ runbook, bindings }: PinnedRunbook): readonly string[] {
  const shown = shownValues(bindings.values);
  const checks = runbook.steps.flatMap((step) => (step.kind === 'verify' ? step.checks : []));
  return [
    ...checks.map(
      (check) => `${checkKindOf(KINDS, check).explain(check, shown)}, within ${renderDuration(check.within)}`,
    ),
    'every option that was edited has the value that was asked',
    'no unit fails that did not fail before',
  ];
}

function undoLines({ runbook, change }: PinnedRunbook): readonly string[] {
  const configuration = [
    'files: as they were, from the snapshot that is made first',
    'system: the one of before, by its store path, without an evaluation',
  ];
  const shown = shownValues({});
  const commands = runbook.steps.flatMap((step) => {
    const how = findStateKind(KINDS, step)?.explainUndo?.(step, shown);
    return how === undefined ? [] : [`${step.id}: ${how}`];
  });
  const both = change.kind !== 'edits' || change.edits.length > 0 ? configuration : [];
  const lines = [...both, ...commands];
  return [...lines, `by itself where a check does not hold; afterwards with 'undo that'`];
}

function shownValues(values: Readonly<Record<string, unknown>>): ShownValues {
  const text = (value: Written | undefined): string => (value === undefined ? '' : show(value, values));
  return {
    text,
    code: (word) => word,
    option: (path) => renderPath(path.map(text)),
    command: (argv) => argv.map(text).join(' '),
  };
}

/** A written value; a parameter by its value, what only the run knows by its name. */
function show(value: Written, values: Readonly<Record<string, unknown>> = {}): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('kind' in value)) return JSON.stringify(value);
  if (value.kind !== 'param') return JSON.stringify(value);
  const given = values[value.name];
  return typeof given === 'string' ? given : JSON.stringify(given ?? value.name);
}

function block(title: string, lines: readonly string[], paint: Paint): string {
  return lines.length === 0 ? '' : `${paint.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
