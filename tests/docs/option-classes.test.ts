import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { RISK_ORDER, type RiskClass } from '../../engine/model/policy.ts';
import { classifiedReleases } from '../../scripts/docs/option-classes/releases.ts';
import { OPTION_CLASSES, renderOptionClasses } from '../../scripts/docs/option-classes/render.ts';
import { typeOfWords } from '../../scripts/docs/option-classes/type-words.ts';
import type { OptionType } from '../../engine/model/options/option.ts';
import { canHoldText, HOSTILE, soundsRun } from '../check/policy/given-text.ts';
import { SHIPPED_POLICY } from '../lib/policy.ts';

const releases = classifiedReleases(SHIPPED_POLICY, HOSTILE);
const isLow = (name: RiskClass | undefined): boolean =>
  name !== undefined && RISK_ORDER.indexOf(name) < RISK_ORDER.indexOf('access');

describe.each(releases.map((release) => [release.name, release] as const))('of NixOS %s', (_, release) => {
  it('no option takes text that nobody should run below the class access', () => {
    expect(release.options.filter(({ ofText }) => isLow(ofText)).map(({ name }) => name)).toEqual([]);
  });

  it('every option whose words say that it holds text has been tried with it', () => {
    const untried = release.options.filter(
      ({ name, least, ofText }) => ofText === undefined && isLow(least) && canHoldText(release.wordsOf(name)),
    );
    expect(untried.map(({ name }) => name)).toEqual([]);
  });

  it('every package that is low is one of a list', () => {
    const low = release.options.filter(({ carries, least }) => carries === 'a package' && isLow(least));
    const known =
      /^(?:environment\.(?:system|default)Packages|users\.users\.<name>\.packages|fonts\.(?:fonts|packages)|i18n\.inputMethod\..*\.(?:engines|addons))$/u;
    expect(low.map(({ name }) => name).filter((name) => !known.test(name))).toEqual([]);
  });

  it('no set of any names is low but where single names are listed', () => {
    const low = release.options.filter(
      ({ carries, name, least }) => carries === 'a set of any names' && isLow(least) && soundsRun(name),
    );
    // They take a single switch in the place of the set.
    const known = /^services\.(?:davmail|limesurvey)\.config$/u;
    expect(low.map(({ name }) => name).filter((name) => !known.test(name))).toEqual([]);
  });
});

test('the table in docs/ is the one that this gives: npm run docs', () => {
  expect(readFileSync(OPTION_CLASSES, 'utf8')).toBe(renderOptionClasses(SHIPPED_POLICY, releases));
});

test.each<[string, OptionType]>([
  ['boolean', { name: 'bool' }],
  ['null or string', { name: 'nullOr', elem: { name: 'str' } }],
  ['list of (one of "a", "b or c")', { name: 'listOf', elem: { name: 'enum', values: ['a', 'b or c'] } }],
  ['16 bit unsigned integer; between 0 and 65535 (both inclusive)', { name: 'int' }],
  ['unsigned integer, meaning >=0, or string', { name: 'either', of: [{ name: 'int' }, { name: 'str' }] }],
  ['integer or floating point number between 0 and 1 (both inclusive)', { name: 'float' }],
  [
    'attribute set of (null or boolean or string)',
    {
      name: 'attrsOf',
      elem: { name: 'nullOr', elem: { name: 'either', of: [{ name: 'bool' }, { name: 'str' }] } },
    },
  ],
  [
    '(attribute set of boolean) or (list of string) convertible to it',
    { name: 'coercedTo', elem: { name: 'attrsOf', elem: { name: 'bool' } } },
  ],
  [
    'boolean or list of string',
    { name: 'either', of: [{ name: 'bool' }, { name: 'listOf', elem: { name: 'str' } }] },
  ],
  ['open submodule of (JSON value)', { name: 'submodule' }],
  ['JSON value', { name: 'JSON value' }],
])('the words %s say %j', (words, wanted) => {
  expect(typeOfWords(words)).toEqual(wanted);
});
