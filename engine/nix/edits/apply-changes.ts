import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { parseNix } from '../parse.ts';
import type { Splice } from './splice.ts';
import { applySplices } from './splice.ts';

/**
 * One file's text with splices made. NIX121 where the result would not be Nix, which for a rename or a move means that
 * the new place cannot take what is there.
 */
export function spliceOrRefuse(text: string, file: string, splices: readonly Splice[]): Result<string> {
  const after = applySplices(text, splices);
  const parsed = parseNix(after, file);
  if (parsed.ok) return ok(after);
  const [finding] = parsed.findings;
  return failed({
    code: 'NIX121',
    severity: 'error',
    message: `${file} would no longer be Nix: ${finding?.message ?? ''}`,
    fix: 'make this change by hand',
  });
}
