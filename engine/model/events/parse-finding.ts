import type { Finding } from '../finding.ts';
import { isFindingCode, UNKNOWN_CODE } from '../finding-codes.ts';
import { isPosition } from './plan-shapes.ts';
import { isObject, isOneOf, isText, optional } from './shape.ts';

/**
 * A finding from outside; undefined where it is none. One whose code only a newer engine knows becomes NEW001, and its own
 * code stands before its message: the list of codes stays closed, and nothing that was said is lost.
 *
 * @example
 * parseFinding({ code: "NIX999", severity: 'error', message: 'no' })   // { code: "NEW001", message: 'NIX999: no', … }
 */
export function parseFinding(value: unknown): Finding | undefined {
  if (!isSaid(value)) return undefined;
  const { code, message } = value;
  return isFindingCode(code)
    ? { ...value, code }
    : { ...value, code: UNKNOWN_CODE, message: `${code}: ${message}` };
}

const isSaid = isObject<Omit<Finding, 'code'> & { readonly code: string }>({
  code: isText,
  severity: isOneOf('error', 'warning', 'info'),
  message: isText,
  position: optional(isPosition),
  fix: optional(isText),
});
