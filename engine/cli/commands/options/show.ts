import { noSuchOption } from '../../../check/options.ts';
import { splitOptionPath } from '../../../model/options/option.ts';
import { renderOption } from '../../../report/host/options.ts';
import { describeOption } from '../../../run/answer/describe-option.ts';
import { askLive } from '../../../run/answer/live-values.ts';
import type { ChangeContext } from '../../context/change-context.ts';
import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { optionsShow } from '../../command-line/declarations/names.ts';
import { openSource, staleFinding } from '../../sources/option-source.ts';

export const command = makeChangeCommand(optionsShow, async (context: ChangeContext, { args, flags }) => {
  const { output } = context;
  const { catalog, host } = context.need(await openSource(flags, 'options', context.exec));
  if (catalog.stale) output.findings([staleFinding()]);
  const path = splitOptionPath(args.option);
  const live = host && (await askLive(host, [path]));
  const known = host && { configuration: host.configuration, live };
  const facts = describeOption(catalog.index, path, known);
  if (facts === undefined) context.refuse([noSuchOption(path, catalog.index)]);
  output.answer('option', { ...facts }, () => renderOption(facts, output.paint));
});
