import { createInterface, type CompleterResult } from 'node:readline';

/** What a person did at the prompt. `cleared`: Ctrl-C, with whether there was something to clear. */
export type Typed =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'cleared'; readonly empty: boolean }
  | { readonly kind: 'end' };

export interface Prompt {
  readonly text: string;
  /** Newest first. */
  readonly history: readonly string[];
  readonly complete: (line: string) => Promise<CompleterResult>;
}

/**
 * One line from the terminal. Between lines the terminal is as any program finds it, so that Ctrl-C means there what it
 * means everywhere.
 */
export async function readLine(prompt: Prompt): Promise<Typed> {
  let open = true;
  const reader = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: prompt.text,
    history: [...prompt.history],
    historySize: 1000,
    removeHistoryDuplicates: true,
    completer: (line: string, found: (error: null, result: CompleterResult) => void) => {
      const offer = async (): Promise<void> => {
        const result = await prompt.complete(line);
        if (open) found(null, result);
      };
      void offer();
    },
    tabSize: 2,
  });
  return new Promise((settle) => {
    const end = (typed: Typed): void => {
      open = false;
      settle(typed);
      reader.close();
    };
    reader.on('line', (line) => end({ kind: 'line', line }));
    reader.on('SIGINT', () => {
      process.stdout.write('^C\n');
      end({ kind: 'cleared', empty: reader.line === '' });
    });
    reader.on('close', () => settle({ kind: 'end' }));
    reader.prompt();
  });
}
