import type { Finding } from '../model/finding.ts';
import { joinOptionPath } from '../model/option.ts';
import type { SystemFacts } from '../model/system.ts';
import { isAttrs, isList, isPathLiteral, isPkgs, type Edit, type NixValue } from '../model/value.ts';

/**
 * Whether an evaluation holds what an edit asks: a set option equals the value, a list contains (or no longer contains)
 * the items. `unset` asks for no value and always holds.
 */
export function holdsIntent(edit: Edit, facts: SystemFacts): boolean {
  if (edit.op === 'unset') return true;
  const { value } = facts.options[JSON.stringify(edit.path)] ?? { value: undefined };
  if (value === undefined) return false;
  if (edit.op === 'set') return equalsValue(edit.value, value, facts);
  if (!Array.isArray(value)) return false;
  const found = (item: NixValue): boolean =>
    value.some((member: unknown) => equalsValue(item, member, facts));
  return edit.op === 'add' ? edit.items.every(found) : !edit.items.some(found);
}

/** PROOF001 for every edit that the evaluated candidate does not hold, naming the files that define the option. */
export function proveIntent(edits: readonly Edit[], facts: SystemFacts): Finding[] {
  return edits
    .filter((edit) => !holdsIntent(edit, facts))
    .map((edit) => {
      const name = joinOptionPath(edit.path);
      const option = facts.options[JSON.stringify(edit.path)];
      const files =
        option === undefined || option.files.length === 0
          ? ''
          : `; it is defined in ${option.files.join(', ')}`;
      return {
        code: 'PROOF001',
        severity: 'error' as const,
        message: `${name} evaluates to ${JSON.stringify(option?.value ?? null)}, not to what was asked${files}`,
        fix: 'another definition has a higher priority, or adds to the value; change it there. The live host was not touched',
      };
    });
}

function equalsValue(wanted: NixValue, got: unknown, facts: SystemFacts): boolean {
  if (isPkgs(wanted)) {
    const outPath = facts.pkgs[wanted.path.join('.')];
    if (outPath === 'set') return true;
    return isRecord(got) && outPath !== undefined && outPath !== null && got['_package'] === outPath;
  }
  if (isPathLiteral(wanted)) return isRecord(got) || typeof got === 'string';
  if (isAttrs(wanted)) {
    return (
      isRecord(got) &&
      Object.entries(wanted.entries).every(([name, value]) => equalsValue(value, got[name], facts))
    );
  }
  if (isList(wanted)) {
    return (
      Array.isArray(got) &&
      got.length === wanted.length &&
      wanted.every((item, at) => equalsValue(item, got[at], facts))
    );
  }
  return wanted === got || (isRecord(got) && typeof wanted === 'string' && got['_path'] === wanted);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
