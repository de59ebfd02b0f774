import { refreshOptionCatalog } from '../../../host/nix/index-store.ts';
import { readConfiguration } from '../../../host/tree/config-tree.ts';
import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { optionsRefresh } from '../../command-line/declarations/names.ts';

export const command = makeChangeCommand(optionsRefresh, async (context, { flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  const made = await refreshOptionCatalog(context.exec, settings, await readConfiguration(settings.place));
  if (made === undefined) {
    output.answer('index', { busy: true }, () => 'Another process is already reading them.');
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
