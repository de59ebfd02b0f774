import { flush, handle, run, settings } from '@oclif/core';
import { EXIT_CODES } from '../model/outcome.ts';
import { readArguments } from './arguments.ts';

// Our errors are said with a code and a remedy; a stack is for our own mistakes (DEBUG=*).
settings.debug = process.env['DEBUG'] !== undefined;

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

const read = readArguments(process.argv.slice(2), process.stdin.isTTY && process.stdout.isTTY);
if (read.kind === 'unknown') {
  const hint = read.nearest === undefined ? '' : ` Did you mean '${read.nearest}'?`;
  process.stderr.write(
    `nixos-ai: there is no command '${read.word}'.${hint}\n` +
      '  A sentence says what you want: nixos-ai "install docker and enable it"\n  nixos-ai --help lists the commands.\n',
  );
  process.exitCode = EXIT_CODES.usage;
} else {
  try {
    await run([...read.argv], import.meta.url);
    await flush();
  } catch (error) {
    await handle(error instanceof Error ? error : new Error(String(error)));
  }
}
