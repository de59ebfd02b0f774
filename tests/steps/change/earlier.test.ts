import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../../engine/host/simulated/evaluation.ts';
import type { ChangedFile } from '../../../engine/model/host/snapshots.ts';
import type { EarlierChange } from '../../../engine/model/plan.ts';
import { findEarlier } from '../../../engine/steps/change/earlier.ts';
import { begin, contextOf, ENABLE_DOCKER, play } from '../support/play.ts';

const WAS = '{ ... }:\n{\n  networking.hostName = "old";\n}\n';
const IS = '{ ... }:\n{\n  networking.hostName = "new";\n  time.timeZone = "UTC";\n}\n';
const COMMIT = 'c'.repeat(40);

interface Given {
  /** The configuration as it lies there. */
  readonly now?: Readonly<Record<string, string>>;
  /** Texts of before, of the files that changed since; undefined where a file was not there. */
  readonly before?: Readonly<Record<string, string | undefined>>;
  readonly links?: readonly string[];
  readonly text?: 'unknown' | 'lost' | 'elsewhere';
  /** What runs is what the configuration says. */
  readonly same?: true;
}

/** What is found, and the secrets that were learned on the way. */
async function find({
  now = { 'configuration.nix': IS },
  before = { 'configuration.nix': WAS },
  links = [],
  text,
  same,
}: Given): Promise<{ readonly found: EarlierChange | undefined; readonly learned: readonly string[] }> {
  const run = begin(ENABLE_DOCKER, { configuration: now });
  await play(run, 'dry-build');
  const [node] = run.checked.graph.nodes;
  if (node === undefined) throw new Error('a graph has a state');
  const context = contextOf(run, node);
  const changed: readonly ChangedFile[] = Object.keys(before).map((path) => ({
    path,
    link: links.includes(path),
  }));
  const { evaluate, snapshots } = context.host;
  const known = text === 'unknown' ? undefined : { commit: COMMIT, sameElsewhere: text !== 'elsewhere' };
  const host = {
    ...context.host,
    evaluate: { ...evaluate, textOf: async () => Promise.resolve(known) },
    snapshots: {
      ...snapshots,
      changes: async () => (text === 'lost' ? Promise.reject(new Error('gone')) : Promise.resolve(changed)),
      read: async (commit: string, path: string) =>
        Promise.resolve(commit === COMMIT ? before[path] : undefined),
    },
  };
  const facts = evaluateText({ entries: [], files: new Map() }, { options: [], packages: [] });
  if (!facts.ok) throw new Error('it evaluates');
  const running = run.state.plan?.before.running ?? '';
  const configured = same === undefined ? facts.value : { ...facts.value, outPath: running };
  let learned: readonly string[] = [];
  const learnSecrets = (texts: readonly string[]): void => void (learned = texts);
  const found = await findEarlier({ ...context, host, learnSecrets }, configured);
  return { found, learned };
}

const named = (found: EarlierChange | undefined) =>
  found?.edits.map(({ op, path }) => `${op} ${path.join('.')}`);

describe('what becomes live beside the run', () => {
  it('is nothing where the configuration is what runs', async () => {
    expect(await find({ same: true })).toEqual({ found: undefined, learned: [] });
  });

  it('is what was written since, with its file', async () => {
    const { found, learned } = await find({});
    expect(named(found)?.toSorted()).toEqual(['set networking.hostName', 'set time.timeZone']);
    expect(found).toMatchObject({ files: ['configuration.nix'], unknown: [] });
    expect(found).not.toHaveProperty('possible');
    expect(found).not.toHaveProperty('inputs');
    expect(learned).toEqual([WAS, IS]);
  });

  it('is all of a file that was not there', async () => {
    const now = { 'configuration.nix': '{\n  imports = [ ./more.nix ];\n}\n', 'more.nix': IS };
    const { found } = await find({ now, before: { 'more.nix': undefined } });
    expect(found?.files).toEqual(['more.nix']);
    expect(named(found)).toContain('set time.timeZone');
  });

  it('is new inputs where the lock has changed', async () => {
    const now = { 'configuration.nix': WAS, 'flake.lock': '{ }' };
    const { found } = await find({ now, before: { 'flake.lock': '{ "a": 1 }' } });
    expect(found).toMatchObject({ inputs: true, files: ['flake.lock'], edits: [] });
  });

  it.each<[string, Given, string]>([
    ['nobody has seen that text', { text: 'unknown' }, 'nobody has seen the text of what runs'],
    ['that text is lost', { text: 'lost' }, 'the text of what runs is lost'],
    [
      'what it reads from elsewhere is another',
      { text: 'elsewhere' },
      'what it reads from elsewhere, or its package set, has changed',
    ],
    [
      'the text is the same, and the system is not',
      { before: {} },
      'its text is that of what runs, and it gives another system',
    ],
    [
      'a file changed that is no module',
      { now: { 'configuration.nix': WAS, 'data.json': '1' }, before: { 'data.json': '2' } },
      'data.json changed, and is no module',
    ],
    ['a module is a link', { links: ['configuration.nix'] }, 'configuration.nix changed, and is no module'],
    [
      'a file reads the time',
      { now: { 'configuration.nix': '{\n  a = toString builtins.currentTime;\n}\n' }, before: {} },
      'configuration.nix reads what may be another each time',
    ],
  ])('may be anything that is defined where %s', async (_, given, unknown) => {
    const { found } = await find(given);
    expect(found?.unknown).toEqual([unknown]);
    const possible = found?.possible?.map((path) => path.join('.')) ?? [];
    expect(possible.length).toBeGreaterThan(0);
    expect(new Set(possible).size).toBe(possible.length);
  });
});
