import { failed, ok, type Result } from '../../model/finding.ts';
import type { EvaluatedFacts, Evaluate, FactsQuery, Source } from '../../model/host/evaluate.ts';
import type { Store } from '../../model/host/store.ts';
import { configurationOf } from './configuration.ts';
import type { SimulatedParts } from './parts.ts';
import type { SimulatedState } from './state.ts';

/** What is evaluated is text: `state.evaluate` says what it means. */
export function simulatedEvaluate({ state, effects, wrap }: SimulatedParts): Evaluate {
  const facts = async (source: Source, query: FactsQuery, signal?: AbortSignal) => {
    let evaluated: Result<EvaluatedFacts> | undefined;
    const act = (): undefined => {
      evaluated = remember(state, state.evaluate(configurationOf(state, source), query));
    };
    const { stderr } = await effects.command(wrap, 'evaluate.facts', source.kind, act, signal);
    return evaluated ?? failed(refused(stderr));
  };
  return {
    facts,
    origins: async () => Promise.resolve(ok({})),
    early: async () => Promise.resolve(undefined),
    hasRoomForTwo: () => false,
    live: async (tree, query, _, signal) => {
      const known = state.trees.get(tree);
      if (known !== undefined && tellsOf(known, query)) return ok(known);
      const evaluated = await facts({ kind: 'live' }, query, signal);
      if (evaluated.ok) state.trees.set(tree, evaluated.value);
      return evaluated;
    },
    knowsLive: async (tree, query) => {
      const known = state.trees.get(tree);
      return Promise.resolve(known !== undefined && tellsOf(known, query));
    },
    keepTree: async (tree, told) => Promise.resolve(void state.trees.set(tree, told)),
    keepSystem: async (told) => Promise.resolve(void state.known.set(told.outPath, told)),
    system: async (outPath) => Promise.resolve(state.known.get(outPath)),
    keepText: async (outPath, commit) => Promise.resolve(void state.texts.set(outPath, commit)),
    textOf: async (outPath) => {
      const commit = state.texts.get(outPath);
      return Promise.resolve(commit === undefined ? undefined : { commit, sameElsewhere: true });
    },
    touched: async () => Promise.resolve([]),
    command: (source) => ({ argv: ['nix-instantiate', directoryOf(state, source)] }),
  };
}

export function simulatedStore({ state, effects, wrap }: SimulatedParts): Store {
  const { valid, roots } = state;
  return {
    isValid: async (path) => Promise.resolve(valid.has(path)),
    realise: async (path, root, signal) => {
      const outPath = state.derivations.get(path) ?? path;
      const act = (): { exitCode?: number; stderr?: string } => {
        if (outPath === path && !valid.has(path))
          return { exitCode: 1, stderr: `error: ${path} is not valid` };
        valid.add(outPath);
        roots.set(root, outPath);
        return {};
      };
      const result = await effects.command(wrap, 'store.realise', path, act, signal);
      return result.exitCode === 0 ? { ok: true, outPath } : { ok: false, result };
    },
    plan: async (drvPath) => {
      const there = valid.has(state.derivations.get(drvPath) ?? drvPath);
      return Promise.resolve({ build: there ? [] : [drvPath], fetch: [] });
    },
    keep: async (name, path) => {
      const { exitCode, stderr } = await effects.command(wrap, 'store.keep', name, () => {
        roots.set(`${state.place.state}/roots/${name}`, path);
        const kept = [...roots.keys()].filter((root) => root.startsWith(`${state.place.state}/roots/`));
        for (const old of kept.toSorted().slice(0, -state.keep || kept.length)) roots.delete(old);
        return undefined;
      });
      if (exitCode !== 0) throw new Error(`${path} cannot be rooted: ${stderr}`);
    },
    kept: async () => Promise.resolve([...roots.values()]),
    collectGarbage: async ({ signal }) =>
      effects.command(
        wrap,
        'store.collectGarbage',
        'store',
        () => {
          const dead = [...valid].filter((path) => !liveRoots(state).has(path));
          for (const path of dead) valid.delete(path);
          return { stdout: `${dead.length} store paths deleted, ${dead.length}.00 MiB freed\n` };
        },
        signal,
      ),
  };
}

function liveRoots({ roots, generations, running, booted }: SimulatedState): ReadonlySet<string> {
  return new Set([running, booted, ...roots.values(), ...[...generations.values()].map(({ path }) => path)]);
}

/** A system is known from its evaluation on, and its derivation can be built. */
function remember(state: SimulatedState, evaluated: Result<EvaluatedFacts>): Result<EvaluatedFacts> {
  if (!evaluated.ok) return evaluated;
  const { drvPath, outPath } = evaluated.value;
  state.derivations.set(drvPath, outPath);
  return evaluated;
}

function directoryOf({ place }: SimulatedState, source: Source): string {
  return source.kind === 'candidate' ? source.directory : place.configuration;
}

function tellsOf(facts: EvaluatedFacts, query: FactsQuery): boolean {
  const { options, packages, modules = [] } = query;
  return (
    options.every((path) => JSON.stringify(path) in facts.options) &&
    packages.every((path) => path.join('.') in facts.pkgs) &&
    modules.every(({ file, names }) => names.every((name) => facts.modules?.[file]?.[name] !== undefined))
  );
}

function refused(said: string) {
  return {
    code: 'EVAL001',
    severity: 'error',
    message: `Nix refuses the configuration: ${said}`,
    fix: 'the live configuration was not touched; correct what Nix reports',
  } as const;
}
