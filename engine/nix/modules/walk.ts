import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { Finding, Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { positionAt } from '../lines.ts';
import { parseNix } from '../parse.ts';
import { envAt, fileEnv } from '../partial/environment.ts';
import { PartialEvaluator } from '../partial/evaluate.ts';
import { calledWith } from '../partial/hosts.ts';
import { LIBRARY } from '../partial/library/library.ts';
import { moduleValue, placeKey, type ModuleValue } from '../partial/roots.ts';
import type { Env, Lazy, SetValue, Value, WrittenAt } from '../partial/value.ts';
import type { Expr, NixTree } from '../syntax/tree.ts';
import { sourceOf, withoutParens } from '../syntax/tree.ts';
import type { Module } from './survey.ts';
import { surveyModule } from './survey.ts';

/** Modules to start from, and what all modules are called with. */
export interface Start {
  readonly modules: readonly Lazy[];
  readonly called?: SetValue;
}

/** A module that was reached, by the place it is written at. */
export interface Reached {
  readonly module: Module;
  readonly key: string;
}

type Readable = Extract<ModuleValue, { kind: 'file' | 'written' }>;

/**
 * Reads the modules of one configuration, each file parsed and each module taken apart once, however many hosts have it.
 */
export class ModuleReader {
  readonly evaluator: PartialEvaluator;
  private readonly config: ConfigFiles;
  private readonly parsed = new Map<string, Result<NixTree>>();
  private readonly surveyed = new Map<string, Module>();

  constructor(config: ConfigFiles) {
    this.config = config;
    this.evaluator = new PartialEvaluator(config, LIBRARY, (file) => {
      const tree = this.parse(file);
      return tree.ok ? tree.value : undefined;
    });
  }

  /** The file's tree; what is no Nix is refused as it is everywhere. */
  parse(file: string): Result<NixTree> {
    const known = this.parsed.get(file);
    if (known !== undefined) return known;
    const parsed = parseNix(this.config.files.get(file) ?? '', file);
    this.parsed.set(file, parsed);
    return parsed;
  }

  /**
   * All modules that some lead to through `imports`, each once, one before what it imports.
   *
   * Findings: NIX111 and NIX112 as info for imports that were not followed; a file that does not parse fails the whole.
   */
  read(start: Start): Result<readonly Reached[]> {
    const called = calledWith(start.called);
    const reached: Reached[] = [];
    const findings: Finding[] = [];
    const seen = new Set<string>();
    const open = this.expand(start.modules, undefined, findings);
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const module = next.kind === 'file' ? this.file(next.file) : this.written(next.written);
      if (!module.ok) return failed(...module.findings);
      if (seen.has(module.value.key)) continue;
      seen.add(module.value.key);
      reached.push(module.value);
      const { module: by, env } = module.value;
      open.unshift(...this.expand(this.importsOf(by, env, called), by, findings));
    }
    return ok(reached, findings);
  }

  /** The modules that items of a list are; what is none that can be read is said. */
  private expand(items: readonly Lazy[], by: Module | undefined, findings: Finding[]): Readable[] {
    return items.flatMap((item) => {
      const found = moduleValue(this.evaluator, item(), this.config);
      if (found.kind === 'several') return this.expand(found.items, by, findings);
      if (found.kind === 'file' || found.kind === 'written') return [found];
      findings.push(...unfollowed(found, by));
      return [];
    });
  }

  private file(file: string): Result<Reached & { readonly env: Env }> {
    const tree = this.parse(file);
    if (!tree.ok) return tree;
    const module = this.survey(file, () => surveyModule(tree.value));
    return ok({ module, key: file, env: fileEnv(tree.value) });
  }

  private written({ expr, env }: WrittenAt): Result<Reached & { readonly env: Env }> {
    const { tree, scope } = env;
    if (withoutParens(tree.root) === expr) return this.file(tree.file);
    const key = placeKey(env, expr.start);
    const inline = !isMain(tree, expr);
    return ok({ module: this.survey(key, () => surveyModule(tree, { expr, scope, inline })), key, env });
  }

  private survey(key: string, make: () => Module): Module {
    const known = this.surveyed.get(key);
    if (known !== undefined) return known;
    const module = make();
    this.surveyed.set(key, module);
    return module;
  }

  private importsOf(module: Module, env: Env, called: SetValue): readonly Lazy[] {
    return module.definitions.flatMap(({ path, value, site }) => {
      if (path.length !== 1 || path[0] !== 'imports' || value === undefined) return [];
      const imports = this.evaluator.evaluate(value, envAt(this.evaluator, site.scope, { env, called }));
      if (imports.kind === 'list') return [...imports.items, ...imports.unknown.map(itself)];
      // A set where a list has to be is no module: Nix refuses it.
      return imports.kind === 'set' ? [] : [itself(imports)];
    });
  }
}

/** Whether the file is that, within functions, `let` and `with`. */
function isMain(tree: NixTree, expr: Expr): boolean {
  let main = withoutParens(tree.root);
  while (main !== expr) {
    if (main.kind !== 'let' && main.kind !== 'with' && main.kind !== 'assert' && main.kind !== 'lambda')
      return false;
    main = withoutParens(main.body);
  }
  return true;
}

function itself(value: Value): Lazy {
  return () => value;
}

type Unfollowed = Exclude<ModuleValue, { kind: 'file' | 'written' | 'several' }>;

function unfollowed(found: Unfollowed, by: Module | undefined): Finding[] {
  const outside = found.kind !== 'unknown';
  const written = found.kind === 'missing' ? undefined : found.written;
  const source = found.kind === 'missing' ? found.path : sourceText(written);
  const tree = written?.env.tree ?? by?.tree;
  if (source === undefined || tree === undefined) return [];
  const position = positionAt(tree.text, written?.expr.start ?? by?.root.start ?? 0, tree.file);
  const message = outside
    ? `the import '${source}' is outside the configuration's files; its definitions are not seen`
    : `only an evaluation can tell what the import '${source}' is; its definitions are not seen`;
  return [{ code: outside ? 'NIX112' : 'NIX111', severity: 'info', message, position }];
}

function sourceText(written: WrittenAt | undefined): string | undefined {
  return written === undefined
    ? undefined
    : sourceOf(written.env.tree, written.expr).replaceAll(/\s+/gu, ' ').slice(0, 60);
}
