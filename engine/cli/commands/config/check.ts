import { relative, resolve } from 'node:path';
import { checkConfiguration } from '../../../host/configuration/check.ts';
import { nameOrigins } from '../../../host/configuration/origin.ts';
import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { configCheck } from '../../command-line/declarations/config.ts';

export const command = makeChangeCommand(configCheck, async (context, { args, flags }) => {
  const { output } = context;
  const directory = resolve(args.directory);
  const origins = new Map(flags.option.map(readOrigin));
  const checked = await checkConfiguration(directory, context.exec);
  const findings = await nameOrigins(checked.findings, directory, origins);
  const { files } = context.need({ ...checked, findings });
  const names = files.map((file) => relative(directory, file));
  output.answer('configuration', { directory, files: names }, () =>
    names.map((name) => `${output.paint.green('✓')} ${name}`).join('\n'),
  );
});

function readOrigin(written: string): readonly [string, string] {
  const [place = '', ...name] = written.split('=');
  return [place, name.join('=')];
}
