import type { Finding, Position } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import type { Runbook, Step, Written, WrittenCheck } from '../../model/runbook.ts';
import { namesIn } from '../cel-syntax.ts';
import { problem } from './problem.ts';
import type { Refusal } from '../../kinds/check-kind.ts';
import { checkKindOf, findStateKind, stepKindOf } from '../../kinds/find-kind.ts';
import { KINDS } from '../../kinds/kinds.ts';
import type { Visitor } from '../../kinds/place.ts';
import type { Kinds } from '../../kinds/step-kind.ts';
import { plainWords, runsArguments, SINKS, type WrittenForm, type SinkName } from '../../kinds/sinks.ts';

interface Walk {
  readonly kinds: Kinds;
  readonly generated: boolean;
  readonly findings: Finding[];
}

/**
 * Where text of a request, a parameter, a model or a program's output goes: never into what is run, and into what is
 * looked at only where the table of sinks allows it. PATH007.
 *
 * A generated runbook is somebody else's text from end to end, so its plain text is judged too: it looks at public files
 * and at addresses of the host itself, and what does more than look runs after an `approve` step. Run it on the runbook
 * with its calls inlined: the steps of a called runbook are judged as the caller's.
 *
 * @example
 * checkTaint(runbook) // argv: [sh, -c, { param: script }] → PATH007
 */
export function checkTaint(runbook: Runbook, kinds: Kinds = KINDS): Finding[] {
  const walk: Walk = { kinds, generated: runbook.origin === 'generated', findings: [] };
  let approved = false;
  for (const step of runbook.steps) {
    checkStep(step, walk, approved);
    approved ||= alwaysAsks(step, kinds);
  }
  return walk.findings;
}

/** What comes after such a step was approved on every path. */
function alwaysAsks(step: Step, kinds: Kinds): boolean {
  const to = step.onFailure?.to;
  const asks = findStateKind(kinds, step)?.asks === true;
  return asks && step.when === undefined && to !== 'continue' && to !== 'step';
}

function checkStep(step: Step, walk: Walk, approved: boolean): void {
  const { position } = step;
  const kind = stepKindOf(walk.kinds, step);
  kind.visit(step, visitorOf(walk, position, approved));
  if (!walk.generated || kind.part !== 'state') return;
  report(kind.refuseGenerated?.(step, approved), walk, position);
}

function checkCheck(check: WrittenCheck, walk: Walk, approved: boolean): void {
  const { position } = check;
  const kind = checkKindOf(walk.kinds, check);
  kind.visit(check, visitorOf(walk, position, approved));
  if (walk.generated && !approved) report(kind.refuseUnapproved?.(check), walk, position);
}

function report(refusal: Refusal | undefined, walk: Walk, position: Position): void {
  if (refusal !== undefined) walk.findings.push(problem('PATH007', refusal.message, refusal.fix, position));
}

/** Judges the text of every place that is handed to it. */
function visitorOf(walk: Walk, position: Position, approved: boolean): Visitor {
  return {
    value: (written, { sink, allows }) => {
      if (sink !== undefined) checkPlace(sink, written, allows, walk, position);
      return written;
    },
    argv: (argv) => {
      checkArgv(argv, walk, position);
      return argv;
    },
    path: (path, { sink, allows } = {}) => {
      if (sink !== undefined) checkPlace(sink, path.at(-1) ?? '', allows, walk, position);
      return path;
    },
    check: (check) => {
      checkCheck(check, walk, approved);
      return check;
    },
    at: (other) => visitorOf(walk, other, approved),
  };
}

function checkArgv(argv: readonly Written[], walk: Walk, position: Position): void {
  const words = plainWords(argv);
  const runs = runsArguments(words);
  for (const word of argv.slice(1)) {
    checkSink(runs ? 'text that a program runs' : 'argument', word, walk, position);
  }
  if (!runs || !walk.generated) return;
  const message = `'${words[0] ?? ''}' runs what its arguments say, and a generated runbook may not say it`;
  walk.findings.push(problem('PATH007', message, 'call the program itself', position));
}

/** A place that is looked at: its form, and in a generated runbook its plain text. */
function checkPlace(
  name: SinkName,
  written: Written,
  allows: ((text: string) => boolean) | undefined,
  walk: Walk,
  position: Position,
): void {
  checkSink(name, written, walk, position);
  if (!walk.generated || typeof written !== 'string' || allows === undefined || allows(written)) return;
  const message = `a generated runbook may not look at the ${name} ${JSON.stringify(written)}`;
  const fix = 'look at a public file, or at an address of the host itself';
  walk.findings.push(problem('PATH007', message, fix, position));
}

function checkSink(name: SinkName, written: Written, walk: Walk, position: Position): void {
  const sink = SINKS[name];
  const allowed: readonly WrittenForm[] = walk.generated ? sink.generated : sink.trusted;
  for (const form of formsOf(written)) {
    if (allowed.includes(form)) continue;
    const whose = walk.generated ? 'a generated runbook' : 'a runbook';
    const takes = allowed.length === 0 ? 'plain text only' : `plain text, ${allowed.join(' or ')}`;
    const message = `'${form}' stands in a ${name} of ${whose}; it takes ${takes}`;
    walk.findings.push(problem('PATH007', message, FIXES[form], position));
  }
}

const FIXES: Readonly<Record<WrittenForm, string>> = {
  param: 'write it out, or pass it as an argument to a program that takes data',
  cel: 'write it out, or use a parameter where that may stand',
  output: 'write it out, or use a parameter: what is looked at is known before the run',
};

/** The forms a written value holds at any depth. An expression that uses outputs is both. */
function formsOf(written: Written): ReadonlySet<WrittenForm> {
  if (typeof written !== 'object' || written === null) return new Set();
  if (isItems(written)) return union(written.map(formsOf));
  switch (written.kind) {
    case 'param':
    case 'output':
      return new Set([written.kind]);
    case 'cel':
      return new Set<WrittenForm>(usesOutputs(written.source) ? ['cel', 'output'] : ['cel']);
    case 'pkgs':
      return new Set<WrittenForm>(typeof written.attr === 'string' ? [] : ['param']);
    case 'literal':
      return formsOf(written.value);
    case 'map':
      return union(Object.values(written.entries).map(formsOf));
    default:
      return assertNever(written);
  }
}

/** What does not parse is refused elsewhere, and here taken for the worst. */
function usesOutputs(source: string): boolean {
  const names = namesIn(source);
  return 'problem' in names || names.some(({ of }) => of === 'outputs');
}

function union(sets: readonly ReadonlySet<WrittenForm>[]): ReadonlySet<WrittenForm> {
  return new Set(sets.flatMap((set) => [...set]));
}

function isItems(written: Written): written is readonly Written[] {
  return Array.isArray(written);
}
