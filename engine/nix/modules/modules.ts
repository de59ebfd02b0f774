import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { Finding, Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { positionAt } from '../lines.ts';
import { viewList } from './list-view.ts';
import { parseNix } from '../parse.ts';
import { moduleFile, type LinkedFiles } from '../paths.ts';
import type { Module } from './survey.ts';
import { surveyModule } from './survey.ts';
import type { Expr } from '../syntax/tree.ts';
import { sourceOf } from '../syntax/tree.ts';

export { flakeEntries } from '../flake/flake.ts';

/**
 * The modules that the entries lead to through `imports`, each once, a file before what it imports.
 *
 * Only literal paths are followed. What cannot be followed is an info finding: NIX111 for an import that is no literal
 * path, NIX112 for a file that is not among the given ones. An entry that is missing (NIX113) or a file that does not
 * parse fails the whole: nobody could say what is defined.
 *
 * @example
 * readModules({ entries: ['configuration.nix'], files }) // { ok: true, value: [configuration, users, …], … }
 */
export function readModules(config: ConfigFiles): Result<readonly Module[]> {
  const known = read.get(config);
  if (known !== undefined) return known;
  const modules = walkModules(config);
  read.set(config, modules);
  return modules;
}

// A planner asks for one value after another, and files are parsed once. Configurations are never changed in place.
const read = new WeakMap<ConfigFiles, Result<readonly Module[]>>();

function walkModules(config: ConfigFiles): Result<readonly Module[]> {
  const modules: Module[] = [];
  const findings: Finding[] = [];
  const queue = config.entries.map((entry) => moduleFile('', entry, config) ?? entry);
  const seen = new Set<string>();
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const module = readModule(config, file);
    if (!module.ok) return failed(...module.findings);
    modules.push(module.value);
    const imported = importsOf(module.value, config);
    findings.push(...imported.findings);
    queue.unshift(...imported.files);
  }
  return ok(modules, findings);
}

function readModule({ files, links }: LinkedFiles, file: string): Result<Module> {
  const text = files.get(file);
  if (text === undefined) {
    const target = links?.get(file);
    const message =
      target === undefined
        ? `the module file '${file}' does not exist in the configuration directory`
        : `the module file '${file}' is a link to ${target}, which leads to no file`;
    const fix = target === undefined ? 'name an existing file as the entry' : 'correct the link';
    return failed({ code: 'NIX113', severity: 'error', message, fix });
  }
  const parsed = parseNix(text, file);
  return parsed.ok ? ok(surveyModule(parsed.value)) : failed(...parsed.findings);
}

interface Imports {
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

function importsOf(module: Module, within: LinkedFiles): Imports {
  const definitions = module.definitions.filter(({ path }) => path.length === 1 && path[0] === 'imports');
  const found: string[] = [];
  const findings: Finding[] = [];
  for (const { value, site } of definitions) {
    if (value === undefined) continue;
    const view = viewList(module.tree.text, site.scope, value);
    for (const item of view.places.flatMap((place) => place.items)) {
      const file = literalImport(module, item, within);
      if (file === undefined) findings.push(unfollowed(module, item));
      else found.push(file);
    }
    findings.push(...view.unknown.map((expr) => unfollowed(module, expr)));
  }
  return { files: found, findings };
}

function literalImport(module: Module, item: Expr, within: LinkedFiles): string | undefined {
  return isLiteralPath(item) ? moduleFile(module.file, sourceOf(module.tree, item), within) : undefined;
}

function isLiteralPath(item: Expr): boolean {
  return item.kind === 'path' && item.parts.every((part) => part.kind === 'text');
}

function unfollowed(module: Module, item: Expr): Finding {
  const source = sourceOf(module.tree, item).replaceAll(/\s+/gu, ' ').slice(0, 60);
  const position = positionAt(module.tree.text, item.start, module.file);
  if (isLiteralPath(item)) {
    const message = `the import '${source}' is outside the configuration's files; its definitions are not seen`;
    return { code: 'NIX112', severity: 'info', message, position };
  }
  const message = `the import '${source}' is not a literal path; its definitions are not seen`;
  return { code: 'NIX111', severity: 'info', message, position };
}
