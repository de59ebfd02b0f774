import type { CommandFacts } from '../../report/help/facts.ts';
import { ChangeContext } from '../context/change-context.ts';
import { commandIn, type Handler } from './handler.ts';
import type { CommandModule } from './program.ts';

/** A command that runs something, Nix or an act on a host: its declaration, and what it does. */
export function makeChangeCommand<D extends CommandFacts>(
  declaration: D,
  handle: Handler<D, ChangeContext>,
): CommandModule {
  return commandIn((json, program) => new ChangeContext(json, program), declaration, handle);
}
