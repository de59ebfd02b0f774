import type { Finding } from '../../model/finding.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { Edit, NixValue, OptionPath } from '../../model/options/value.ts';
import type { SystemFacts } from '../../model/system.ts';

/** Another option that may keep so what an edit takes out of a list: of ports, a range of them. */
interface OtherWay {
  readonly path: OptionPath;
  /** What of its value keeps an item, in words behind its name; undefined where nothing does. */
  readonly keeps: (value: unknown, item: NixValue) => string | undefined;
  /** What stays so, before the option that keeps it. */
  readonly stays: (item: NixValue) => string;
  /** The edit has an effect of its own all the same: it is told of, and refused only where it changes nothing. */
  readonly besides?: true;
}

/** The other options that may say what an edit takes away; they have to be evaluated, too. */
export function otherWays(edits: readonly Edit[]): readonly OptionPath[] {
  return edits.flatMap((edit) => waysOf(edit).map(({ path }) => path));
}

/**
 * PROOF001 for what is taken out of a list and stays so by another option: a port that a range still opens, a user whom
 * the group names itself.
 *
 * @param changes - Whether a file changes. If not, nothing is closed where the firewall is off.
 */
export function provedOtherwise(
  edits: readonly Edit[],
  facts: SystemFacts,
  changes: boolean,
): readonly Finding[] {
  return keptBy(edits, facts)
    .filter(({ way }) => !changes || way.besides !== true)
    .map(({ way: { path }, words }) => ({
      code: 'PROOF001',
      severity: 'error',
      message: words,
      fix: `change ${joinOptionPath(path)}. The live host was not touched`,
    }));
}

/** What stays so although the edit has an effect, a line each: a port that one interface still opens. */
export function tellOtherwise(edits: readonly Edit[], facts: SystemFacts): readonly string[] {
  return keptBy(edits, facts)
    .filter(({ way }) => way.besides === true)
    .map(({ words }) => words);
}

function keptBy(edits: readonly Edit[], { options }: SystemFacts) {
  return edits.flatMap((edit) =>
    waysOf(edit).flatMap((way) =>
      (edit.op === 'remove' ? edit.items : []).flatMap((item) => {
        const kept = way.keeps(options[JSON.stringify(way.path)]?.value, item);
        return kept === undefined
          ? []
          : [{ way, words: `${way.stays(item)}: ${joinOptionPath(way.path)} ${kept}` }];
      }),
    ),
  );
}

function waysOf(edit: Edit): readonly OtherWay[] {
  return edit.op === 'remove' ? [...portWays(edit.path), ...groupWays(edit.path, edit.items)] : [];
}

const FIREWALL: OptionPath = ['networking', 'firewall'];

function portWays(path: OptionPath): readonly OtherWay[] {
  const protocol = /^networking\.firewall\.(?:interfaces\..*\.)?allowed(TCP|UDP)Ports$/u.exec(
    joinOptionPath(path),
  )?.[1];
  if (protocol === undefined) return [];
  const [list, ranges] = [`allowed${protocol}Ports`, `allowed${protocol}PortRanges`];
  const below = (...names: readonly string[]): OptionPath => [...FIREWALL, ...names];
  const stays = (item: NixValue): string => `${JSON.stringify(item)} stays open`;
  const off: OtherWay = {
    path: below('enable'),
    keeps: (value) => (value === false ? 'is false, so every port is' : undefined),
    stays,
    besides: true,
  };
  if (path.length === FIREWALL.length + 1)
    return [
      { path: below(ranges), keeps: keptByRange, stays },
      off,
      { path: below('interfaces'), keeps: keptByInterface(list, ranges), stays, besides: true },
    ];
  const [, , , name = ''] = path;
  return [
    { path: below('interfaces', name, ranges), keeps: keptByRange, stays },
    { path: below(list), keeps: keptByList, stays },
    { path: below(ranges), keeps: keptByRange, stays },
    { path: below('trustedInterfaces'), keeps: (value) => keptByList(value, name), stays },
    off,
  ];
}

function keptByList(value: unknown, item: NixValue): string | undefined {
  return itemsOf(value).includes(item) ? `has ${JSON.stringify(item)}` : undefined;
}

function keptByRange(value: unknown, item: NixValue): string | undefined {
  const range = itemsOf(value).find((each) => isWithin(item, each));
  return range === undefined ? undefined : `has ${JSON.stringify(range)}`;
}

/** The interfaces that open a port for themselves. */
function keptByInterface(list: string, ranges: string): OtherWay['keeps'] {
  return (value, item) => {
    const names = Object.entries(membersOf(value)).flatMap(([name, own]) => {
      const ports = membersOf(own);
      const kept = keptByList(ports[list], item) ?? keptByRange(ports[ranges], item);
      return kept === undefined ? [] : [name];
    });
    return names.length === 0 ? undefined : `opens it on ${names.join(', ')}`;
  };
}

function isWithin(item: NixValue, range: unknown): boolean {
  const { from, to } = membersOf(range);
  return typeof item === 'number' && typeof from === 'number' && typeof to === 'number'
    ? from <= item && item <= to
    : false;
}

/** A user is in a group as the group says, too, and in the one that is their first. */
function groupWays(path: OptionPath, items: readonly NixValue[]): readonly OtherWay[] {
  const [users, below, user, groups, ...rest] = path;
  if (users !== 'users' || below !== 'users' || user === undefined) return [];
  if (groups !== 'extraGroups' || rest.length > 0) return [];
  const stays = (item: NixValue): string =>
    `${user} stays in the group ${typeof item === 'string' ? item : JSON.stringify(item)}`;
  const members = items
    .filter((item) => typeof item === 'string')
    .map((group) => ({
      path: ['users', 'groups', group, 'members'],
      keeps: (value: unknown, item: NixValue) => (item === group ? keptByList(value, user) : undefined),
      stays,
    }));
  const first = (value: unknown, item: NixValue): string | undefined =>
    value === item ? `is ${JSON.stringify(item)}` : undefined;
  return [...members, { path: ['users', 'users', user, 'group'], keeps: first, stays }];
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.map((item: unknown) => item) : [];
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
