import type { ConfigFiles, ModulePlace } from '../../../model/host/configuration.ts';
import type { Finding, Result } from '../../../model/finding.ts';
import type { OptionPath } from '../../../model/options/value.ts';
import { failed, ok } from '../../../model/finding.ts';
import { parseNix } from '../../parse.ts';
import { envAt, fileEnv } from '../../partial/environment.ts';
import { PartialEvaluator } from '../../partial/evaluate.ts';
import { calledWith } from '../../partial/hosts.ts';
import { LIBRARY } from '../../partial/library/library.ts';
import { members } from '../../partial/library/native.ts';
import { moduleValue, placeKey, type ModuleValue } from '../../partial/roots.ts';
import type { Env, Lazy, SetValue, Value, WrittenAt } from '../../partial/value.ts';
import type { Expr, NixTree } from '../../syntax/tree.ts';
import { withoutParens } from '../../syntax/tree.ts';
import { homesIn, nestedIn } from '../nested.ts';
import { findPlace } from '../places.ts';
import type { Scope } from '../scope.ts';
import type { Definition, Module } from '../survey.ts';
import { surveyModule } from '../survey.ts';
import { computedPart, unfollowed } from './unfollowed.ts';

/** Modules to start from, and what all modules are called with. */
export interface Start {
  readonly modules: readonly Lazy[];
  readonly called?: SetValue;
}

/** A module that was reached, by the place it is written at. */
export interface Reached {
  readonly module: Module;
  readonly key: string;
  /** The host imports it by its path, as a whole. */
  readonly isFile: boolean;
  /** Other options that it is the value of, too. */
  readonly alsoOf: readonly OptionPath[];
}

/** A module that is to be read: where it is, what of the host it is about, and whose value it is. */
interface Ahead {
  readonly found: Extract<ModuleValue, { kind: 'file' | 'written' }>;
  readonly mount: OptionPath;
  readonly of?: Definition;
}

type Opened = Omit<Reached, 'alsoOf'> & { readonly place: string; readonly env: Env };

/**
 * Reads the modules of one configuration, each file parsed and each module taken apart once, however many hosts have it.
 */
export class ModuleReader {
  readonly evaluator: PartialEvaluator;
  private readonly config: ConfigFiles;
  private readonly parsed = new Map<string, Result<NixTree>>();
  private readonly surveyed = new Map<string, { readonly scope: Scope; readonly module: Module }>();

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
    const reached: Opened[] = [];
    const findings: Finding[] = [];
    const seen = new Set<string>();
    const read = new Set<Definition>();
    const open = this.expand(start.modules, { findings, mount: [] });
    let isShared = false;
    const following = (): Ahead | undefined => {
      if (open.length === 0 && !isShared) {
        isShared = true;
        open.push(...this.sharedByHomes(reached, called, findings));
      }
      return open.shift();
    };
    for (let next = following(); next !== undefined; next = following()) {
      const module = this.open(next);
      if (!module.ok) return failed(...module.findings);
      if (next.of !== undefined) read.add(next.of);
      if (seen.has(module.value.key)) continue;
      seen.add(module.value.key);
      reached.push(module.value);
      findings.push(...computedPart(module.value.module));
      const { module: by, env } = module.value;
      const imports = this.importsOf(by, env, called);
      open.unshift(
        ...this.expand(imports, { by, findings, mount: by.mount }),
        ...this.nested(by, env, called, findings),
      );
    }
    const alike = Map.groupBy(reached, ({ place }) => place);
    const mounts = (place: string): readonly OptionPath[] =>
      (alike.get(place) ?? []).map(({ module }) => module.mount);
    return ok(
      reached.map(({ module, key, place, isFile }) => ({
        module: withRead(module, read),
        key,
        isFile,
        alsoOf: mounts(place).filter((mount) => mount.length > 0 && mount !== module.mount),
      })),
      findings,
    );
  }

  /** The modules that items of a list are; what is none that can be read is said. */
  private expand(
    items: readonly Lazy[],
    about: { readonly by?: Module; readonly findings: Finding[]; readonly mount: OptionPath },
  ): Ahead[] {
    return items.flatMap((item) => {
      const found = moduleValue(this.evaluator, item(), this.config);
      if (found.kind === 'several') return this.expand(found.items, about);
      if (found.kind === 'file' || found.kind === 'written') return [{ found, mount: about.mount }];
      about.findings.push(...unfollowed(found, about.by));
      return [];
    });
  }

  /**
   * What stands at a place of a file, as a value. Undefined where there is no such place any more, or where it is part of a
   * module that is known.
   */
  at({ file, at }: ModulePlace, called: SetValue, known: readonly Reached[]): Lazy | undefined {
    const { files } = this.config;
    if (!files.has(file)) return undefined;
    if (at === undefined) return () => ({ kind: 'path', path: file });
    const tree = this.parse(file);
    const found = tree.ok ? findPlace(tree.value, at) : undefined;
    if (!tree.ok || found === undefined) return undefined;
    const { expr, scope } = found;
    if (known.some(({ module }) => module.file === file && isPartOf(expr, module))) return undefined;
    const env = envAt(this.evaluator, scope, { env: fileEnv(tree.value), called });
    return () => this.evaluator.evaluate(expr, env);
  }

  /** The module that an attribute of a file is. */
  part(file: string, path: readonly string[]): Result<Start> {
    const whole = this.file(file, []);
    if (!whole.ok) return whole;
    const { module, env } = whole.value;
    const found = module.definitions.find(
      (each) => each.complete && each.path.join('\0') === path.join('\0'),
    );
    const { value, site } = found ?? {};
    if (value === undefined || site === undefined) return ok({ modules: [] });
    const inner = envAt(this.evaluator, site.scope, { env, called: calledWith(undefined) });
    return ok({ modules: [() => this.evaluator.evaluate(value, inner)] });
  }

  /** Modules that are the values of options. What cannot be read stays a value that is computed. */
  private nested(by: Module, env: Env, called: SetValue, findings: Finding[]): Ahead[] {
    return nestedIn(by).flatMap(({ mount, definition, value, form }) => {
      const { scope } = definition.site;
      const read = this.evaluator.evaluate(value, envAt(this.evaluator, scope, { env, called }));
      if (form === 'list') return this.expand(itemsOf(read), { by, findings, mount });
      if (form === 'module') return this.valueOf(read, mount, definition);
      // Where one of them cannot be read, what they all define is not known.
      if (read.kind !== 'set' || read.rest !== undefined) return [];
      const each = members(read).map(([name, member]) =>
        this.valueOf(member(), [...mount, name], definition),
      );
      return each.every(({ length }) => length > 0) ? each.flat() : [];
    });
  }

  private valueOf(value: Value, mount: OptionPath, of: Definition): Ahead[] {
    const found = moduleValue(this.evaluator, value, this.config);
    return found.kind === 'file' || found.kind === 'written' ? [{ found, mount, of }] : [];
  }

  /** What all homes have beside their own. */
  private sharedByHomes(reached: readonly Opened[], called: SetValue, findings: Finding[]): Ahead[] {
    const shared = reached.flatMap(({ module, env }) =>
      module.definitions.flatMap(({ path, value, site }) =>
        value !== undefined && path.at(-1) === 'sharedModules' && path.at(-2) === 'home-manager'
          ? [{ module, value, env: envAt(this.evaluator, site.scope, { env, called }) }]
          : [],
      ),
    );
    const homes = shared.length === 0 ? [] : homesIn(reached.map(({ module }) => module));
    return shared.flatMap(({ module, value, env }) => {
      const items = itemsOf(this.evaluator.evaluate(value, env));
      return homes.flatMap((mount, at) =>
        // What is not followed is said once.
        this.expand(items, { by: module, findings: at === 0 ? findings : [], mount }),
      );
    });
  }

  private open({ found, mount }: Ahead): Result<Opened> {
    return found.kind === 'file' ? this.file(found.file, mount) : this.written(found.written, mount);
  }

  private file(file: string, mount: OptionPath): Result<Opened> {
    const tree = this.parse(file);
    if (!tree.ok) return tree;
    const key = keyOf(file, mount);
    const module = this.survey(key, undefined, () => surveyModule(tree.value, undefined, mount));
    const isFile = mount.length === 0;
    return ok({ module, key, place: file, isFile, env: fileEnv(tree.value) });
  }

  private written({ expr, env }: WrittenAt, mount: OptionPath): Result<Opened> {
    const { tree, scope } = env;
    if (withoutParens(tree.root) === expr) return this.file(tree.file, mount);
    const place = placeKey(env, expr.start);
    const key = keyOf(place, mount);
    const inline = !isMain(tree, expr);
    const module = this.survey(key, scope, () => surveyModule(tree, { expr, scope, inline }, mount));
    return ok({ module, key, place, isFile: false, env });
  }

  /** What a function makes for another host is another module of the same text: its names mean something else. */
  private survey(key: string, scope: Scope, make: () => Module): Module {
    const known = this.surveyed.get(key);
    if (known !== undefined && known.scope === scope) return known.module;
    const module = make();
    this.surveyed.set(key, { scope, module });
    return module;
  }

  private importsOf(module: Module, env: Env, called: SetValue): readonly Lazy[] {
    return module.definitions.flatMap(({ path, value, site }) => {
      const isIt = path.length === module.mount.length + 1 && path.at(-1) === 'imports';
      if (!isIt || value === undefined) return [];
      return itemsOf(this.evaluator.evaluate(value, envAt(this.evaluator, site.scope, { env, called })));
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

/** Whether it is the module's own set or function, or a set that its definitions stand in. */
function isPartOf(expr: Expr, { root, lambda, sites }: Module): boolean {
  return withoutParens(root) === expr || lambda === expr || sites.some(({ set }) => set === expr);
}

/** With those definitions no longer hidden of which the value was read where it is written. */
function withRead(module: Module, read: ReadonlySet<Definition>): Module {
  if (!module.definitions.some((definition) => read.has(definition))) return module;
  const definitions = module.definitions.map((definition) =>
    read.has(definition) ? { ...definition, opaque: false } : definition,
  );
  return { ...module, definitions };
}

/** A module is another one for each option that it is the value of. */
function keyOf(place: string, mount: OptionPath): string {
  return mount.length === 0 ? place : JSON.stringify([place, mount]);
}

function itemsOf(value: Value): readonly Lazy[] {
  if (value.kind === 'list') return [...value.items, ...value.unknown.map(itself)];
  // A set where a list has to be is no module: Nix refuses it.
  return value.kind === 'set' ? [] : [itself(value)];
}

function itself(value: Value): Lazy {
  return () => value;
}
