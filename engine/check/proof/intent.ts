import type { Finding } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { OptionValue, SystemFacts } from '../../model/system.ts';
import {
  isAttrs,
  isList,
  isPathLiteral,
  isPkgs,
  type Edit,
  type NixValue,
  type OptionPath,
} from '../../model/options/value.ts';

/** Whether something is so. `unknown`: the evaluation gives no data to compare (functions, sets of packages). */
export type IntentVerdict = 'yes' | 'no' | 'unknown';

/**
 * Whether an evaluation holds what an edit asks: a set option equals the value, a list contains (or no longer contains)
 * the items, no file of the configuration defines an option that is unset (unknown where that was not told).
 *
 * @example
 * holdsIntent({ op: 'set', path: ['time', 'timeZone'], value: 'Europe/Berlin' }, facts)   // 'yes'
 */
export function holdsIntent(edit: Edit, facts: SystemFacts): IntentVerdict {
  const option = optionOf(edit, facts);
  if (edit.op === 'unset') {
    const own = option?.own;
    return own === undefined ? 'unknown' : own.length === 0 ? 'yes' : 'no';
  }
  if (option === undefined) return 'no';
  // What is nowhere has no items.
  if (!option.defined) return edit.op !== 'remove' ? 'no' : option.failed === true ? 'unknown' : 'yes';
  if (edit.op === 'set')
    return either(compareValue(edit.value, option.value, facts), onlyDefinition(edit.value, option, facts));
  const members: readonly unknown[] | undefined = Array.isArray(option.value) ? option.value : undefined;
  if (members === undefined) return 'unknown';
  const verdicts = edit.items.map((item) => either(...members.map((member) => isStill(item, member, facts))));
  return all(edit.op === 'add' ? verdicts : verdicts.map(negate));
}

/** What an evaluation tells of the packages that edits mention. */
type KnownPackages = Pick<SystemFacts, 'pkgs' | 'pkgNames'>;

/** An evaluated member is an item, were it built in another way: a package is known by its name, too. */
export function isStill(wanted: NixValue, got: unknown, facts: KnownPackages): IntentVerdict {
  const same = compareValue(wanted, got, facts);
  if (same === 'yes' || !isPkgs(wanted) || !isRecord(got)) return same;
  const name = facts.pkgNames?.[wanted.path.join('.')] ?? '';
  return name !== '' && got['_name'] === name ? 'yes' : same;
}

/**
 * Whether only what is written can tell: the value has another form than was asked for, so that the option may have made
 * it of just that (`nix.gc.dates`: text becomes a list).
 */
export function needsOrigin(edit: Edit, facts: SystemFacts): boolean {
  if (edit.op !== 'set' || holdsIntent(edit, facts) === 'yes') return false;
  const option = optionOf(edit, facts);
  if (option === undefined || !option.defined || option.value === null) return false;
  return option.definitions === undefined && formOf(option.value) !== wantedForm(edit.value);
}

function wantedForm(value: NixValue): string {
  if (isPkgs(value)) return '_package';
  if (isPathLiteral(value)) return '_path';
  if (isAttrs(value)) return 'set';
  return isList(value) ? 'list' : typeof value;
}

/** What an evaluation cannot give as JSON is tagged (`_package`, `_path`, `_unknown`). */
function formOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (!isRecord(value)) return typeof value;
  return Object.keys(value).find((key) => key.startsWith('_')) ?? 'set';
}

/** Where the candidate's own text, in a file as the evaluation names it, defines an option. */
export type DefinedAt = (path: OptionPath, file: string) => readonly DefinitionPlace[];

export interface DefinitionPlace {
  readonly line: number;
  readonly priority: number;
}

/**
 * PROOF001 for every edit that the evaluated candidate does not hold, with the file and line of the definition that
 * wins.
 *
 * @param definedAt - Lines come from the text; without it only files are named.
 */
export function proveIntent(
  edits: readonly Edit[],
  facts: SystemFacts,
  definedAt: DefinedAt = () => [],
): Finding[] {
  return edits
    .filter((edit) => holdsIntent(edit, facts) === 'no')
    .map((edit) => {
      const option = optionOf(edit, facts);
      const winners = winnersOf(edit, option, facts, definedAt);
      const [first] = winners;
      const message = whatIsSo(edit, option);
      return {
        code: 'PROOF001',
        severity: 'error' as const,
        message: winners.length === 0 ? message : `${message}; ${winners.map(inWords).join(' and ')}`,
        fix:
          first === undefined
            ? 'another definition has a higher priority, or adds to the value; change it there. The live host was not touched'
            : `${remedy(first, option)}. The live host was not touched`,
      };
    });
}

/** The package set's own modules are changed through their options. */
function remedy(winner: Deciding, option: OptionValue | undefined): string {
  return option?.own?.includes(winner.file) === false
    ? `${placeOf(winner)} is not part of the configuration: change the option that makes it define this, or override it with lib.mkForce`
    : `change or remove it in ${placeOf(winner)}`;
}

function whatIsSo(edit: Edit, option: OptionValue | undefined): string {
  const name = joinOptionPath(edit.path);
  return edit.op === 'unset'
    ? `${name} is still defined in the configuration`
    : `${name} evaluates to ${shortened(inText(option?.value ?? null))}, not to the requested value`;
}

interface Deciding {
  readonly file: string;
  readonly line?: number;
  readonly value?: unknown;
  readonly priority?: number;
}

/** The definitions that stand against an edit: those of the highest priority that do not say what was asked. */
function winnersOf(
  edit: Edit,
  option: OptionValue | undefined,
  facts: SystemFacts,
  definedAt: DefinedAt,
): readonly Deciding[] {
  const all = option?.winners ?? option?.files?.map((file) => ({ file })) ?? [];
  const against = all.filter((winner) => !('value' in winner) || isAgainst(edit, winner.value, facts));
  return (against.length > 0 ? against : all).flatMap((winner): Deciding[] => {
    const there = definedAt(edit.path, winner.file);
    const strongest = Math.min(...there.map(({ priority }) => priority));
    const lines = there.filter(({ priority }) => priority === strongest);
    return lines.length === 0 ? [winner] : lines.map(({ line, priority }) => ({ ...winner, line, priority }));
  });
}

/** Whether a definition by itself says something else than an edit asks. */
function isAgainst(edit: Edit, value: unknown, facts: SystemFacts): boolean {
  switch (edit.op) {
    case 'set':
      return compareValue(edit.value, value, facts) !== 'yes';
    case 'remove':
      return holdsItems(edit.items, value, facts);
    case 'add':
    case 'unset':
      return true;
    default:
      return assertNever(edit);
  }
}

function holdsItems(items: readonly NixValue[], value: unknown, facts: SystemFacts): boolean {
  const members: readonly unknown[] = Array.isArray(value) ? value : [];
  return members.some((member) => items.some((item) => isStill(item, member, facts) === 'yes'));
}

function inWords(winner: Deciding): string {
  const value = 'value' in winner ? ` to ${shortened(inText(winner.value))}` : '';
  return `${placeOf(winner)} sets it${value}${priorityInWords(winner.priority)}`;
}

/** Plain data as JSON, packages by their names. */
function inText(value: unknown): string {
  const text: unknown = JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) && '_package' in inner ? (inner['_name'] ?? inner['_package']) : inner,
  );
  return typeof text === 'string' ? text : 'nothing';
}

/** Whole sets of packages are no help in one line. */
function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function priorityInWords(priority: number | undefined): string {
  if (priority === undefined || priority === 100) return '';
  return priority === 50 ? ' with mkForce' : ` with priority ${priority}`;
}

function placeOf({ file, line }: Deciding): string {
  return line === undefined ? file : `${file}:${line}`;
}

function optionOf(edit: Edit, facts: SystemFacts): OptionValue | undefined {
  return facts.options[JSON.stringify(edit.path)];
}

/** An option may read as another form than is written (`nix.gc.dates`: text becomes a list); then what is written counts. */
function onlyDefinition(wanted: NixValue, option: OptionValue, facts: SystemFacts): IntentVerdict {
  const { definitions } = option;
  return definitions?.length === 1 ? compareValue(wanted, definitions[0], facts) : 'no';
}

/** Whether an evaluated value is one that was asked for. */
export function compareValue(wanted: NixValue, got: unknown, facts: KnownPackages): IntentVerdict {
  if (isRecord(got) && '_unknown' in got) return 'unknown';
  if (isPkgs(wanted)) return comparePackage(wanted.path.join('.'), got, facts);
  if (isPathLiteral(wanted)) return sameFile(wanted.path, got);
  if (isAttrs(wanted)) {
    if (!isRecord(got)) return 'no';
    return all(Object.entries(wanted.entries).map(([name, value]) => compareValue(value, got[name], facts)));
  }
  if (isList(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) return 'no';
    return all(wanted.map((item, at) => compareValue(item, got[at], facts)));
  }
  return wanted === got || (isRecord(got) && got['_path'] === wanted) ? 'yes' : 'no';
}

function comparePackage(attr: string, got: unknown, facts: KnownPackages): IntentVerdict {
  const outPath = facts.pkgs[attr];
  if (outPath === undefined || outPath === 'set') return 'unknown';
  return outPath !== null && isRecord(got) && got['_package'] === outPath ? 'yes' : 'no';
}

/** A path is copied to the store or made absolute when it is evaluated; its last component stays. */
function sameFile(wanted: string, got: unknown): IntentVerdict {
  const path = isRecord(got) ? got['_path'] : got;
  const name = wanted.split('/').at(-1) ?? '';
  return typeof path === 'string' && (path.endsWith(`/${name}`) || path.endsWith(`-${name}`)) ? 'yes' : 'no';
}

function either(...verdicts: readonly IntentVerdict[]): IntentVerdict {
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
}

function all(verdicts: readonly IntentVerdict[]): IntentVerdict {
  return verdicts.includes('no') ? 'no' : verdicts.includes('unknown') ? 'unknown' : 'yes';
}

function negate(verdict: IntentVerdict): IntentVerdict {
  return verdict === 'unknown' ? verdict : verdict === 'yes' ? 'no' : 'yes';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
