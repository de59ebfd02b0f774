/** What a test process is told by the program that tries mutants. */
export type Order =
  /** Write what each test reaches into this file. */
  | { readonly mode: 'cover'; readonly out: string }
  /** Let this mutant live, and run of each file the tests named (all of them where none are). */
  | {
      readonly mode: 'try';
      readonly mutant: string;
      /** More often than this it is reached only in a loop without an end. */
      readonly hitLimit: number;
      readonly only: Readonly<Record<string, readonly string[]>>;
    };

/** What the tests of one file reach: how often each mutant, by its id. */
export interface Reached {
  /** When the file was loaded, and in the hooks that belong to no test. */
  readonly static: Readonly<Record<string, number>>;
  readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

declare module 'vitest' {
  interface ProvidedContext {
    order: Order;
  }
}
