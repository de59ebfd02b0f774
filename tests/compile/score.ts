import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { PlannerFacts, Proposal } from '../../engine/model/proposal.ts';
import type { Written, WrittenEdit, WrittenPath } from '../../engine/model/runbook.ts';
import { joinOptionPath, splitOptionPath } from '../../engine/model/option.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { propose } from '../../engine/compile/propose.ts';
import { hosts, index } from './host.ts';

/** One edit of a row, as the tables write it. */
interface RowEdit {
  readonly set?: string;
  readonly to?: unknown;
  readonly unset?: string;
  readonly add?: string;
  readonly remove?: string;
  readonly items?: readonly unknown[];
}

/** A sentence and what it must become; see the README beside requests.yaml. */
export interface Row {
  readonly on: 'minimal' | 'desktop';
  readonly request: string;
  readonly change?: readonly RowEdit[];
  readonly or?: readonly (readonly RowEdit[])[];
  readonly also?: readonly RowEdit[];
  readonly task?: string;
  readonly noop?: boolean;
  readonly ask?: string;
  readonly refuse?: string;
}

export function readRows(file: string): readonly Row[] {
  const rows: unknown = parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
  if (!Array.isArray(rows) || !rows.every(isRow)) {
    throw new TypeError(`${file} is not a list of rows`);
  }
  return rows;
}

/** Nothing where the row is exactly right; else what came instead. `changed` where a change was wrong. */
export function scoreRow(row: Row): { readonly got: string; readonly changed: boolean } | undefined {
  const proposal = propose(row.request, index, hosts[row.on]);
  const right =
    proposal.kind === 'runbook' ? isRightChange(proposal.text, row) : isRightAnswer(proposal, row);
  return right ? undefined : { got: show(proposal), changed: proposal.kind === 'runbook' };
}

/** The edits of a runbook's text in one line each: `set a.b true`, `add a.c 80`. */
export function editLines(text: string): readonly string[] {
  const parsed = parseRunbook(text, 'proposal.yaml', 'generated');
  if (!parsed.ok) {
    throw new Error(`${text}\n${parsed.findings.map((finding) => finding.message).join('\n')}`);
  }
  return parsed.value.steps
    .flatMap((step) => (step.kind === 'edit' ? step.edits.flatMap(writtenLines) : []))
    .sort();
}

export function show(proposal: Proposal): string {
  return proposal.kind === 'runbook' ? editLines(proposal.text).join('; ') : JSON.stringify(proposal);
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'on' in value && 'request' in value;
}

function isRightAnswer(proposal: Exclude<Proposal, { kind: 'runbook' }>, row: Row): boolean {
  switch (proposal.kind) {
    case 'ask':
      return row.ask !== undefined && proposal.question !== '';
    case 'refuse':
      return row.refuse !== undefined && proposal.reason !== '';
    case 'task':
      return row.task === proposal.task;
    default:
      return assertNever(proposal);
  }
}

function isRightChange(text: string, row: Row): boolean {
  const got = editLines(text);
  if (row.noop === true) {
    return got.every((line) => holdsAlready(line, hosts[row.on]));
  }
  const allowed = new Set((row.also ?? []).flatMap(rowLines));
  const sets = row.change === undefined ? [] : [row.change, ...(row.or ?? [])];
  return sets.some((set) => {
    const wanted = set.flatMap(rowLines);
    return (
      wanted.every((line) => got.includes(line)) &&
      got.every((line) => wanted.includes(line) || allowed.has(line))
    );
  });
}

function holdsAlready(line: string, facts: PlannerFacts): boolean {
  const [op, path = '', ...rest] = line.split(' ');
  const value = rest.join(' ');
  const current = facts.value(path);
  return op === 'set'
    ? JSON.stringify(current) === value
    : op === 'add' && Array.isArray(current) && current.map(factText).includes(value);
}

function factText(value: unknown): string {
  return typeof value === 'object' && value !== null && 'path' in value && Array.isArray(value.path)
    ? `pkgs.${value.path.join('.')}`
    : JSON.stringify(value);
}

function rowLines(edit: RowEdit): readonly string[] {
  if (edit.set !== undefined) {
    return [`set ${dotted(edit.set)} ${rowText(edit.to)}`];
  }
  if (edit.unset !== undefined) {
    return [`unset ${dotted(edit.unset)}`];
  }
  const [op, path] = edit.add === undefined ? ['remove', edit.remove ?? ''] : ['add', edit.add];
  return (edit.items ?? []).map((item) => `${op} ${dotted(path)} ${rowText(item)}`);
}

function dotted(path: string): string {
  return joinOptionPath(splitOptionPath(path));
}

function rowText(value: unknown): string {
  return typeof value === 'string' && value.startsWith('pkgs.') ? value : JSON.stringify(value);
}

function writtenLines(edit: WrittenEdit): readonly string[] {
  const path = pathText(edit.path);
  switch (edit.op) {
    case 'set':
      return [`set ${path} ${writtenText(edit.to)}`];
    case 'unset':
      return [`unset ${path}`];
    case 'add':
    case 'remove':
      return edit.items.map((item) => `${edit.op} ${path} ${writtenText(item)}`);
    default:
      return assertNever(edit);
  }
}

function pathText(path: WrittenPath): string {
  return joinOptionPath(path.map((part) => (typeof part === 'string' ? part : `<${part.name}>`)));
}

function writtenText(value: Written): string {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'pkgs'
    ? `pkgs.${typeof value.attr === 'string' ? value.attr : value.attr.name}`
    : JSON.stringify(value);
}

function assertNever(value: never): never {
  throw new Error(`not handled: ${JSON.stringify(value)}`);
}
