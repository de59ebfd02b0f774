import 'vitest';
import { ALL } from './scope.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Why it is left out. */
    leftOut?: string;
  }
}

export interface Needs {
  readonly skip?: true;
  readonly meta?: { readonly leftOut: string };
}

/**
 * Options of a test, or of a group of them, that needs something of the computer. Where that is not there it is left out,
 * and the table at the end of the run says why.
 *
 * @example
 * describe('at a terminal', needs(HAS_TMUX, 'tmux is not here'), () => { … });
 */
export function needs(isThere: boolean, why: string): Needs {
  return isThere ? {} : { skip: true, meta: { leftOut: why } };
}

/** Options of what takes too long for an ordinary run. */
export const ONLY_WITH_ALL = needs(ALL, 'takes long: ./scripts/test.sh --all');

export const AS_ROOT = needs(process.getuid?.() === 0, 'needs root');
