import { readProviderStatus } from '../../../llm/status.ts';
import { renderProviders } from '../../../report/host/providers.ts';
import { providersList, type providers } from '../../command-line/declarations/providers.ts';
import { makeCommand, type Handler } from '../../command-line/handler.ts';
import { openProviders } from '../../sources/provider-source.ts';

export const listProviders: Handler<typeof providersList | typeof providers> = async (context, { flags }) => {
  const { output } = context;
  const source = context.need(await openProviders(flags.host));
  const providers = await readProviderStatus(source, process.env);
  // What is not asked needs no key.
  const asked = providers.filter(({ configured, place }) => configured || place !== undefined);
  output.answer('providers', { order: source.planner.order, providers }, () =>
    renderProviders(providers, output.paint),
  );
  output.findings(asked.flatMap(({ findings }) => findings));
};

export const command = makeCommand(providersList, listProviders);
