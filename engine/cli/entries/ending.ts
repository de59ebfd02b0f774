import { Ended, type CommandContext } from '../command-context.ts';

/** Takes the exit code of what ended with one; what nobody expected is told without its secrets. */
export async function ending(context: CommandContext, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Ended) process.exitCode = error.exitCode;
    else await (await import('../oclif.ts')).failUnexpectedly(context.hide(error));
  }
}
