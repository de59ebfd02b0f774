import { choosePlanners } from '../../../llm/choose.ts';
import { readProviderStatus } from '../../../llm/status.ts';
import { EXAMPLE_SETTINGS, renderGuide } from '../../../report/host/provider-guide.ts';
import { providersExplain } from '../../command-line/declarations/providers.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { openProviders } from '../../sources/provider-source.ts';

export const command = makeCommand(providersExplain, async (context, { args, flags }) => {
  const { output } = context;
  const source = context.need(await openProviders(flags.host));
  const { file, planner } = source;
  if (args.name !== undefined) context.need(choosePlanners([args.name], source.providers));
  const all = await readProviderStatus(source, process.env);
  const providers = all.filter(({ name }) => args.name === undefined || name === args.name);
  const guide = { file, order: planner.order, providers };
  output.answer('provider-guide', { ...guide, example: EXAMPLE_SETTINGS }, () =>
    renderGuide(guide, output.paint),
  );
});
