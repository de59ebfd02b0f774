import { join } from 'node:path';
import { isWritable } from '../host/files.ts';
import { switchToConfigurationCommand } from '../nix/argv.ts';
import { lastLines } from './activate.ts';
import { done, fail, required, type Performed, type StepContext, type StepKind } from './context.ts';
import { changedMeanwhile } from './live-files.ts';
import { planHash } from './plan-hash.ts';

/**
 * The last look before anything changes: the approval is for exactly this and still holds, the live files are what the
 * preview saw and can be written, and the new system lets itself in.
 */
export const preflight: StepKind = {
  perform: async (context) => {
    const refusal =
      refuseApproval(context) ?? (await refuseForeignFiles(context)) ?? (await refuseUnwritable(context));
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

function refuseApproval(context: StepContext): Performed | undefined {
  const { preview } = required(context.state.dryBuild, 'preview');
  const consent = required(context.state.consent, 'approval');
  if (consent.decision !== 'approved' || consent.planHash !== planHash(context.state, preview)) {
    return fail('the approval is for another plan; nothing was written. Plan again');
  }
  if (consent.expires > context.clock.now().toISOString()) return undefined;
  return fail(`the approval expired at ${consent.expires}; nothing was written. Plan again`);
}

/** A failure where somebody else has written a file that the plan is about to write. */
export async function refuseForeignFiles(context: StepContext): Promise<Performed | undefined> {
  const plan = required(context.state.plan, 'plan');
  const meanwhile = await changedMeanwhile(context, plan.files);
  if (meanwhile.length === 0) return undefined;
  return fail(`${meanwhile.join(', ')} changed after the preview was made; nothing was written. Plan again`);
}

async function refuseUnwritable(context: StepContext): Promise<Performed | undefined> {
  const { configuration } = context.settings;
  for (const { path } of required(context.state.plan, 'plan').files) {
    if (!(await isWritable(join(configuration, path)))) {
      return fail(
        `${join(configuration, path)} cannot be written (read-only, or not ours); nothing was changed`,
      );
    }
  }
  return undefined;
}
