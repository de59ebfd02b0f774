import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { needs } from '../lib/needs.ts';

const ROOM_FOR_TWO = needs(
  availableParallelism() > 1 && process.availableMemory() >= 4 * 1024 ** 3,
  'needs two processors and 4 GiB that are free',
);

/** A second or two of work for Nix, so that what begins meanwhile has begun before it ends, on a busy computer too. */
const SLOW_TO_EVALUATE = `  environment.etc.slow.text = toString
    (builtins.foldl' (sum: _: sum + builtins.length (builtins.genList (x: x) 2000)) 0 (builtins.genList (x: x) 40000));
`;

/** Which evaluations a command took, in the order in which they began. */
describe('a change is evaluated once', () => {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost();
    await nixosAi(['plan', 'enable nginx'], { host: host.dir });
  });
  afterAll(async () => host.end());

  it('and of what is live only the values that it is about, where that was evaluated before', async () => {
    expect(await evaluationsOf(['plan', 'enable docker'], 'next')).toEqual({
      candidate: ['facts'],
      live: ['values'],
    });
    expect(await evaluationsOf(['plan', 'enable docker'], 'again')).toEqual({
      candidate: ['facts'],
      live: [],
    });
  });

  it('and what is live with it, where somebody has edited by hand', async () => {
    const file = join(host.dir, 'etc/nixos/configuration.nix');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\}\s*$/u, `${SLOW_TO_EVALUATE}}\n`));
    expect(await evaluationsOf(['plan', 'enable docker'], 'by-hand')).toEqual({
      candidate: ['facts'],
      live: ['facts'],
    });
  });

  it('and both at the same time', ROOM_FOR_TWO, () => {
    const [first, second] = spansIn('by-hand').filter(({ argv }) => argv.includes('facts'));
    expect(second?.start).toBeLessThan(first?.end ?? 0);
  });

  it('and what it makes live is known to the next one', async () => {
    expect(await evaluationsOf(['enable docker', '--yes'], 'change')).toEqual({
      candidate: ['facts'],
      live: [],
    });
    expect(await evaluationsOf(['plan', 'open port 8080'], 'after')).toEqual({
      candidate: ['facts'],
      live: ['values'],
    });
  });

  async function evaluationsOf(
    args: readonly string[],
    trace: string,
  ): Promise<Record<'candidate' | 'live', readonly string[]>> {
    const result = await nixosAi(args, {
      host: host.dir,
      env: { NIXOS_AI_TRACE: join(host.base, trace) },
    });
    expect([result.exitCode, result.stdout]).toEqual([0, expect.any(String)]);
    const evaluations = spansIn(trace).flatMap(({ argv }) => {
      const attribute = argv[argv.indexOf('--attr') + 1];
      const wanted = argv.includes('nix-instantiate') && attribute !== 'index';
      return wanted ? [{ attribute: attribute ?? '', apart: argv.includes('unshare') }] : [];
    });
    const of = (apart: boolean): readonly string[] =>
      evaluations.filter((each) => each.apart === apart).map(({ attribute }) => attribute);
    return { candidate: of(true), live: of(false) };
  }

  function spansIn(trace: string): readonly { argv: readonly string[]; start: number; end: number }[] {
    const lines = readFileSync(join(host.base, trace), 'utf8').trim().split('\n');
    const spans = lines.map(
      (line) => JSON.parse(line) as { argv: readonly string[]; start: number; end: number },
    );
    return spans.toSorted((left, right) => left.start - right.start);
  }
});
