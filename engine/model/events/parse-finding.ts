import type { Finding } from '../finding.ts';
import { isFinding } from './plan-shapes.ts';

/** A finding from outside; undefined where it is none. */
export function parseFinding(value: unknown): Finding | undefined {
  return isFinding(value) ? value : undefined;
}
