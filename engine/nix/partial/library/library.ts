import type { Library } from '../evaluate.ts';
import { FRAMEWORK_FUNCTIONS } from '../frameworks/frameworks.ts';
import { EXTENSIBLE_FUNCTIONS } from './extensible.ts';
import { FILE_FUNCTIONS } from './files.ts';
import { LIST_FUNCTIONS } from './lists.ts';
import { SET_FUNCTIONS } from './sets.ts';
import { PLAIN_FUNCTIONS, TEXT_FUNCTIONS } from './texts.ts';

/** All functions that are understood. */
export const LIBRARY: Library = new Map(
  Object.entries({
    ...LIST_FUNCTIONS,
    ...SET_FUNCTIONS,
    ...TEXT_FUNCTIONS,
    ...PLAIN_FUNCTIONS,
    ...FILE_FUNCTIONS,
    ...EXTENSIBLE_FUNCTIONS,
    ...FRAMEWORK_FUNCTIONS,
  }),
);
