import { stripVTControlCharacters } from 'node:util';
import { assertNever } from '../../model/outcome.ts';
import { RESULT, type LogEntry } from './parse-line.ts';

/** Nix' `lvlInfo`: what a command prints that was not asked for more. */
const PRINTED = 3;

/**
 * What Nix would have printed instead of this entry to standard error that is no terminal and in no special form;
 * undefined where that is nothing.
 */
export function plainText(entry: LogEntry): string | undefined {
  switch (entry.kind) {
    case 'text':
      return entry.text;
    case 'message':
      return entry.level <= PRINTED ? withoutColours(entry.text) : undefined;
    case 'start':
      return entry.level <= PRINTED && entry.text !== '' ? `${withoutColours(entry.text)}...` : undefined;
    case 'result':
      if (entry.type === RESULT.buildLogLine) return withoutColours(String(entry.fields[0] ?? ''));
      if (entry.type === RESULT.postBuildLogLine)
        return `post-build-hook: ${withoutColours(String(entry.fields[0] ?? ''))}`;
      return undefined;
    case 'stop':
    case 'unknown':
      return undefined;
    default:
      return assertNever(entry);
  }
}

/** Text without colours and carriage returns, as Nix strips them itself where nobody sees them. */
export function withoutColours(text: string): string {
  return stripVTControlCharacters(text).replaceAll('\r', '');
}
