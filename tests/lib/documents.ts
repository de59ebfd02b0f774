import { globSync } from 'node:fs';
import { splitLine } from '../../engine/cli/completion/split.ts';

/** Made from the commands and the shipped files themselves, which have tests of their own. */
const GENERATED = /COMMANDS|LIBRARY|options|RUNBOOKS/u;
export const FILES = ['README.md', ...globSync('docs/*.md')].filter((file) => !GENERATED.test(file)).sort();

/** A command or a block of a document. */
export interface Block {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Commands in blocks, a line each, and in the running text. */
export function commandsOf(file: string, text: string): readonly Block[] {
  return [...text.matchAll(/^(?:    |\$ )(nixos-ai .+)$|`(nixos-ai [^`\n]+)`/gmu)].map((match) => ({
    file,
    line: lineAt(text, match.index),
    // Behind wide gaps, a dash or a hash stands what it does.
    text: (match[1] ?? match[2] ?? '').replace(/ {2,}.*$| # .*$| && .*$|,$/u, '').trim(),
  }));
}

/** The words of a command line, without the program's name. */
export function wordsOf(text: string): readonly string[] {
  const { before, current } = splitLine(text);
  return [...before, ...(current === '' ? [] : [current])].slice(1);
}

/** The line, from 1, of a place in a text. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
