import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../engine/model/finding.ts';
import type { OptionValue } from '../../../engine/model/system.ts';
import { proveEdits } from '../../../engine/steps/change/prove.ts';
import { queryFor } from '../../../engine/steps/change/query.ts';
import { begin, contextOf, ENABLE_DOCKER, play, type PlayOptions } from '../support/play.ts';

const PATH = ['virtualisation', 'docker', 'enable'];
const KEY = JSON.stringify(PATH);
const OFF = '{ lib, ... }:\n{\n  virtualisation.docker.enable = lib.mkForce false;\n}\n';

interface Proving extends PlayOptions {
  readonly option?: OptionValue;
  /** The file that the definition which wins stands in, as Nix names it. */
  readonly winner?: string;
  /** Texts of the host. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where the configuration is within its repository. */
  readonly prefix?: string;
}

/** What is said of the candidate of the edit that enables docker. */
async function prove({ option, winner, files = {}, prefix, ...options }: Proving) {
  const run = begin(ENABLE_DOCKER, options);
  await play(run, 'dry-build');
  for (const [file, text] of Object.entries(files)) await run.host.files.write(file, text);
  const [node] = run.checked.graph.nodes;
  if (node === undefined) throw new Error('a graph has a state');
  const context = contextOf(run, node);
  const facts = await run.host.evaluate.facts({ kind: 'live' }, queryFor([], []), context.signal);
  if (!facts.ok) throw new Error('it evaluates');
  const winners = winner === undefined ? [] : [{ file: winner, value: false }];
  const origin = { files: [], definitions: [false], winners, own: winner === undefined ? [] : [winner] };
  const told =
    winner === undefined
      ? failed({ code: 'EVAL001', severity: 'error', message: 'it is not told' } as const)
      : ok({ [KEY]: origin });
  const found = prefix === undefined ? undefined : { root: '/etc', prefix, gitDir: '/etc/.git' };
  const host = {
    ...context.host,
    evaluate: { ...context.host.evaluate, origins: async () => Promise.resolve(told) },
    repository: { ...context.host.repository, find: async () => Promise.resolve(found) },
  };
  const value = option ?? { value: false, defined: true };
  const findings = await proveEdits(
    { ...context, host },
    { ...facts.value, options: { [KEY]: value } },
    true,
  );
  return findings.map(({ code, message }) => `${code} ${message}`);
}

const NOT_SO = 'PROOF001 virtualisation.docker.enable evaluates to false, not to the requested value';

describe('an edit', () => {
  it('that the evaluation holds is proved', async () => {
    expect(await prove({ option: { value: true, defined: true } })).toEqual([]);
  });

  it('that the evaluation does not hold is not, though nobody knows why', async () => {
    expect(await prove({})).toEqual([NOT_SO]);
  });

  it.each<[string, Proving, string]>([
    ['the live tree', { winner: '/etc/nixos/configuration.nix' }, 'configuration.nix:5'],
    [
      'a module beside it, as Nix names it',
      { winner: '/srv/off.nix', files: { '/srv/off.nix': OFF } },
      '/srv/off.nix:3',
    ],
    ['a module that cannot be read', { winner: '/srv/gone.nix' }, '/srv/gone.nix'],
    ['no file at all', { winner: '<unknown-file>' }, '<unknown-file>'],
    [
      'a flake in the store',
      { winner: '/nix/store/abc-source/configuration.nix', place: { style: 'flake' }, prefix: '' },
      'configuration.nix:5',
    ],
    [
      'a part of a flake in the store',
      {
        winner: '/nix/store/abc-source/nixos/configuration.nix',
        place: { style: 'flake' },
        prefix: 'nixos/',
      },
      'configuration.nix:5',
    ],
  ])('that another definition outweighs is told with its place: %s', async (_, proving, place) => {
    const [said = '', ...more] = await prove(proving);
    expect(more).toEqual([]);
    expect(said.slice(0, NOT_SO.length)).toBe(NOT_SO);
    expect(said.slice(NOT_SO.length)).toContain(`${place} sets it to false`);
  });
});
