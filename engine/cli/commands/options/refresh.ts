import { readConfiguration } from '../../../host/tree/config-tree.ts';
import { refreshOptionCatalog } from '../../../host/nix/index-store.ts';
import { optionsRefresh } from '../../command-line/declarations/names.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { execFor } from '../../nix-watch.ts';

export const command = makeCommand(optionsRefresh, async (context, { flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  const made = await refreshOptionCatalog(
    execFor(context.output),
    settings,
    await readConfiguration(settings),
  );
  if (made === undefined) {
    output.answer('index', { busy: true }, () => 'Another process is reading them already.');
    return;
  }
  const { index } = context.need(made);
  const counts = { busy: false, options: index.options.length, packages: index.packages.length };
  output.answer(
    'index',
    counts,
    () => `${counts.options} options and ${counts.packages} packages are known.`,
  );
});
