import { say } from '../../../model/step-message.ts';
import type { StepOf } from '../../../model/runbook.ts';
import { holdsPlaceholder } from '../../../redact/span.ts';
import { hostPathEnvironment } from '../../look.ts';
import { done, fail, lastLines, type Performance, type PerformContext } from '../../perform.ts';

/** Runs one command. What changes the host is announced, with its undo, before it begins. */
export const performRun: Performance<StepOf<'run'>> = {
  perform: async (context) => {
    const { step } = context;
    const { argv, undo } = resolveCommand(context);
    if (step.effect !== 'read') {
      context.announce(say('run.running', { argv }), {
        mutation: 'command',
        step: step.id,
        ...(undo === undefined ? {} : { undo }),
      });
    }
    const result = await context.host.exec(
      { argv, env: hostPathEnvironment(context) },
      // The state's own limit comes first, and says so.
      { signal: context.signal, timeout: context.timeout + LATER_MS },
    );
    const output = { stdout: result.stdout.trimEnd(), exit: result.exitCode ?? -1 };
    if (result.spawnError !== undefined)
      return fail(say('run.not-started', { program: argv[0], error: result.spawnError }), output);
    if (result.exitCode === undefined || !step.exit.includes(result.exitCode)) {
      const { exitCode: exit } = result;
      const said = { argv, ...(exit === undefined ? {} : { exit }), said: lastLines(result.stderr) };
      return fail(say('run.exited', said), output);
    }
    return done(say('run.ran', { said: lastLines(result.stdout, 3) }), output);
  },
  commands: (context) => {
    try {
      return [{ argv: resolveCommand(context).argv }];
    } catch {
      // Its arguments are outputs of steps that have not run.
      return [];
    }
  },
  undo: async (mutation, context) => {
    if (mutation.mutation !== 'command') return [];
    const { step, undo = [] } = mutation;
    const [program, ...rest] = undo;
    if (undo.some(holdsPlaceholder)) return [say('run.undo-lacks-secret', { step })];
    if (program === undefined) return [say('run.undo-missing', { step })];
    const command = { argv: [program, ...rest], env: hostPathEnvironment(context) } as const;
    const result = await context.host.exec(command, { timeout: context.timeout });
    return result.exitCode === 0 ? [] : [say('run.undo-failed', { step, said: lastLines(result.stderr, 3) })];
  },
};

const LATER_MS = 10_000;

function resolveCommand({ step, values }: PerformContext<StepOf<'run'>>) {
  const undo = step.undo === undefined ? undefined : values.argv(step.undo, step.position);
  return { argv: values.argv(step.argv, step.position), undo };
}
