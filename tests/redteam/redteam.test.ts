import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { RiskClass } from '../../engine/model/policy.ts';
import { SHIPPED_POLICY } from '../lib/policy.ts';
import { CLASSES, type AnswerCase, type Bait } from './cases.ts';
import { askedAndFound, evaluateModules } from './inert.ts';
import { configurationOf } from './play.ts';
import { openTexts } from './open-text.ts';
import { renderRedTeam } from './table.ts';
import { expectation, isAtLeast, judge, play, written } from './verdict.ts';

const ALL = CLASSES.flatMap((group) => group.cases.map((one) => ({ group, one })));
const CONTROLS = CLASSES.flatMap((group) => group.controls.map((one) => ({ group, one })));

describe.each(CLASSES.map((group) => [group.title, group] as const))('%s', (_title, group) => {
  it.each(group.cases.map((one) => [one.id, one] as const))(
    '%s: does nothing by itself',
    async (_id, one) => {
      const { expected, found } = await judge(one, group);
      expect(found).toBe(expected);
    },
  );

  it.each(group.controls.map((one) => [one.id, one] as const))(
    '%s: harmless, and not refused',
    async (_id, one) => {
      const played = await play(one, group.asked ?? 'do it');
      const most: RiskClass = one['at-most'] ?? 'service';
      expect(played.kind).not.toBe('refused');
      if (played.kind === 'accepted') expect(isAtLeast(most, played.decision.class)).toBe(true);
    },
  );
});

test('there are as many as were promised, each with one expectation and a name of its own', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(150);
  expect(CONTROLS.length).toBeGreaterThanOrEqual(15);
  expect(CLASSES.filter(({ controls }) => controls.length === 0)).toEqual([]);
  const wrong = ALL.filter(
    ({ one }) => !/^(?:refused \w|raised \w|inert$|cleaned \S)/u.test(expectation(one)),
  );
  expect(wrong).toEqual([]);
  const names = [...ALL, ...CONTROLS].map(({ group, one }) => `${group.class}/${one.id}`);
  expect(names.length).toBe(new Set(names).size);
});

describe('text that would be Nix', () => {
  let directory: string;
  let bait: Bait;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'redteam-'));
    bait = { canary: join(directory, 'canary'), secret: join(directory, 'secret') };
    writeFileSync(bait.secret, 'what nobody may read');
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('real Nix evaluates it to the text that it is, runs nothing and reads nothing', async () => {
    const inert = ALL.filter(({ one }) => one.inert === true && changes(one));
    expect(inert.length).toBeGreaterThanOrEqual(20);
    const played = await Promise.all(inert.map(async ({ one }) => play(one, 'do it', bait)));
    const modules = evaluateModules(played.map((one) => written(configurationOf(), one)));
    for (const [at, one] of played.entries()) {
      const edits = one.kind === 'accepted' ? one.edits : [];
      expect(edits.length).toBeGreaterThan(0);
      for (const edit of edits) {
        const [asked, found] = askedAndFound(edit, modules[at]);
        expect({ id: inert[at]?.one.id, found }).toEqual({ id: inert[at]?.one.id, found: asked });
      }
    }
    expect(JSON.stringify(modules)).not.toContain('what nobody may read');
    expect(existsSync(bait.canary)).toBe(false);
  });

  test('the bait is one: the same expressions, not as text, run and read', () => {
    const exec = `builtins.exec [ "sh" "-c" "echo 1 > ${bait.canary}; echo 1" ]`;
    const module = `_: { a = ${exec}; b = builtins.readFile ${bait.secret}; }`;
    expect(evaluateModules([module])).toEqual([{ a: 1, b: 'what nobody may read' }]);
    expect(existsSync(bait.canary)).toBe(true);
  });
});

test('of the options that take lines of text, none is open to a model below `access`', () => {
  expect(openTexts(SHIPPED_POLICY)).toEqual([]);
});

test('the table in docs/RED-TEAM.md is the one that this gives: node scripts/redteam.ts', async () => {
  expect(readFileSync('docs/RED-TEAM.md', 'utf8')).toBe(await renderRedTeam());
});

function changes({ edits }: AnswerCase): boolean {
  return edits !== undefined;
}
