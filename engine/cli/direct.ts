import { parseArgs } from 'node:util';
import type { HistoryFlags } from './history.ts';
import type { ChangeFlags } from './sentence.ts';

/** A command that needs no command framework, and what was said beside it. */
export type Direct =
  | DirectSentence
  | { readonly command: 'history'; readonly flags: HistoryFlags }
  | { readonly command: 'daemon'; readonly host: string | undefined };

export interface DirectSentence {
  readonly command: 'ask' | 'plan';
  readonly sentence: string;
  readonly flags: ChangeFlags;
}

/** The flags of the commands that take a sentence; a test holds them to those that the commands declare. */
export const SENTENCE_OPTIONS = {
  host: { type: 'string' },
  json: { type: 'boolean' },
  provider: { type: 'string' },
  model: { type: 'string' },
  cache: { type: 'boolean' },
  'show-prompt': { type: 'boolean' },
} as const;

/** Those of `ask` alone. */
export const CHANGE_OPTIONS = {
  ...SENTENCE_OPTIONS,
  yes: { type: 'boolean', short: 'y' },
  'dry-run': { type: 'boolean' },
} as const;

export const HISTORY_OPTIONS = {
  host: { type: 'string' },
  json: { type: 'boolean' },
  limit: { type: 'string', short: 'n' },
} as const;

/** How many runs are listed where nobody says. */
export const HISTORY_LIMIT = 20;

/**
 * Reads the arguments of a sentence, of `history` or of `daemon` without the parser of the commands, which takes longer to load than a
 * sentence to be planned. Undefined for everything else, and for what is not plainly right: the parser says what is wrong with it.
 *
 * @example
 * readDirect(['ask', 'open port 80', '--yes'])
 * // { command: 'ask', sentence: 'open port 80', flags: { yes: true, … } }
 */
export function readDirect(argv: readonly string[]): Direct | undefined {
  const [command, ...args] = argv;
  const odd = args.some((word) => word === '--' || (word.startsWith('--no-') && word !== '--no-cache'));
  if (odd) return undefined;
  if (command === 'history') return readHistory(args);
  if (command === 'daemon') return readDaemon(args);
  return command === 'ask' || command === 'plan' ? readSentence(command, args) : undefined;
}

function readHistory(args: readonly string[]): Direct | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: HISTORY_OPTIONS });
    const limit = values.limit ?? String(HISTORY_LIMIT);
    if (!/^[1-9]\d{0,8}$/u.test(limit)) return undefined;
    const flags = { host: values.host, json: values.json === true, limit: Number(limit) };
    return { command: 'history', flags };
  } catch {
    return undefined;
  }
}

function readDaemon(args: readonly string[]): Direct | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { host: { type: 'string' } } });
    return { command: 'daemon', host: values.host };
  } catch {
    return undefined;
  }
}

function readSentence(command: 'ask' | 'plan', args: readonly string[]): Direct | undefined {
  try {
    const options =
      command === 'ask' ? CHANGE_OPTIONS : { ...SENTENCE_OPTIONS, yes: NEVER, 'dry-run': NEVER };
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      allowNegative: true,
    });
    if (positionals.length === 0 || (command === 'plan' && ('yes' in values || 'dry-run' in values)))
      return undefined;
    const { host, provider, model } = values;
    const flags = {
      host,
      provider,
      model,
      json: values.json === true,
      cache: values.cache !== false,
      'show-prompt': values['show-prompt'] === true,
      yes: values.yes === true,
      'dry-run': values['dry-run'] === true,
    };
    return { command, sentence: positionals.join(' '), flags };
  } catch {
    return undefined;
  }
}

const NEVER = { type: 'boolean' } as const;
