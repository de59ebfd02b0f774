import { renderPolicy } from '../../../config/render-policy.ts';
import { readPolicy } from '../../../host/policy-file.ts';
import { policyShow } from '../../command-line/declarations/policy.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(policyShow, async (context, { flags }) => {
  const { output } = context;
  const policy = context.need(await readPolicy((await context.openHost(flags.host)).policy));
  output.answer('policy', policy, () => `# ${policy.file}\n${renderPolicy(policy).trimEnd()}`);
});
