import { describe, expect, it } from 'vitest';
import type { EvaluatedFacts } from '../../../engine/model/host/evaluate.ts';
import { besideIntent } from '../../../engine/steps/change/beside.ts';
import { queryFor } from '../../../engine/steps/change/query.ts';
import { extended } from '../../lib/policy.ts';
import { begin, contextOf, ENABLE_DOCKER, play, type PlayOptions } from '../support/play.ts';

const TEXT = `{ lib, ... }:
let common = { dates = "weekly"; }; in
{
  nix.gc = lib.mapAttrs (_: value: value) common;
  networking = {
    hostName = "atlas";
  };
}
`;

interface Told {
  /** What the evaluation says that the file defines, before and after. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/** What is found beside the edit, of a candidate that was made of the text. */
async function beside(
  { before = [], after = [] }: Told,
  options: PlayOptions = {},
  change = (text: string): string => text,
) {
  const run = begin(ENABLE_DOCKER, { configuration: { 'configuration.nix': TEXT }, ...options });
  await play(run, 'dry-build');
  const candidate = `${run.state.edit?.directory ?? ''}/configuration.nix`;
  await run.host.files.write(candidate, change((await run.host.files.readText(candidate)) ?? ''));
  const [node] = run.checked.graph.nodes;
  if (node === undefined) throw new Error('a graph has a state');
  const context = contextOf(run, node);
  const facts = await run.host.evaluate.facts({ kind: 'live' }, queryFor([], []), context.signal);
  if (!facts.ok) throw new Error('it evaluates');
  const defining = (paths: readonly string[]): EvaluatedFacts => ({
    ...facts.value,
    modules: { 'configuration.nix': { all: paths.map((path) => JSON.stringify(path.split('.'))) } },
  });
  const found = await besideIntent(context, defining(before), defining(after));
  const unknown = await besideIntent(context, undefined, defining(after));
  return { found: found.map(({ code, message }) => `${code} ${message}`), unknown };
}

const LOST = 'PROOF002 the edit would also take away';
const GAINED = 'PROOF002 the edit would also make configuration.nix define';

describe('what an edit does beside what was asked', () => {
  it.each<[string, Told, readonly string[]]>([
    ['nothing', { before: ['nix.gc.dates'], after: ['nix.gc.dates'] }, []],
    ['what is asked for', { after: ['virtualisation.docker.enable'] }, []],
    [
      'a definition that is lost',
      { before: ['services.a'] },
      [`${LOST} services.a, which configuration.nix defines; nobody asked for that`],
    ],
    [
      'a definition that appears',
      { after: ['services.a'] },
      [`${GAINED} services.a, which it does not now; nobody asked for that`],
    ],
    ['what the file computes, as it did before', { after: ['nix.gc.dates', 'nix.gc.options'] }, []],
    [
      'what is not in a set that the file writes out, as it did before',
      { after: ['networking.domain'] },
      [`${GAINED} networking.domain, which it does not now; nobody asked for that`],
    ],
  ])('of %s', async (_, told, wanted) => {
    expect((await beside(told)).found).toEqual(wanted);
  });

  it('is told of what is computed in another way than before', async () => {
    const told = { after: ['nix.gc.dates'] };
    const { found } = await beside(told, {}, (text) =>
      text.replace('_: value: value', '_: value: [ value ]'),
    );
    expect(found).toEqual([`${GAINED} nix.gc.dates, which it does not now; nobody asked for that`]);
  });

  it('is not told of what policy allows by name', async () => {
    const told = { after: ['services.a', 'services.b'] };
    const policy = extended("options: [{ allow: ['services.a'], because: 'it may be there' }]\n");
    expect((await beside(told, { policy })).found).toEqual([
      `${GAINED} services.b, which it does not now; nobody asked for that`,
    ]);
  });

  it('is not known where the configuration of before does not evaluate', async () => {
    expect((await beside({ after: ['services.a'] })).unknown).toEqual([]);
  });
});
