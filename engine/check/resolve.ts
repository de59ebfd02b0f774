import type { FindingCode } from '../model/finding-codes.ts';
import { failed, hasErrors, ok } from '../model/finding.ts';
import type { Finding, Position, Result } from '../model/finding.ts';
import { assertNever } from '../model/outcome.ts';
import type { Spelled, Step, Written, WrittenEdit, WrittenPath } from '../model/runbook.ts';
import type { Edit, NixValue, OptionPath, PkgsReference } from '../model/options/value.ts';
import { ATTRIBUTE, PACKAGE } from '../document/names.ts';
import { stepKindOf } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import { evaluateExpression } from './expressions.ts';
import type { OutputValues } from './expressions.ts';
import { foldEdits } from './fold-edits.ts';
import type { Bindings } from './parameters.ts';

/** An edit with every reference replaced, and where it was written. */
export interface ResolvedEdit {
  readonly edit: Edit;
  readonly position: Position;
  /** Id of the step it belongs to. */
  readonly step: string;
  /** As its author wrote its numbers. */
  readonly spelled?: Spelled;
}

/**
 * The edits of a runbook with parameters and expressions replaced by their values, in order; steps whose `when` is
 * false give none. Edits are computed before any step runs, so outputs are not to be had (RES001). A list that is set and
 * then added to or taken from is one edit, where it was set.
 *
 * @example
 * resolveEdits(steps, bindings) // value: [{ edit: { op: 'add', path: ['users', 'users', 'alice', …] }, … }]
 */
export function resolveEdits(
  steps: readonly Step[],
  bindings: Bindings,
  kinds: Kinds = KINDS,
): Result<readonly ResolvedEdit[]> {
  const findings: Finding[] = [];
  const edits: ResolvedEdit[] = [];
  for (const step of steps) {
    const kind = stepKindOf(kinds, step);
    const written = kind.part === 'change' ? (kind.edits?.(step) ?? []) : [];
    if (written.length === 0) continue;
    const when = step.when ? evaluateExpression(step.when.source, bindings, {}, step.position) : ok(true);
    findings.push(...when.findings);
    if (!when.ok || when.value !== true) continue;
    for (const one of written) {
      const edit = resolveEdit(one, bindings);
      findings.push(...edit.findings);
      const spelled = one.op === 'unset' ? undefined : one.spelled;
      if (edit.ok)
        edits.push({ edit: edit.value, position: one.position, step: step.id, ...(spelled && { spelled }) });
    }
  }
  return hasErrors(findings) ? failed(...findings) : ok(foldEdits(edits), findings);
}

/** An option path with parameters replaced. Each stays one attribute name, whatever it holds (RES002). */
export function resolvePath(path: WrittenPath, bindings: Bindings, position?: Position): Result<OptionPath> {
  const findings: Finding[] = [];
  const parts = path.map((part) => {
    if (typeof part === 'string') return part;
    const value = valueOf(bindings, part.name);
    if (typeof value === 'string' && ATTRIBUTE.test(value)) return value;
    const message = `parameter '${part.name}' is an attribute name here: a single line of text, got ${JSON.stringify(value)}`;
    findings.push(problem('RES002', message, position));
    return '';
  });
  return findings.length > 0 ? failed(...findings) : ok(parts);
}

/**
 * A written value as plain data, given what parameters and earlier steps gave. A package reference becomes
 * `{ type: 'pkgs', path }`, a map a plain object.
 */
export function resolveWritten(
  written: Written,
  bindings: Bindings,
  outputs: OutputValues = {},
  position?: Position,
): Result<unknown> {
  if (typeof written !== 'object' || written === null) return ok(written);
  if (isItems(written)) return all(written.map((item) => resolveWritten(item, bindings, outputs, position)));
  switch (written.kind) {
    case 'param': {
      const value = valueOf(bindings, written.name);
      return value === undefined ? failed(unbound(written.name, position)) : ok(value);
    }
    case 'output': {
      const value = outputs[written.step]?.[written.field];
      const message = `step '${written.step}' has no output '${written.field}': it has not run`;
      return value === undefined ? failed(problem('RES001', message, position)) : ok(value);
    }
    case 'cel':
      return evaluateExpression(written.source, bindings, outputs, position);
    case 'pkgs':
      return resolvePackage(written.attr, bindings, position);
    case 'literal':
      return resolveWritten(written.value, bindings, outputs, position);
    case 'map': {
      const names = Object.keys(written.entries);
      const values = all(
        Object.values(written.entries).map((entry) => resolveWritten(entry, bindings, outputs, position)),
      );
      return values.ok
        ? ok(Object.fromEntries(names.map((name, index) => [name, values.value[index]])))
        : values;
    }
    default:
      return assertNever(written);
  }
}

/**
 * A written value as text: numbers and truth values are written out, lists and maps are refused (RES003).
 *
 * @example
 * resolveText({ kind: 'param', name: 'port' }, bindings) // value: '8080'
 */
export function resolveText(
  written: Written,
  bindings: Bindings,
  outputs: OutputValues = {},
  position?: Position,
): Result<string> {
  const resolved = resolveWritten(written, bindings, outputs, position);
  if (!resolved.ok) return resolved;
  const { value } = resolved;
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (plain && !String(value).includes('\0')) return ok(String(value));
  return failed(problem('RES003', `text is needed here, got ${JSON.stringify(value)}`, position));
}

/** Program and arguments as text, one for one: nothing is split or joined. */
export function resolveArgv(
  argv: readonly Written[],
  bindings: Bindings,
  outputs: OutputValues = {},
  position?: Position,
): Result<readonly string[]> {
  return all(argv.map((word) => resolveText(word, bindings, outputs, position)));
}

function resolveEdit(written: WrittenEdit, bindings: Bindings): Result<Edit> {
  const { op, position } = written;
  const path = resolvePath(written.path, bindings, position);
  if (op === 'unset') return path.ok ? ok({ op, path: path.value }) : path;
  if (op === 'set') {
    const value = resolveNix(written.to, bindings, position);
    if (path.ok && value.ok) return ok({ op, path: path.value, value: value.value });
    return failed(...path.findings, ...value.findings);
  }
  const items = all(written.items.map((item) => resolveNix(item, bindings, position)));
  if (path.ok && items.ok) return ok({ op, path: path.value, items: items.value });
  return failed(...path.findings, ...items.findings);
}

function resolveNix(written: Written, bindings: Bindings, position: Position): Result<NixValue> {
  if (typeof written !== 'object' || written === null) return ok(written);
  if (isItems(written)) return all(written.map((item) => resolveNix(item, bindings, position)));
  switch (written.kind) {
    case 'map': {
      const names = Object.keys(written.entries);
      const values = all(
        Object.values(written.entries).map((entry) => resolveNix(entry, bindings, position)),
      );
      if (!values.ok) return values;
      const entries = names.map((name, index) => [name, values.value[index] ?? null] as const);
      return ok({ type: 'attrs', entries: Object.fromEntries(entries) });
    }
    case 'literal':
      return resolveNix(written.value, bindings, position);
    case 'pkgs':
      return resolvePackage(written.attr, bindings, position);
    case 'output':
      return failed(
        problem('RES001', 'edits are computed before any step runs, so they cannot use an output', position),
      );
    case 'param':
    case 'cel': {
      const value = resolveWritten(written, bindings, {}, position);
      return value.ok ? ok(nixOf(value.value)) : value;
    }
    default:
      return assertNever(written);
  }
}

/** A package name from outside is plain attribute names, never an expression (RES004). */
function resolvePackage(
  attr: string | { readonly name: string },
  bindings: Bindings,
  position?: Position,
): Result<PkgsReference> {
  const name = typeof attr === 'string' ? attr : valueOf(bindings, attr.name);
  if (typeof name === 'string' && PACKAGE.test(name)) return ok({ type: 'pkgs', path: name.split('.') });
  const message = `a package is named by plain attribute names joined by dots, got ${JSON.stringify(name)}`;
  return failed(problem('RES004', message, position));
}

/** Plain data of a parameter as a Nix value. */
function nixOf(value: unknown): NixValue {
  if (Array.isArray(value)) return value.map(nixOf);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value).map(([name, member]) => [name, nixOf(member)] as const);
  return { type: 'attrs', entries: Object.fromEntries(entries) };
}

function valueOf(bindings: Bindings, name: string): unknown {
  return Object.hasOwn(bindings.values, name) ? bindings.values[name] : undefined;
}

/** All values, or all findings. */
function all<T>(results: readonly Result<T>[]): Result<readonly T[]> {
  const findings = results.flatMap((result) => result.findings);
  const values = results.flatMap((result) => (result.ok ? [result.value] : []));
  return values.length === results.length ? ok(values, findings) : failed(...findings);
}

function isItems(written: Written): written is readonly Written[] {
  return Array.isArray(written);
}

function unbound(name: string, position?: Position): Finding {
  return problem('RES005', `parameter '${name}' has no value`, position);
}

function problem(code: FindingCode, message: string, position?: Position): Finding {
  return { code, severity: 'error', message, ...(position && { position }) };
}
