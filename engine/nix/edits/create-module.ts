import type { FindingCode } from '../../model/finding-codes.ts';
import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import type { NixValue } from '../../model/options/value.ts';
import { lineStart, isFirstOnLine, indentationAt } from '../lines.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { readModules } from '../modules/modules.ts';
import { parseNix } from '../parse.ts';
import { moduleFile } from '../paths.ts';
import { renderNixValue } from '../render.ts';
import type { Module, Site } from '../modules/survey.ts';
import { updateEffect } from '../modules/updates.ts';
import { spliceOrRefuse } from './apply-changes.ts';
import { newlineOf, startWithCommentsAbove } from './layout.ts';
import { addToList } from './list.ts';
import type { Splice } from './splice.ts';

/**
 * A new module file, named in the `imports` of the first entry: in the list's own layout, or with a new list at the
 * top. Gives the changed files; none where the file is there with this text and is imported.
 *
 * @param file Relative to the configuration directory: `services/web.nix`.
 *
 * Errors: NIX001–NIX010 the text does not parse, NIX122 no name for a module file, NIX123 the file is there with other
 * text, NIX106 the entry has no set that could hold `imports`.
 *
 * @example
 * createModule(config, 'web.nix', '{\n  services.nginx.enable = true;\n}\n')
 */
export function createModule(
  config: ConfigFiles,
  file: string,
  text: string,
): Result<ReadonlyMap<string, string>> {
  const parsed = parseNix(text, file);
  if (!parsed.ok) return parsed;
  if (!isModuleName(file)) {
    return refuse(
      'NIX122',
      `'${file}' is not a valid name for a module file`,
      'name a .nix file inside the directory',
    );
  }
  const there = config.files.get(file);
  if (there !== undefined && there !== text) {
    return refuse(
      'NIX123',
      `${file} already exists with different content`,
      'use another name, or edit the file',
    );
  }
  const before = readModules(config);
  if (!before.ok) return before;
  const [entry] = before.value;
  const files = new Map(there === undefined ? [[file, text]] : []);
  if (entry === undefined || before.value.some((module) => module.file === file)) return ok(files);
  const imported = importFile(entry, config, file);
  return imported.ok ? ok(files.set(entry.file, imported.value)) : imported;
}

function refuse(code: FindingCode, message: string, fix: string): Result<never> {
  return failed({ code, severity: 'error', message, fix });
}

/** Names that a path literal can hold, none of which leads out of the directory. */
function isModuleName(file: string): boolean {
  return (
    /^[A-Za-z0-9_+-][A-Za-z0-9._+-]*(?:\/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)*$/u.test(file) &&
    file.endsWith('.nix')
  );
}

function importFile(entry: Module, config: ConfigFiles, file: string): Result<string> {
  const item: NixValue = { type: 'path', path: relativePath(entry.file, file) };
  const splices = entry.definitions.some(({ path }) => path[0] === 'imports')
    ? addImport(entry, item)
    : firstImport(entry, item);
  if (!splices.ok) return splices;
  const text = spliceOrRefuse(entry.tree.text, entry.file, splices.value);
  if (!text.ok) return text;
  const files = new Map([...config.files, [file, '{ }'], [entry.file, text.value]]);
  const found = moduleFile(entry.file, item.path, { ...config, files });
  if (found !== file) throw new Error(`the import of ${file} resolves to ${found ?? 'nothing'}`);
  return text;
}

function addImport(entry: Module, item: NixValue): Result<readonly Splice[]> {
  const added = addToList([entry], ['imports'], [item], 'evaluation');
  return added.ok ? ok(added.value.splices) : added;
}

/** `imports = [ … ];` before everything else of the module's set, set off by a blank line. */
function firstImport(entry: Module, item: NixValue): Result<readonly Splice[]> {
  const { text } = entry.tree;
  const root = entry.sites.find((site) => isRoot(text, site));
  const first = root?.set.bindings[0];
  if (root === undefined || first === undefined) return addImport(entry, item);
  const line = `imports = ${renderNixValue([item])};`;
  if (!isFirstOnLine(text, first.start)) {
    return ok([{ start: first.start, end: first.start, text: `${line} ` }]);
  }
  const newline = newlineOf(text);
  const start = startWithCommentsAbove(text, first.start, lineStart(text, root.set.open) + 1);
  const indent = indentationAt(text, first.start);
  return ok([{ start, end: start, text: `${indent}${line}${newline}${newline}` }]);
}

function isRoot(text: string, site: Site): boolean {
  return site.prefix.length === 0 && !site.conditional && updateEffect(text, site, ['imports']) === 'none';
}

/** From the directory of one file to another file, beginning with `./` or `../`. */
function relativePath(from: string, to: string): string {
  const [here, there] = [from.split('/').slice(0, -1), to.split('/')];
  let common = 0;
  while (common < here.length && here[common] === there[common]) common += 1;
  const up = here.slice(common).map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...there.slice(common)].join('/');
}
