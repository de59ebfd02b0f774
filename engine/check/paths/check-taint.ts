import type { Finding, Position } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import type { Runbook, Step, Written, WrittenCheck } from '../../model/runbook.ts';
import { namesIn } from '../cel-syntax.ts';
import { problem } from './problem.ts';
import { KINDS, checkKindOf } from '../../kinds/kinds.ts';
import type { Visitor } from '../../kinds/place.ts';
import {
  isUnitName,
  looksOnly,
  plainWords,
  runsArguments,
  SINKS,
  type Form,
  type SinkName,
} from '../../kinds/sinks.ts';

interface Walk {
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
export function checkTaint(runbook: Runbook): Finding[] {
  const walk: Walk = { generated: runbook.origin === 'generated', findings: [] };
  let approved = false;
  for (const step of runbook.steps) {
    checkStep(step, walk, approved);
    approved ||= alwaysAsks(step);
  }
  return walk.findings;
}

/** What comes after such a step was approved on every path. */
function alwaysAsks(step: Step): boolean {
  const to = step.onFailure?.to;
  return step.kind === 'approve' && step.when === undefined && to !== 'continue' && to !== 'step';
}

function checkStep(step: Step, walk: Walk, approved: boolean): void {
  const { position } = step;
  switch (step.kind) {
    case 'verify':
      for (const check of step.checks) checkCheck(check, walk, approved);
      return;
    case 'run':
      checkArgv(step.argv, walk, position);
      if (step.undo) checkArgv(step.undo, walk, position);
      checkEffect(step, walk, approved);
      return;
    case 'files':
      for (const path of [...step.keep, ...step.put.flatMap(({ file, from }) => [file, from])])
        checkSink('file path', path, walk, position);
      for (const unit of step.restart) checkPlace('unit', unit, isUnitName, walk, position);
      if (walk.generated)
        walk.findings.push(
          problem(
            'PATH007',
            `the step '${step.id}' of a generated runbook keeps or replaces files outside of the configuration`,
            'a person may write it in a runbook of their own',
            position,
          ),
        );
      return;
    // Held by checkReferences and the resolution of edits: see the table.
    case 'edit':
    case 'inputs':
    case 'approve':
    case 'notify':
    case 'wait':
    case 'call':
      return;
    case 'reboot':
    case 'collect-garbage': {
      const what = step.kind === 'reboot' ? 'reboots the host' : 'collects garbage';
      const message = `the step '${step.id}' of a generated runbook ${what}, and nobody approved it`;
      const fix = 'put an approve step before it, or leave it out';
      if (walk.generated && !approved) walk.findings.push(problem('PATH007', message, fix, position));
      return;
    }
    default:
      assertNever(step);
  }
}

/** What nobody wrote is not believed: that a command only looks has to be known of its program. */
function checkEffect(step: Extract<Step, { kind: 'run' }>, walk: Walk, approved: boolean): void {
  const { id, argv, effect, position } = step;
  if (!walk.generated || (effect === 'read' && looksOnly(argv))) return;
  const what = `the step '${id}' of a generated runbook`;
  if (!approved) walk.findings.push(unasked(`${what} runs a command`, position));
  else if (effect === 'read' && !runsArguments(plainWords(argv))) {
    const message = `${what} says that it only looks, and of its program that is not known`;
    const fix = "say 'effect: change' with an undo, or 'effect: irreversible'";
    walk.findings.push(problem('PATH007', message, fix, position));
  }
}

function checkCheck(check: WrittenCheck, walk: Walk, approved: boolean): void {
  const { position } = check;
  const kind = checkKindOf(KINDS, check);
  kind.visit(check, visitorOf(walk, position));
  const refusal = walk.generated && !approved ? kind.refuseUnapproved?.(check) : undefined;
  if (refusal !== undefined) walk.findings.push(problem('PATH007', refusal.message, refusal.fix, position));
}

/** Judges the text of every place that is handed to it. */
function visitorOf(walk: Walk, position: Position): Visitor {
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
    at: (other) => visitorOf(walk, other),
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
  const allowed: readonly Form[] = walk.generated ? sink.generated : sink.trusted;
  for (const form of formsOf(written)) {
    if (allowed.includes(form)) continue;
    const whose = walk.generated ? 'a generated runbook' : 'a runbook';
    const takes = allowed.length === 0 ? 'plain text only' : `plain text, ${allowed.join(' or ')}`;
    const message = `'${form}' stands in a ${name} of ${whose}; it takes ${takes}`;
    walk.findings.push(problem('PATH007', message, FIXES[form], position));
  }
}

const FIXES: Readonly<Record<Form, string>> = {
  param: 'write it out, or pass it as an argument to a program that takes data',
  cel: 'write it out, or use a parameter where that may stand',
  output: 'write it out, or use a parameter: what is looked at is known before the run',
};

/** The forms a written value holds at any depth. An expression that uses outputs is both. */
function formsOf(written: Written): ReadonlySet<Form> {
  if (typeof written !== 'object' || written === null) return new Set();
  if (isItems(written)) return union(written.map(formsOf));
  switch (written.kind) {
    case 'param':
    case 'output':
      return new Set([written.kind]);
    case 'cel':
      return new Set<Form>(usesOutputs(written.source) ? ['cel', 'output'] : ['cel']);
    case 'pkgs':
      return new Set<Form>(typeof written.attr === 'string' ? [] : ['param']);
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

function union(sets: readonly ReadonlySet<Form>[]): ReadonlySet<Form> {
  return new Set(sets.flatMap((set) => [...set]));
}

function unasked(what: string, position: Position): Finding {
  return problem(
    'PATH007',
    `${what} that does more than look, and nobody approved it`,
    'put an approve step before it, or leave it out',
    position,
  );
}

function isItems(written: Written): written is readonly Written[] {
  return Array.isArray(written);
}
