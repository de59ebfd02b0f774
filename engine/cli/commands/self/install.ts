import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { selfInstall } from '../../command-line/declarations/self.ts';
import { changeOwnModule } from '../../edits/own-module.ts';

export const command = makeChangeCommand(selfInstall, async (context, { flags }) =>
  changeOwnModule(context, 'present', flags),
);
