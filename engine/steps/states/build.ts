import { join } from 'node:path';
import { nixMessage, toolFinding } from '../../nix/errors.ts';
import type { BuildData } from '../../model/step-data.ts';
import { buildCommand } from '../../nix/argv.ts';
import type { CommandResult } from '../../model/command.ts';
import { say, type BuildTrouble } from '../../model/step-message.ts';
import { done, fail, required, type StepContext, type StateHandler } from '../context.ts';

/**
 * Builds the derivation that was approved, and no other; roots it, and the system of before, against garbage
 * collection for as long as the run is open.
 */
export const build: StateHandler = {
  perform: async (context) => {
    const { before } = required(context.state.plan, 'plan');
    const { preview } = required(context.state.dryBuild, 'preview');
    await context.host.files.makePrivate(rootsDirectory(context));
    const kept = await realise(context, before.running, 'before');
    if (!kept.ok) return fail(say('build.not-kept', { trouble: kept.trouble }));
    // Going back to a known system builds nothing.
    const wanted = preview.drvPath === '' ? preview.outPath : preview.drvPath;
    const [built, failedBefore] = await Promise.all([
      realise(context, wanted, 'after'),
      context.host.units.failed(),
    ]);
    if (!built.ok) return fail(say('build.failed', { trouble: built.trouble }));
    const data: BuildData = { outPath: built.outPath, failedBefore: failedBefore ?? [] };
    if (built.outPath !== preview.outPath)
      return fail(say('build.other-result', { built: built.outPath, approved: preview.outPath }));
    return done(say('build.built', { toplevel: built.outPath }), data);
  },
  commands: (context) => [
    buildCommand(
      context.host.place,
      context.state.dryBuild?.preview.drvPath ?? '<derivation>',
      rootPath(context, 'after'),
    ),
  ],
};

type Built =
  { readonly ok: true; readonly outPath: string } | { readonly ok: false; readonly trouble: BuildTrouble };

async function realise(context: StepContext, path: string, name: 'before' | 'after'): Promise<Built> {
  const realised = await context.host.store.realise(path, rootPath(context, name), context.signal);
  if (realised.ok) return realised;
  return { ok: false, trouble: troubleOf(realised.result) };
}

function troubleOf(result: CommandResult): BuildTrouble {
  if (result.spawnError !== undefined) return { kind: 'tool', finding: toolFinding(result) };
  if (result.failedBuilds !== undefined) return { kind: 'builds', builds: result.failedBuilds };
  return { kind: 'nix', said: nixMessage(result.stderr) };
}

function rootPath(context: StepContext, name: 'before' | 'after'): string {
  return join(rootsDirectory(context), name);
}

function rootsDirectory(context: StepContext): string {
  return join(context.host.place.state, 'runs', context.state.run, 'roots');
}
