import type { Arbitrary } from 'fast-check';

/** What is tried: pieces of text, whose meaning is the target's. So every input can be kept, cut down and tried again. */
export type Input = readonly string[];

/** How an input ended that did no harm: it was taken, or refused with findings. Both should happen often. */
export type Ending = 'taken' | 'refused';

/** What inputs are tried on. Whatever `play` throws is a failure. */
export interface Subject {
  readonly play: (input: Input) => Ending | Promise<Ending>;
  readonly close?: () => Promise<void> | void;
}

/** A door of the program that takes what others wrote. */
export interface Target {
  readonly name: string;
  /** What is tried, in one line. */
  readonly about: string;
  readonly inputs: () => Arbitrary<Input>;
  /** Makes the subject, in the process that can be killed. */
  readonly open: () => Subject | Promise<Subject>;
  /** It starts programs and waits for them: what an input takes is then told by the clock. */
  readonly waits?: true;
  /** Inputs from one seed; fewer where each takes long. */
  readonly batch?: number;
}
