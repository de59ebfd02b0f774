import { switchToConfigurationCommand } from '../nix/argv.ts';
import { lastLines } from './activate.ts';
import { done, fail, required, type Performed, type StepContext, type StepKind } from './context.ts';
import { changedMeanwhile } from './live-files.ts';

/** The last look before anything changes: the live files are what the preview saw, and the new system lets itself in. */
export const preflight: StepKind = {
  perform: async (context) => {
    const refusal = await refuseForeignFiles(context);
    if (refusal !== undefined) return refusal;
    const { outPath } = required(context.state.build, 'built system');
    const check = switchToConfigurationCommand(outPath, 'check');
    const result = await context.exec(check, {
      timeout: context.settings.limits.switch,
      signal: context.signal,
    });
    if (result.exitCode === 0)
      return done('the files are as they were, and the new system can be switched to');
    return fail(`the new system's own checks refuse the switch: ${lastLines(result.stderr + result.stdout)}`);
  },
  commands: (context) => [
    switchToConfigurationCommand(context.state.dryBuild?.preview.outPath ?? '<toplevel>', 'check'),
  ],
};

/** A failure where somebody else has written a file that the plan is about to write. */
export async function refuseForeignFiles(context: StepContext): Promise<Performed | undefined> {
  const plan = required(context.state.plan, 'plan');
  const meanwhile = await changedMeanwhile(context, plan.files);
  if (meanwhile.length === 0) return undefined;
  return fail(`${meanwhile.join(', ')} changed after the preview was made; nothing was written. Plan again`);
}
