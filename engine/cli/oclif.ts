import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config, flush, handle, settings } from '@oclif/core';
import manifest from '../../package.json' with { type: 'json' };
import { assetPath } from '../host/program/assets.ts';
import { frameworkCommands } from './command-line/framework-commands.ts';
import { COMMANDS as TABLE, PROGRAM } from './command-line/table.ts';
import { visible } from '../report/text/visible.ts';

/** What the framework takes for the commands of this program: it asks this file for them, by this name. */
export const FRAMEWORK_COMMANDS = frameworkCommands(TABLE, PROGRAM);

/**
 * Runs a command through the framework: ours are those of the table, and what its plugins bring comes beside them. What
 * stands behind one of ours is read by nobody but the command itself.
 */
export async function runCommand(name: string, argv: readonly string[]): Promise<void> {
  // Our errors are said with a code and a remedy; a stack is for our own mistakes (DEBUG=*).
  settings.debug = process.env['DEBUG'] !== undefined;
  try {
    const id = name.replaceAll(' ', ':');
    const config = await Config.load({
      root: assetPath(),
      pjson: describeProgram(),
      ignoreManifest: true,
      // It would run what a package.json in the data directory of a home names.
      userPlugins: false,
      devPlugins: false,
    });
    await config.runHook('init', { argv: [...argv], id });
    const exitCode = await config.runCommand(id, [...argv]);
    if (typeof exitCode === 'number' && exitCode !== 0) process.exitCode = exitCode;
    await flush();
  } catch (error) {
    await failUnexpectedly(error);
  }
}

/** Says what went wrong that nobody expected, and ends. */
export async function failUnexpectedly(error: unknown): Promise<void> {
  const told = error instanceof Error ? error : new Error(String(error));
  // It may name what a stranger has named.
  told.message = visible(told.message);
  await handle(told);
}

/** Our package.json, with this very file for the commands: the same from the sources and as it is built. */
function describeProgram() {
  const target = relative(assetPath(), fileURLToPath(import.meta.url));
  const commands = { strategy: 'explicit', target, identifier: 'FRAMEWORK_COMMANDS' } as const;
  return { ...manifest, oclif: { ...manifest.oclif, topicSeparator: ' ' as const, commands } };
}
