/** One way to break a promise of docs/PROMISES.md, which the test that the promise names must notice. */
export interface Broken {
  /** The promise: the first cell of its row; a fact of a live switch by its number. */
  readonly promise: string;
  /** The test, and its title as the row has it; all of the file where it has none. */
  readonly test: string;
  readonly title?: string;
  readonly file: string;
  /** Text that the file has exactly once. */
  readonly code: string;
  readonly to: string;
  /** Why that breaks it. */
  readonly why: string;
}
