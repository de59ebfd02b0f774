import { renderOptionList } from '../../../report/host/options.ts';
import { optionsSearch } from '../../command-line/declarations/names.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { execFor } from '../../nix-watch.ts';
import { openSource, staleFinding } from '../../option-source.ts';

export const command = makeCommand(optionsSearch, async (context, { args, flags }) => {
  const { output } = context;
  const query = args.words.join(' ');
  const { catalog } = context.need(await openSource(flags, 'options', execFor(context.output)));
  if (catalog.stale) output.findings([staleFinding()]);
  const options = catalog.searchOptions(query, flags.limit);
  output.answer('options', { query, options }, () => renderOptionList(options, output.paint));
});
