import type { Position } from '../model/finding.ts';
import type { Written, WrittenPath } from '../model/runbook.ts';
import type { OptionPath } from '../model/options/value.ts';

/**
 * Written values while a run goes on: parameters, outputs and expressions have their values. Each throws where a value
 * cannot be computed, which fails the state.
 */
export interface KnownValues {
  readonly value: (written: Written, position: Position) => unknown;
  readonly text: (written: Written, position: Position) => string;
  readonly argv: (argv: readonly Written[], position: Position) => [string, ...string[]];
  readonly option: (path: WrittenPath, position: Position) => OptionPath;
}

/** Written values as text for who reads about a runbook: a parameter by its value or its name. */
export interface ShownValues {
  readonly text: (written: Written | undefined) => string;
  /** An option's path, as one text. */
  readonly option: (path: WrittenPath) => string;
  /** A program and its arguments, as one text. */
  readonly command: (argv: readonly Written[]) => string;
  /** A word of the runbook itself, such as an id. */
  readonly code: (word: string) => string;
}
