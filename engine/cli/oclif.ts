import { flush, handle, run, settings } from '@oclif/core';
import { readProgramFacts } from '../host/program/program-facts.ts';
import { isNoCommand, printHelp } from './help.ts';

/** Runs a command by its name, with help, completion of names and messages of the command framework. */
export async function runCommand(argv: readonly string[]): Promise<void> {
  if (isNoCommand(argv, readProgramFacts())) {
    printHelp(argv);
    return;
  }
  // Our errors are said with a code and a remedy; a stack is for our own mistakes (DEBUG=*).
  settings.debug = process.env['DEBUG'] !== undefined;
  try {
    await run([...argv], import.meta.url);
    await flush();
  } catch (error) {
    await handle(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Says what went wrong that nobody expected, and ends. */
export async function failUnexpectedly(error: unknown): Promise<void> {
  await handle(error instanceof Error ? error : new Error(String(error)));
}
