import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { selfUninstall } from '../../command-line/declarations/self.ts';
import { changeOwnModule } from '../../edits/own-module.ts';

export const command = makeChangeCommand(selfUninstall, async (context, { flags }) =>
  changeOwnModule(context, 'absent', flags),
);
