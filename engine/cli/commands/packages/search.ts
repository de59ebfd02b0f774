import { renderPackageList } from '../../../report/host/options.ts';
import { packagesSearch } from '../../command-line/declarations/names.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { execFor } from '../../nix-watch.ts';
import { openSource, staleFinding } from '../../option-source.ts';

export const command = makeCommand(packagesSearch, async (context, { args, flags }) => {
  const { output } = context;
  const query = args.words.join(' ');
  const { catalog } = context.need(await openSource(flags, 'packages', execFor(context.output)));
  if (catalog.stale) output.findings([staleFinding()]);
  const packages = catalog.searchPackages(query, flags.limit);
  output.answer('packages', { query, packages }, () => renderPackageList(packages, output.paint));
});
