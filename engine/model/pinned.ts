import type { Graph } from './graph.ts';
import type { Installation } from './installation.ts';
import type { Runbook } from './runbook.ts';
import type { TouchedOption } from './options/touched.ts';
import type { Edit } from './options/value.ts';

/** Which inputs are brought up to date. */
export type InputChoice = 'all' | readonly string[];

/**
 * What a run changes in the configuration: edits and inputs; the files and the system of before another run; nothing,
 * where what lies there is to become what runs (`as-it-is`); or that our own module gets there or goes, whose edits say
 * what must then hold.
 */
export type Change =
  | {
      readonly kind: 'edits';
      readonly edits: readonly Edit[];
      /** What the host's options say of what the edits touch; absent in what an older engine wrote. */
      readonly touched?: readonly TouchedOption[];
      /** Absent where the inputs stay as they are. */
      readonly inputs?: InputChoice;
      readonly run?: never;
    }
  | {
      readonly kind: 'restore';
      readonly run: string;
      /** Runs that came after it and are still there: they go with it, oldest first. */
      readonly later?: readonly string[];
      readonly edits?: never;
      readonly touched?: never;
      readonly inputs?: never;
    }
  | {
      readonly kind: 'as-it-is';
      readonly run?: never;
      readonly edits?: never;
      readonly touched?: never;
      readonly inputs?: never;
    }
  | {
      readonly kind: 'installation';
      readonly installation: Installation;
      readonly edits: readonly Edit[];
      readonly touched?: readonly TouchedOption[];
      readonly run?: never;
      readonly inputs?: never;
    };

/**
 * A checked runbook as data, kept in the run that began with it: calls inlined, parameters bound, graph built. What is
 * resumed is this; an edit of any file meanwhile changes nothing.
 */
export interface PinnedRunbook {
  readonly runbook: Runbook;
  readonly change: Change;
  readonly bindings: {
    readonly values: Readonly<Record<string, unknown>>;
    readonly types: Readonly<Record<string, string>>;
  };
  readonly graph: Graph;
}
