import { assertNever } from '../model/outcome.ts';
import type { CelRef, Step, StepCommon, Written, WrittenPath } from '../model/runbook.ts';
import { checkKindOf, stepKindOf } from '../kinds/find-kind.ts';
import type { Visitor } from '../kinds/place.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import type { Argument } from './call-arguments.ts';
import { namesIn } from './cel-syntax.ts';
import { celName } from './outputs.ts';

type CallStep = Extract<Step, { kind: 'call' }>;
type Arguments = ReadonlyMap<string, Argument>;

interface Graft {
  readonly kinds: Kinds;
  readonly call: CallStep;
  readonly values: Arguments;
}

/** Separates the call's id from the step's; no id that a person writes holds it. */
const SEPARATOR = '--';

/** Whether a step came from a called runbook. */
export function isGrafted(step: Step): boolean {
  return step.id.includes(SEPARATOR);
}

/** A step of a called runbook as a step of the caller: id, references and expressions renamed, arguments put in. */
export function graftStep(step: Step, call: CallStep, values: Arguments, kinds: Kinds): Step {
  const graft = { call, values, kinds };
  return { ...stepKindOf(kinds, step).visit(step, visitorOf(graft)), ...graftCommon(step, graft) };
}

/** The call's condition and failure hold for each of its steps; a step's own failure comes first. */
function graftCommon(step: Step, graft: Graft): Partial<StepCommon> & { readonly id: string } {
  const { call } = graft;
  const own = step.when && graftCel(step.when, graft);
  const source = [call.when, own].filter((when) => when !== undefined).map((when) => `(${when.source})`);
  const when: CelRef | undefined =
    source.length === 0 ? undefined : { kind: 'cel', source: source.join(' && ') };
  const mine = step.onFailure;
  const onFailure =
    mine?.to === 'step' ? { ...mine, step: inner(mine.step, call) } : (mine ?? call.onFailure);
  return { id: inner(step.id, call), ...(when && { when }), ...(onFailure && { onFailure }) };
}

/** Puts the arguments in at every place that is handed to it. */
function visitorOf(graft: Graft): Visitor {
  const visitor: Visitor = {
    value: (written) => graftWritten(written, graft),
    argv: (argv) => argv.map((word) => graftWritten(word, graft)),
    path: (path) => graftPath(path, graft),
    check: (check) => checkKindOf(graft.kinds, check).visit(check, visitor),
    at: () => visitor,
  };
  return visitor;
}

function graftPath(path: WrittenPath, graft: Graft): WrittenPath {
  return path.map((part) => {
    if (typeof part === 'string') return part;
    const argument = graft.values.get(part.name);
    if (argument === undefined) return part;
    return argument.kind === 'param' ? argument.ref : String(argument.value);
  });
}

function graftWritten(written: Written, graft: Graft): Written {
  if (typeof written !== 'object' || written === null) return written;
  if (isItems(written)) return written.map((item) => graftWritten(item, graft));
  switch (written.kind) {
    case 'param': {
      const argument = graft.values.get(written.name);
      if (argument === undefined) return written;
      return argument.kind === 'param' ? argument.ref : writtenOf(argument.value);
    }
    case 'output':
      return { ...written, step: inner(written.step, graft.call) };
    case 'cel':
      return graftCel(written, graft);
    case 'pkgs': {
      if (typeof written.attr === 'string') return written;
      const argument = graft.values.get(written.attr.name);
      if (argument === undefined) return written;
      return { kind: 'pkgs', attr: argument.kind === 'param' ? argument.ref : String(argument.value) };
    }
    case 'literal':
      return { kind: 'literal', value: graftWritten(written.value, graft) };
    case 'map': {
      const entries = Object.entries(written.entries).map(
        ([name, entry]) => [name, graftWritten(entry, graft)] as const,
      );
      return { kind: 'map', entries: Object.fromEntries(entries) };
    }
    default:
      return assertNever(written);
  }
}

/** Renames in the text itself, so that messages still show what the author wrote around it. */
function graftCel(cel: CelRef, graft: Graft): CelRef {
  const names = namesIn(cel.source);
  // What does not parse is reported as it stands, by the check of expressions.
  if ('problem' in names) return cel;
  let source = '';
  let from = 0;
  for (const { of, name, start, end } of names) {
    source +=
      cel.source.slice(from, start) + (of === 'outputs' ? outputText(name, graft) : paramText(name, graft));
    from = end;
  }
  return { kind: 'cel', source: source + cel.source.slice(from) };
}

function outputText(name: string, graft: Graft): string {
  return `outputs.${celName(inner(name, graft.call))}`;
}

function paramText(name: string, graft: Graft): string {
  const argument = graft.values.get(name);
  if (argument === undefined) return `params.${name}`;
  return argument.kind === 'param' ? `params.${argument.ref.name}` : celText(argument.value, argument.type);
}

/** A value as an expression of CEL. */
function celText(value: unknown, type: string): string {
  if (Array.isArray(value)) {
    const elem = type.startsWith('list<') ? type.slice('list<'.length, -1) : 'dyn';
    return `[${value.map((item) => celText(item, elem)).join(', ')}]`;
  }
  if (typeof value !== 'number') return JSON.stringify(value);
  const text = type === 'double' && Number.isInteger(value) ? value.toFixed(1) : String(value);
  return value < 0 ? `(${text})` : text;
}

/** Plain data as a written value. */
function writtenOf(value: unknown): Written {
  if (Array.isArray(value)) return value.map(writtenOf);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

function inner(stepId: string, call: CallStep): string {
  return `${call.id}${SEPARATOR}${stepId}`;
}

function isItems(written: Written): written is readonly Written[] {
  return Array.isArray(written);
}
