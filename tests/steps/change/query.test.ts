import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../engine/model/finding.ts';
import type { Evaluate } from '../../../engine/model/host/evaluate.ts';
import type { Edit } from '../../../engine/model/options/value.ts';
import { withOrigins } from '../../../engine/steps/change/origins.ts';
import { queryFor } from '../../../engine/steps/change/query.ts';
import { SHIPPED_POLICY } from '../../lib/policy.ts';
import { begin, contextOf, ENABLE_DOCKER } from '../support/play.ts';

const pkgs = (name: string) => ({ type: 'pkgs', path: [name] }) as const;
const attrs = (entries: Readonly<Record<string, ReturnType<typeof pkgs> | string>>) =>
  ({ type: 'attrs', entries }) as const;

describe('what an evaluation is asked', () => {
  it.each<[string, readonly Edit[], readonly string[], readonly string[]]>([
    ['nothing', [], [], []],
    ['an option', [{ op: 'set', path: ['a', 'b'], value: true }], ['a.b'], []],
    ['an option that is taken out', [{ op: 'unset', path: ['a'] }], ['a'], []],
    ['a package', [{ op: 'set', path: ['a'], value: pkgs('htop') }], ['a'], ['htop']],
    [
      'packages of a list',
      [{ op: 'add', path: ['a'], items: [pkgs('htop'), 'x', pkgs('jq')] }],
      ['a'],
      ['htop', 'jq'],
    ],
    ['packages that are taken out', [{ op: 'remove', path: ['a'], items: [pkgs('htop')] }], ['a'], ['htop']],
    [
      'packages further in',
      [{ op: 'set', path: ['a'], value: [[pkgs('htop')], attrs({ b: pkgs('jq'), c: 'x' })] }],
      ['a'],
      ['htop', 'jq'],
    ],
    [
      'each once',
      [
        { op: 'set', path: ['a'], value: pkgs('htop') },
        { op: 'add', path: ['a'], items: [pkgs('htop')] },
      ],
      ['a'],
      ['htop'],
    ],
  ])('of %s', (_, edits, options, packages) => {
    const query = queryFor(edits, []);
    expect(query.options.map((path) => path.join('.'))).toEqual(options);
    expect(query.packages.map((path) => path.join('.'))).toEqual(packages);
  });
});

describe('where the values of options come from', () => {
  const edit = { op: 'set', path: ['a'], value: true } as const;

  async function asked(edits: readonly Edit[], origins: Awaited<ReturnType<Evaluate['origins']>>) {
    const run = begin(ENABLE_DOCKER, { policy: SHIPPED_POLICY });
    const [node] = run.checked.graph.nodes;
    if (node === undefined) throw new Error('a graph has a state');
    const context = contextOf(run, node);
    const facts = await run.host.evaluate.facts({ kind: 'live' }, queryFor([edit], []), context.signal);
    if (!facts.ok) throw new Error('it evaluates');
    const calls: unknown[] = [];
    const evaluate = {
      ...context.host.evaluate,
      origins: async (...given: readonly unknown[]) => {
        calls.push(given[1]);
        return Promise.resolve(origins);
      },
    };
    const told = await withOrigins(
      { ...context, host: { ...context.host, evaluate } },
      { kind: 'live' },
      facts.value,
      edits,
    );
    return { facts: facts.value, told, calls };
  }

  const here = { '["a"]': { files: ['configuration.nix'], definitions: [true], winners: [] } };

  it('are added to what is known of the options', async () => {
    const { facts, told, calls } = await asked([edit], ok(here));
    expect(calls).toEqual([[['a']]]);
    expect(told.options['["a"]']).toEqual({
      ...facts.options['["a"]'],
      files: ['configuration.nix'],
      definitions: [true],
      winners: [],
    });
    expect({ ...told, options: {} }).toEqual({ ...facts, options: {} });
  });

  it('are asked of nobody where no option is in question', async () => {
    const { facts, told, calls } = await asked([], ok(here));
    expect([told, calls]).toEqual([facts, []]);
  });

  it('stay open where Nix does not tell', async () => {
    const { facts, told } = await asked(
      [edit],
      failed({ code: 'EVAL001', severity: 'error', message: 'no' }),
    );
    expect(told).toEqual(facts);
  });
});
