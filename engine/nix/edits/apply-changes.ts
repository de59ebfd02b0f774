import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { parseNix } from '../parse.ts';
import type { Splice } from './splice.ts';
import { applySplices } from './splice.ts';
import type { NixTree } from '../syntax/tree.ts';

/**
 * One file's text with splices made. NIX121 where the result would not be Nix, which for a rename or a move means that
 * the new place cannot take what is there.
 */
export function spliceOrRefuse(text: string, file: string, splices: readonly Splice[]): Result<string> {
  const after = applySplices(text, splices);
  const parsed = parseEdited(text, after, file);
  if (parsed.ok) return ok(after);
  const [finding] = parsed.findings;
  return finding?.code === 'NIX121'
    ? parsed
    : refuse(`${file} would no longer be Nix: ${finding?.message ?? ''}`);
}

/**
 * Reads a file after an edit, one that Nix of any age reads as such Nix does. NIX121 where only newer Nix would read it: a
 * second `a.b.c = …;` in front of `a = { b = { }; };`. What else it finds is as of {@link parseNix}.
 */
export function parseEdited(before: string, after: string, file: string): Result<NixTree> {
  const portable = parseNix(after, file, { portable: true });
  if (portable.ok) return portable;
  const parsed = parseNix(after, file);
  if (!parsed.ok || !parseNix(before, file, { portable: true }).ok) return parsed;
  return refuse(`${file} would be one that older Nix does not read: ${portable.findings[0]?.message ?? ''}`);
}

function refuse(message: string): Result<never> {
  return failed({ code: 'NIX121', severity: 'error', message, fix: 'make this change by hand' });
}
