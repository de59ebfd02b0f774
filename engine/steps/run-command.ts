import { lastLines } from './activate.ts';
import { hostPathEnvironment } from './checks.ts';
import { done, fail, type StepContext, type StepKind } from './context.ts';
import { resolveArgv } from './resolve.ts';

/** Runs one command. What changes the host is announced, with its undo, before it begins. */
export const runCommand: StepKind = {
  perform: async (context) => {
    const { argv, undo, step } = resolveCommand(context);
    if (step.effect !== 'read') {
      context.announce(`running ${argv.join(' ')}`, {
        mutation: 'command',
        step: step.id,
        ...(undo === undefined ? {} : { undo }),
      });
    }
    const result = await context.host.exec(
      { argv, env: hostPathEnvironment(context) },
      { signal: context.signal },
    );
    const output = { stdout: result.stdout.trimEnd(), exit: result.exitCode ?? -1 };
    if (result.spawnError !== undefined)
      return fail(`${argv[0]} could not be started (${result.spawnError})`, output);
    if (result.exitCode === undefined || !step.exit.includes(result.exitCode)) {
      return fail(
        `${argv.join(' ')} exited ${result.exitCode ?? 'by a signal'}: ${lastLines(result.stderr)}`,
        output,
      );
    }
    return done(lastLines(result.stdout, 3), output);
  },
  commands: (context) => {
    try {
      return [{ argv: resolveCommand(context).argv }];
    } catch {
      // Its arguments are outputs of steps that have not run.
      return [];
    }
  },
};

function resolveCommand(context: StepContext) {
  if (context.node.kind !== 'step' || context.node.step.kind !== 'run') throw new TypeError('not a run step');
  const { step } = context.node;
  const undo = step.undo === undefined ? undefined : resolveArgv(context, step.undo, step.position);
  return { step, argv: resolveArgv(context, step.argv, step.position), undo };
}
