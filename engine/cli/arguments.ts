/** First words that are commands or topics of this program. A test holds the list to what the program has. */
export const COMMAND_WORDS: readonly string[] = [
  'ask',
  'help',
  'history',
  'plan',
  'resume',
  'rollback',
  'run',
  'runbook',
  'sandbox',
  'show',
  'status',
];

/**
 * `nixos-ai "<sentence>"` means `nixos-ai ask "<sentence>"`: what begins with no command word and no flag, and has more
 * than one word, is a sentence. Several arguments are one sentence too, unless they begin like a command.
 *
 * @example
 * readArguments(['install docker and enable it', '--yes'])   // ['ask', 'install docker and enable it', '--yes']
 */
export function readArguments(argv: readonly string[]): string[] {
  const [first = ''] = argv;
  const words = argv.filter((word) => !word.startsWith('-'));
  const isSentence = /\s/u.test(first.trim()) || words.length > 1;
  if (first === '' || first.startsWith('-') || COMMAND_WORDS.includes(first) || !isSentence) return [...argv];
  return ['ask', ...argv];
}
