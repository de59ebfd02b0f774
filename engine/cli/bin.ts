#!/usr/bin/env node
import { flush, handle, run, settings } from '@oclif/core';
import { readArguments } from './arguments.ts';

// Our errors are said with a code and a remedy; a stack is for our own mistakes (DEBUG=*).
settings.debug = process.env['DEBUG'] !== undefined;

try {
  await run(readArguments(process.argv.slice(2)), import.meta.url);
  await flush();
} catch (error) {
  await handle(error instanceof Error ? error : new Error(String(error)));
}
