import { parseArgs } from 'node:util';
import type { ChangeFlags } from './sentence.ts';

/** A sentence, and what was said beside it. */
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

/**
 * Reads the arguments of a sentence without the parser of the commands, which takes longer to load than a sentence to be
 * planned. Undefined for everything else, and for what is not plainly right: the parser says what is wrong with it.
 *
 * @example
 * readDirect(['ask', 'open port 80', '--yes'])
 * // { command: 'ask', sentence: 'open port 80', flags: { yes: true, … } }
 */
export function readDirect(argv: readonly string[]): DirectSentence | undefined {
  const [command, ...args] = argv;
  if (command !== 'ask' && command !== 'plan') return undefined;
  const odd = args.some((word) => word === '--' || (word.startsWith('--no-') && word !== '--no-cache'));
  if (odd) return undefined;
  try {
    const options =
      command === 'ask' ? CHANGE_OPTIONS : { ...SENTENCE_OPTIONS, yes: NEVER, 'dry-run': NEVER };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, allowNegative: true });
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
