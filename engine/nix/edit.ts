import type { FindingCode } from '../model/finding-codes.ts';
import type { Finding, Result } from '../model/finding.ts';
import { failed, ok } from '../model/finding.ts';
import { assertNever } from '../model/outcome.ts';
import type { Edit, NixValue, OptionPath } from '../model/options/value.ts';
import { isAttrs, isList } from '../model/options/value.ts';
import { findMentions } from './modules/definitions.ts';
import { parseEdited } from './edits/apply-changes.ts';
import { addToList } from './edits/list.ts';
import { refuseName } from './edits/option-name.ts';
import { removeFromList } from './edits/remove.ts';
import { setOption } from './edits/set.ts';
import type { SplicedFile } from './edits/splice.ts';
import { applySplices } from './edits/splice.ts';
import { unsetOption } from './edits/unset.ts';
import { positionAt } from './lines.ts';
import type { ConfigFiles } from '../model/host/configuration.ts';
import { readModules } from './modules/modules.ts';
import { changesAlong, innermost } from './edits/along.ts';
import { renderPath } from './render.ts';
import type { Module } from './modules/survey.ts';

export type { ConfigFiles } from '../model/host/configuration.ts';

export interface AppliedEdit {
  readonly edit: Edit;
  /** The file it changed; where nothing had to change, the file that already says so. */
  readonly file: string;
  /** One-based, in the file as this edit left it. */
  readonly line: number;
  readonly changed: boolean;
}

export interface EditResult {
  /** Only the changed files, with their new text. */
  readonly files: ReadonlyMap<string, string>;
  readonly applied: readonly AppliedEdit[];
  /** Changed files that other hosts of the flake have, too, with these hosts. */
  readonly shared: ReadonlyMap<string, readonly string[]>;
}

/** Says of an option path whether its type is a list; undefined where that is not known. */
export type ListOptions = (path: OptionPath) => boolean | undefined;

/**
 * `text`: nobody evaluates, so an edit that a computed item may be about is refused. `evaluation`: the evaluated list was
 * looked at before, and is again after.
 */
export type SeenBy = 'text' | 'evaluation';

/**
 * Makes edits in a configuration's files as a careful person would: where the option is defined, in the file's own form,
 * touching nothing else. In order, each on the result of those before; a finding means that nothing was changed.
 *
 * Errors: NIX001–NIX010 a file does not parse, NIX101–NIX110, NIX114 and NIX116 an edit cannot be made safely, naming the places.
 *
 * @example
 * applyEdits(config, [{ op: 'set', path: ['networking', 'hostName'], value: 'atlas' }])
 */
export function applyEdits(
  config: ConfigFiles,
  edits: readonly Edit[],
  listOptions?: ListOptions,
  seenBy: SeenBy = 'text',
): Result<EditResult> {
  const files = new Map(config.files);
  const applied: AppliedEdit[] = [];
  const shared = new Map<string, readonly string[]>();
  let isOpen = false;
  let unfollowed: readonly Finding[] = [];
  const said: Finding[] = [];
  for (const edit of edits) {
    const modules = readModules({ ...config, files });
    if (!modules.ok) return modules;
    unfollowed = modules.findings;
    const changes = changesFor(modules.value, edit, listOptions, seenBy);
    if (!changes.ok) return failed(...changes.findings);
    said.push(...changes.findings, ...changesAlong(modules.value, changes.value));
    for (const [file, hosts] of sharedChanges(modules.value, changes.value)) shared.set(file, hosts);
    for (const change of byFile(changes.value)) {
      const written = changeFile(files, change);
      if (!written.ok) return written;
    }
    // A definition that is changed where it stands is there, whatever others say.
    isOpen ||= changes.value.every(isNothing) || findMentions(modules.value, edit.path).exact.length === 0;
    applied.push(report(config, files, modules.value, edit, changes.value));
  }
  const changed = [...files].filter(([file, text]) => config.files.get(file) !== text);
  const notes = [...shared].map(([file, hosts]) => sharedFile(file, hosts));
  const unseen = isOpen ? unseenImports(unfollowed) : [];
  return ok({ files: new Map(changed), applied, shared }, [...unfollowed, ...said, ...notes, ...unseen]);
}

/** Several modules may be written in one file. */
function byFile(changes: readonly SplicedFile[]): readonly SplicedFile[] {
  return [...Map.groupBy(changes, ({ file }) => file)].map(([file, all]) => ({
    file,
    offset: all[0]?.offset ?? 0,
    splices: all.flatMap(({ splices }) => splices),
  }));
}

/** Files of which a part changes that other hosts have, too. */
function sharedChanges(
  modules: readonly Module[],
  changes: readonly SplicedFile[],
): readonly (readonly [string, readonly string[]])[] {
  return changes.flatMap(({ file, offset, splices }) => {
    if (splices.length === 0) return [];
    const here = modules.filter((module) => module.file === file);
    const hosts = innermost(here, offset)?.sharedWith?.() ?? [];
    return hosts.length === 0 ? [] : [[file, hosts] as const];
  });
}

function isNothing({ splices }: SplicedFile): boolean {
  return splices.length === 0;
}

/** NIX111 once, as a warning: what is said of an option may not be all. */
function unseenImports(findings: readonly Finding[]): readonly Finding[] {
  const imports = findings.filter(({ code }) => code === 'NIX111');
  const [first] = imports;
  if (first === undefined) return [];
  const places = imports.flatMap(({ position }) =>
    position === undefined ? [] : [`${position.file}:${position.line}`],
  );
  const isWhole = imports.every(({ message }) => message.includes('the import '));
  const [one, several] = isWhole
    ? ['import was not followed', 'imports were not followed']
    : ['module', 'modules'];
  const many = imports.length === 1 ? `1 ${one}` : `${imports.length} ${several}`;
  const count = isWhole ? many : `only an evaluation can tell all of ${many}`;
  const message = `${count}, so what they define is not seen: ${[...new Set(places)].join(', ')}`;
  const fix = 'if the option is defined there, change it there by hand; or list the file in host.entries';
  return [{ ...first, severity: 'warning', message, fix }];
}

/** NIX118: whose the change is, too. */
function sharedFile(file: string, hosts: readonly string[]): Finding {
  return {
    code: 'NIX118',
    severity: 'warning',
    message: `${file} is also used by ${hosts.join(', ')}: the change is theirs, too`,
    fix: 'if it is meant for this host alone, write it into a file of its own',
  };
}

function changesFor(
  modules: readonly Module[],
  edit: Edit,
  listOptions: ListOptions | undefined,
  seenBy: SeenBy,
): Result<readonly SplicedFile[]> {
  const refused = refuseEdit(edit, listOptions);
  if (refused !== undefined) return refused;
  switch (edit.op) {
    case 'set':
      return single(setOption(modules, edit.path, edit.value, seenBy));
    case 'unset':
      return unsetOption(modules, edit.path);
    case 'add':
      return single(addToList(modules, edit.path, edit.items, seenBy));
    case 'remove':
      return removeFromList(modules, edit.path, edit.items, seenBy);
    default:
      return assertNever(edit);
  }
}

function single(result: Result<SplicedFile>): Result<readonly SplicedFile[]> {
  return result.ok ? ok([result.value], result.findings) : result;
}

function refuseEdit(edit: Edit, listOptions: ListOptions | undefined): Result<never> | undefined {
  const option = `'${renderPath(edit.path)}'`;
  const misnamed = refuseName(edit.path);
  if (misnamed !== undefined) return misnamed;
  const values = edit.op === 'set' ? [edit.value] : edit.op === 'unset' ? [] : edit.items;
  if (!values.every(isWritable)) {
    return refuse(
      'NIX110',
      `the value for ${option} contains a number that Nix cannot represent`,
      'use a finite number',
    );
  }
  if ((edit.op === 'add' || edit.op === 'remove') && listOptions?.(edit.path) === false) {
    return refuse('NIX107', `${option} is not a list: items cannot be added or removed`, "use 'set' instead");
  }
  return undefined;
}

function refuse(code: FindingCode, message: string, fix: string): Result<never> {
  return failed({ code, severity: 'error', message, fix });
}

function isWritable(value: NixValue): boolean {
  if (isList(value)) return value.every(isWritable);
  if (isAttrs(value)) return Object.values(value.entries).every(isWritable);
  return typeof value !== 'number' || Number.isFinite(value);
}

/** An edit that leaves a file no longer Nix is a mistake of ours, not of the user's; one that leaves it too deep,
 * or to newer Nix alone, is refused. */
function changeFile(files: Map<string, string>, change: SplicedFile): Result<undefined> {
  const before = files.get(change.file) ?? '';
  const after = applySplices(before, change.splices);
  const parsed = parseEdited(before, after, change.file);
  if (parsed.ok) {
    files.set(change.file, after);
    return ok(undefined);
  }
  const [broken] = parsed.findings;
  if (broken?.code === 'NIX010' || broken?.code === 'NIX121') return parsed;
  throw new Error(`an edit broke ${change.file}: ${broken?.message ?? ''}`);
}

function report(
  config: ConfigFiles,
  files: ReadonlyMap<string, string>,
  modules: readonly Module[],
  edit: Edit,
  changes: readonly SplicedFile[],
): AppliedEdit {
  const [first] = changes.filter(({ splices }) => splices.length > 0);
  const about = first ?? changes[0] ?? mention(modules, edit.path);
  const file = about?.file ?? config.entries[0] ?? '';
  const line = positionAt(files.get(file) ?? '', newOffset(about), file).line;
  return { edit, file, line, changed: first !== undefined };
}

function mention(modules: readonly Module[], path: OptionPath): SplicedFile | undefined {
  const { exact, below } = findMentions(modules, path);
  const [found] = [...exact, ...below];
  return found === undefined
    ? undefined
    : { file: found.module.file, offset: found.definition.start, splices: [] };
}

/** The place an edit is about, in the text after it: moved by what was spliced in before, and past leading line breaks. */
function newOffset(change: SplicedFile | undefined): number {
  if (change === undefined) return 0;
  const before = change.splices.filter(({ end, start }) => end <= change.offset && start < change.offset);
  const moved = before.reduce((sum, splice) => sum + splice.text.length - (splice.end - splice.start), 0);
  const at = change.splices.find(({ start }) => start === change.offset);
  return change.offset + moved + (/^\s*\n\s*/u.exec(at?.text ?? '')?.[0].length ?? 0);
}
