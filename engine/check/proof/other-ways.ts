import type { Finding } from '../../model/finding.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { Edit, NixValue, OptionPath } from '../../model/options/value.ts';
import type { SystemFacts } from '../../model/system.ts';

/** Lists whose items another option can say as well: of ports, ranges of them. */
const RANGES: ReadonlyMap<string, OptionPath> = new Map(
  (['TCP', 'UDP'] as const).map((protocol) => [
    `networking.firewall.allowed${protocol}Ports`,
    ['networking', 'firewall', `allowed${protocol}PortRanges`],
  ]),
);

/** The other options that may say what an edit takes away; they have to be evaluated, too. */
export function otherWays(edits: readonly Edit[]): readonly OptionPath[] {
  return edits.flatMap((edit) => {
    const range = edit.op === 'remove' ? RANGES.get(joinOptionPath(edit.path)) : undefined;
    return range === undefined ? [] : [range];
  });
}

/** PROOF001 for a port that is taken out of a list and that a range still opens. */
export function provedOtherwise(edits: readonly Edit[], facts: SystemFacts): readonly Finding[] {
  return edits.flatMap((edit) => {
    const path = edit.op === 'remove' ? RANGES.get(joinOptionPath(edit.path)) : undefined;
    if (edit.op !== 'remove' || path === undefined) return [];
    const ranges: unknown = facts.options[JSON.stringify(path)]?.value;
    const open = (Array.isArray(ranges) ? ranges : []).flatMap((range: unknown) =>
      edit.items.filter((item) => isWithin(item, range)).map((item) => ({ item, range })),
    );
    return open.map(({ item, range }) => stillOpen(path, item, range));
  });
}

function isWithin(item: NixValue, range: unknown): boolean {
  if (typeof item !== 'number' || typeof range !== 'object' || range === null) return false;
  if (!('from' in range) || !('to' in range)) return false;
  const { from, to } = range;
  return typeof from === 'number' && typeof to === 'number' && from <= item && item <= to;
}

function stillOpen(path: OptionPath, item: NixValue, range: unknown): Finding {
  return {
    code: 'PROOF001',
    severity: 'error',
    message: `${JSON.stringify(item)} stays open: ${joinOptionPath(path)} has ${JSON.stringify(range)}`,
    fix: `change ${joinOptionPath(path)}. The live host was not touched`,
  };
}
