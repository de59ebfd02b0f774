import { matchesGlob } from '../../../engine/check/policy/glob.ts';
import { riskOf } from '../../../engine/check/policy/risk.ts';
import { touchedBy } from '../../../engine/check/policy/touched.ts';
import { isPlainType } from '../../../engine/check/policy/plain.ts';
import {
  splitOptionPath,
  type OptionDeclaration,
  type OptionType,
} from '../../../engine/model/options/option.ts';
import type { OptionIndex } from '../../../engine/model/options/option-index.ts';
import { SHAPES, type Shape } from '../../../engine/model/options/touched.ts';
import { RISK_ORDER, type Policy, type RiskClass, type RiskRule } from '../../../engine/model/policy.ts';
import type { Edit, NixValue } from '../../../engine/model/options/value.ts';
import { isEitherType, isFree, isWrapper } from '../../../engine/nix/options/place.ts';

/** What a type lets be written, coarsest last. */
export const CARRIES = [
  'a switch, a number or a choice',
  'a package',
  'text',
  'a path',
  'a set of any names',
  'a set of options',
  'something else',
] as const;

export type Carries = (typeof CARRIES)[number];

/** One option, as a policy classifies it. */
export interface Classified {
  readonly name: string;
  readonly carries: Carries;
  /** The lowest class that any value of the option has. */
  readonly least: RiskClass;
  /** The rule that gives it that class; absent where none names the option. */
  readonly rule?: RiskRule;
  /** The lowest class of text that nobody should run; absent where the type takes no text. */
  readonly ofText?: RiskClass;
}

/** A value of each form that a rule may ask for. */
const SAMPLES: Readonly<Record<Shape, NixValue>> = {
  plain: true,
  package: { type: 'pkgs', path: ['hello'] },
  name: 'a',
  words: 'a b',
  flags: '-a',
  host: 'a.example',
  url: 'http://a.example',
  email: 'a@a.example',
  zone: 'UTC',
  locale: 'en_US.UTF-8',
  schedule: 'daily',
  path: '/srv/a',
};

/** Every option of a release, classified by a policy. */
export function classifyOptions(
  policy: Policy,
  index: OptionIndex,
  hostile: readonly string[],
): readonly Classified[] {
  const options = policy.risk.filter((rule) => rule.kind === 'options');
  const rules = { ...policy, risk: options };
  return index.options.map((option) => classify(rulesFor(rules, option), option, index, hostile));
}

function classify(
  policy: Policy,
  option: OptionDeclaration,
  index: OptionIndex,
  hostile: readonly string[],
): Classified {
  const carries = carriedBy(option.tree);
  const plain = plainValue(option.tree);
  const values =
    plain === undefined ? samplesFor(policy).flatMap((value) => written(option.tree, value)) : [plain];
  const found = values.map((value) => classOf(policy, option, index, value));
  const least = lowest(found);
  const text = plain === undefined ? hostile.flatMap((value) => written(option.tree, value)) : [];
  return {
    name: option.name,
    carries,
    ...least,
    ...(text.length > 0 && {
      ofText: lowest(text.map((value) => classOf(policy, option, index, value))).least,
    }),
  };
}

/** The policy with only the rules that could speak of an option: nothing else decides about it. */
function rulesFor(policy: Policy, { name }: OptionDeclaration): Policy {
  const path = pathOf(name);
  const speaks = (rule: RiskRule): boolean =>
    rule.kind === 'options' &&
    rule.options.some((glob) => [path, [...path, 'a']].some((one) => matchesGlob(glob, one)));
  return { ...policy, risk: policy.risk.filter(speaks) };
}

/** The values that could bring an option a low class: of the forms that its rules ask for, and those that they name. */
function samplesFor({ risk }: Policy): readonly NixValue[] {
  const asked = risk.flatMap((rule) => (rule.kind === 'options' ? (rule.shapes ?? []) : []));
  const named = risk.flatMap((rule) => (rule.kind === 'options' ? (rule.values ?? []) : []));
  const texts = named.map((value) => (typeof value === 'string' ? value.replaceAll('*', 'a') : value));
  return ['a', 1, ...new Set(asked)].map((one) => (isShape(one) ? SAMPLES[one] : one)).concat(texts);
}

function isShape(value: NixValue): value is Shape {
  return SHAPES.some((shape) => shape === value);
}

type Least = Pick<Classified, 'least' | 'rule'>;

function classOf(policy: Policy, option: OptionDeclaration, index: OptionIndex, value: NixValue): Least {
  const edit: Edit = { op: 'set', path: pathOf(option.name), value };
  const judged = riskOf(policy, [edit], [], 'user', touchedBy([edit], index));
  const [highest] = judged.toSorted((left, right) => rank(right.class) - rank(left.class));
  const rule = policy.risk.find(({ at }) => at.line === highest?.at?.line);
  return { least: highest?.class ?? 'boot', ...(rule && { rule }) };
}

function lowest(found: readonly Least[]): Least {
  const [least = { least: 'boot' as const }] = found.toSorted(
    (left, right) => rank(left.least) - rank(right.least),
  );
  return least;
}

const rank = (name: RiskClass | undefined): number => RISK_ORDER.indexOf(name ?? 'boot');

/** An item of a list has a name in no configuration: `*` stays. */
function pathOf(name: string): readonly string[] {
  return splitOptionPath(name).map((part) => (part === '<name>' ? 'a' : part));
}

export function carriedBy(type: OptionType): Carries {
  if (isWrapper(type) || type.name === 'listOf') return type.elem ? carriedBy(type.elem) : 'something else';
  if (isEitherType(type)) {
    const all = (type.of ?? []).map(carriedBy).map((one) => CARRIES.indexOf(one));
    return CARRIES[Math.max(...all)] ?? 'something else';
  }
  if (isPlainType(type)) return 'a switch, a number or a choice';
  if (type.name === 'package' || type.name === 'shellPackage') return 'a package';
  if (isFree(type) && type.elem?.name === 'submodule') return 'a set of options';
  if (isFree(type) || type.name === 'attrs') return 'a set of any names';
  if (type.name === 'path') return 'a path';
  if (/^(?:str$|separatedString|strMatching|singleLineStr|nonEmptyStr|lines|commas)/u.test(type.name))
    return 'text';
  return type.name === 'submodule' ? 'a set of options' : 'something else';
}

/** A value of a type that takes nothing but switches, numbers and choices. */
function plainValue(type: OptionType): NixValue | undefined {
  if (!isPlainType(type)) return undefined;
  if (type.name === 'listOf') return type.elem === undefined ? undefined : [plainValue(type.elem) ?? 1];
  if (isWrapper(type)) return type.elem && plainValue(type.elem);
  if (isEitherType(type)) return type.of?.map(plainValue).find((value) => value !== undefined);
  if (type.name === 'bool') return true;
  return type.name === 'enum' ? (type.values?.[0] ?? 1) : 1;
}

/** A value in the forms that a type may take it: as it is, as an item of a list, as a member of a set. */
function written(type: OptionType, value: NixValue): readonly NixValue[] {
  if (isWrapper(type)) return type.elem ? written(type.elem, value) : [value];
  if (isEitherType(type)) return (type.of ?? []).flatMap((branch) => written(branch, value));
  if (type.name === 'listOf') return type.elem ? written(type.elem, value).map((item) => [item]) : [[value]];
  if (isFree(type)) return (type.elem ? written(type.elem, value) : [value]).map(member);
  // Members of a submodule are options of their own.
  if (type.name === 'submodule') return [];
  if (type.name === 'attrs') return [member(value)];
  return [value, [value], member(value)];
}

function member(value: NixValue): NixValue {
  return { type: 'attrs', entries: { a: value } };
}
