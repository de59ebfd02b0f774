import { selfUninstall } from '../../command-line/declarations/self.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { changeOwnModule } from '../../installation-command.ts';

export const command = makeCommand(selfUninstall, async (context, { flags }) =>
  changeOwnModule(context, 'absent', flags),
);
