import { renderOptionList } from '../../../report/host/options.ts';
import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { optionsSearch } from '../../command-line/declarations/names.ts';
import { openSource, staleFinding } from '../../sources/option-source.ts';

export const command = makeChangeCommand(optionsSearch, async (context, { args, flags }) => {
  const { output } = context;
  const query = args.words.join(' ');
  const { catalog } = context.need(await openSource(flags, 'options', context.exec));
  if (catalog.stale) output.findings([staleFinding()]);
  const options = catalog.searchOptions(query, flags.limit);
  output.answer('options', { query, options }, () => renderOptionList(options, output.paint));
});
