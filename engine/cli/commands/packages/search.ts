import { renderPackageList } from '../../../report/host/options.ts';
import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { packagesSearch } from '../../command-line/declarations/names.ts';
import { openSource, staleFinding } from '../../sources/option-source.ts';

export const command = makeChangeCommand(packagesSearch, async (context, { args, flags }) => {
  const { output } = context;
  const query = args.words.join(' ');
  const { catalog } = context.need(await openSource(flags, 'packages', context.exec));
  if (catalog.stale) output.findings([staleFinding()]);
  const packages = catalog.searchPackages(query, flags.limit);
  output.answer('packages', { query, packages }, () => renderPackageList(packages, output.paint));
});
