import type { Evaluate } from '../../model/host/evaluate.ts';
import type { Store } from '../../model/host/store.ts';
import {
  buildCommand,
  checkValidityCommand,
  collectGarbageCommand,
  dryBuildCommand,
} from '../../nix/argv.ts';
import { parseBuildPlan } from '../../nix/build-plan.ts';
import { evaluateFacts, evaluateInNamespace, evaluateOrigins, factsCommand } from '../nix/evaluate.ts';
import {
  keepSystemFacts,
  keepTreeFacts,
  knowsLiveFacts,
  readLiveFacts,
  readSystemFacts,
} from '../nix/facts-cache.ts';
import { keepRoot, rootedTargets } from '../nix/roots.ts';
import { keepSystemText, readSystemText, readTouched } from '../nix/system-text.ts';
import { resolveLinks } from '../tree/files.ts';
import { hasRoomForTwo } from '../process/processes.ts';
import type { RealParts } from './parts.ts';

export function realEvaluate({ exec, settings }: RealParts): Evaluate {
  return {
    facts: async (source, query, signal) => evaluateFacts(exec, settings, source, query, signal),
    origins: async (source, options, signal) => evaluateOrigins(exec, settings, source, options, signal),
    early: async (directory, query, signal) => evaluateInNamespace(exec, settings, directory, query, signal),
    hasRoomForTwo,
    live: async (tree, query, redact, signal) => readLiveFacts(exec, settings, tree, query, redact, signal),
    knowsLive: async (tree, query) => knowsLiveFacts(exec, settings.place, tree, query),
    keepTree: async (tree, facts, redact) => keepTreeFacts(exec, settings.place, tree, facts, redact),
    keepSystem: async (facts, redact) => keepSystemFacts(settings.place, facts, redact),
    system: async (outPath) => readSystemFacts(settings.place, outPath),
    keepText: async (outPath, commit) => keepSystemText(exec, settings.place, outPath, commit),
    textOf: async (outPath) => readSystemText(exec, settings.place, outPath),
    touched: async (edits) => readTouched(exec, settings.place, edits),
    command: (source, query) => factsCommand(settings.place, source, query),
  };
}

// Asking the store whether a path is there.
const ASK_MS = 60_000;

export function realStore({ exec, settings }: RealParts): Store {
  const { limits } = settings;
  return {
    isValid: async (path) => {
      const { exitCode } = await exec(checkValidityCommand(settings.place, path), { timeout: ASK_MS });
      return exitCode === 0;
    },
    realise: async (path, root, signal) => {
      const result = await exec(buildCommand(settings.place, path, root), { timeout: limits.build, signal });
      return result.exitCode === 0 ? { ok: true, outPath: await resolveLinks(root) } : { ok: false, result };
    },
    plan: async (drvPath, signal) => {
      const result = await exec(dryBuildCommand(settings.place, drvPath), {
        timeout: limits.evaluate,
        signal,
      });
      return parseBuildPlan(result.stderr);
    },
    keep: async (name, path) => keepRoot(exec, settings, settings.keep, { name, path }),
    kept: async () => rootedTargets(settings.place),
    collectGarbage: async (options) => exec(collectGarbageCommand(settings.place), options),
  };
}
