import type { Finding, Position } from '../model/finding.ts';
import type { Runbook, Step, Written, WrittenPath } from '../model/runbook.ts';
import { nearestWords } from '../nix/spelling.ts';
import { namesIn } from './cel-syntax.ts';
import { checkKindOf, stepKindOf } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import { TEXT, WORD, type Visitor, type Wanted } from '../kinds/place.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import { checkExpression, expressionEnv } from './expressions.ts';
import type { ExpressionEnv } from './expressions.ts';

interface Walk {
  readonly kinds: Kinds;
  readonly env: ExpressionEnv;
  readonly used: Set<string>;
  readonly findings: Finding[];
}

/**
 * Checks every reference of a runbook before it runs: parameters are declared (REF001), outputs come from a step
 * before (REF002) and exist (REF003), what they give fits the place (REF004), a program's name is plain text
 * (REF005), an edit uses no outputs (REF006); expressions type-check (CEL001, CEL002); an unused parameter is a
 * warning (REF007). Run it on the runbook with its calls inlined.
 */
export function checkReferences(runbook: Runbook, kinds: Kinds = KINDS): Finding[] {
  const findings: Finding[] = [];
  const used = new Set<string>();
  for (const [index, step] of runbook.steps.entries()) {
    const env = expressionEnv(runbook.parameters, runbook.steps.slice(0, index), kinds);
    checkStep(step, { kinds, env, used, findings });
  }
  for (const { name, position } of runbook.parameters) {
    if (used.has(name)) continue;
    const message = `parameter '${name}' is never used`;
    findings.push({ code: 'REF007', severity: 'warning', message, position, fix: 'remove it, or use it' });
  }
  return findings;
}

function checkStep(step: Step, walk: Walk): void {
  const { position } = step;
  const kind = stepKindOf(walk.kinds, step);
  const changes = kind.part === 'change';
  // What an edit writes is known before any step runs, so it sees no outputs.
  const own = changes ? { ...walk, env: { ...walk.env, outputs: {} } } : walk;
  if (step.when) checkCel(step.when.source, own, position, ['bool'], changes);
  kind.visit(step, visitorOf(own, position));
}

/** Looks at every place that is handed to it. */
function visitorOf(walk: Walk, position: Position): Visitor {
  return {
    value: (written, { type, early }) => {
      checkWritten(written, walk, position, type, early);
      return written;
    },
    argv: (argv) => {
      checkArgv(argv, walk, position);
      return argv;
    },
    path: (path) => {
      checkPath(path, walk, position);
      return path;
    },
    check: (check) => checkKindOf(walk.kinds, check).visit(check, visitorOf(walk, check.position)),
    at: (other) => visitorOf(walk, other),
  };
}

/** Text from outside may be an argument, never the program. */
function checkArgv(argv: readonly Written[], walk: Walk, position: Position): void {
  const [program] = argv;
  if (typeof program !== 'string' || program === '') {
    const message =
      'the program of a command is plain text in the runbook, never a parameter, an output or an expression';
    walk.findings.push({
      code: 'REF005',
      severity: 'error',
      message,
      position,
      fix: 'write the program out',
    });
  }
  for (const word of argv) checkWritten(word, walk, position, WORD);
}

function checkPath(path: WrittenPath, walk: Walk, position: Position): void {
  for (const part of path) if (typeof part !== 'string') checkParam(part.name, walk, position, TEXT);
}

function checkWritten(
  written: Written,
  walk: Walk,
  position: Position,
  wanted: Wanted,
  inEdit = false,
): void {
  if (typeof written !== 'object' || written === null) return;
  if (isItems(written)) {
    for (const item of written) checkWritten(item, walk, position, undefined, inEdit);
    return;
  }
  switch (written.kind) {
    case 'param':
      return checkParam(written.name, walk, position, wanted);
    case 'output':
      return inEdit
        ? refuseOutput(walk, position)
        : checkOutput(written.step, written.field, walk, position, wanted);
    case 'cel':
      return checkCel(written.source, walk, position, wanted, inEdit);
    case 'pkgs':
      return typeof written.attr === 'string'
        ? undefined
        : checkParam(written.attr.name, walk, position, TEXT);
    case 'literal':
      return checkWritten(written.value, walk, position, undefined, inEdit);
    case 'map':
      for (const entry of Object.values(written.entries))
        checkWritten(entry, walk, position, undefined, inEdit);
  }
}

function checkParam(name: string, walk: Walk, position: Position, wanted: Wanted): void {
  walk.used.add(name);
  const { params } = walk.env;
  const type = Object.hasOwn(params, name) ? params[name] : undefined;
  if (type !== undefined) return checkType(`parameter '${name}'`, type, walk, position, wanted);
  const fix = known(name, Object.keys(params));
  const message = `there is no parameter '${name}'`;
  walk.findings.push({ code: 'REF001', severity: 'error', message, position, fix });
}

function checkOutput(step: string, field: string, walk: Walk, position: Position, wanted: Wanted): void {
  const { outputs } = walk.env;
  const fields = Object.hasOwn(outputs, step) ? outputs[step] : undefined;
  if (fields === undefined) {
    const message = `no step before this one is named '${step}' and gives an output`;
    const fix = known(step, Object.keys(outputs));
    walk.findings.push({ code: 'REF002', severity: 'error', message, position, fix });
    return;
  }
  const type = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (type !== undefined) return checkType(`output '${step}.${field}'`, type, walk, position, wanted);
  const fix = known(field, Object.keys(fields));
  walk.findings.push({
    code: 'REF003',
    severity: 'error',
    message: `step '${step}' gives no '${field}'`,
    position,
    fix,
  });
}

function checkType(what: string, type: string, walk: Walk, position: Position, wanted: Wanted): void {
  if (wanted === undefined || wanted.includes(type)) return;
  const message = `${what} is of type ${type}; here ${wanted.join(' or ')} is wanted`;
  walk.findings.push({ code: 'REF004', severity: 'error', message, position });
}

function checkCel(source: string, walk: Walk, position: Position, wanted: Wanted, inEdit: boolean): void {
  const names = namesIn(source);
  if (!('problem' in names)) {
    for (const { of, name } of names) if (of === 'params') walk.used.add(name);
    if (inEdit && names.some(({ of }) => of === 'outputs')) return refuseOutput(walk, position);
  }
  walk.findings.push(...checkExpression(source, walk.env, position, wanted).findings);
}

function refuseOutput(walk: Walk, position: Position): void {
  const message = 'an edit is computed and shown before any step runs, so it cannot use an output';
  walk.findings.push({ code: 'REF006', severity: 'error', message, position, fix: 'use a parameter' });
}

function known(word: string, words: readonly string[]): string {
  const [near] = nearestWords(word, words, 1);
  if (near !== undefined) return `did you mean '${near}'?`;
  return words.length === 0 ? 'there are none' : `known are ${words.join(', ')}`;
}

function isItems(written: Written): written is readonly Written[] {
  return Array.isArray(written);
}
