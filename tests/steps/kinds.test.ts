import { describe, expect, it } from 'vitest';
import { handlerOf, mustFinish } from '../../engine/steps/kinds.ts';
import { begin, contextOf, ENABLE_DOCKER, play } from './support/play.ts';

const STEPS =
  '  - id: before\n    run: { argv: [one], effect: change, undo: [undo-one] }\n' +
  ENABLE_DOCKER +
  '  - id: rest\n    wait: 1s\n';

const nodesOf = (run: ReturnType<typeof begin>) => run.checked.graph.nodes;

/** What each state would run, before anything was planned or once everything is known. */
function commandsOf(run: ReturnType<typeof begin>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    nodesOf(run).flatMap((node) => {
      const commands = handlerOf(node, run.checked.kinds).commands?.(contextOf(run, node)) ?? [];
      return commands.length === 0 ? [] : [[node.id, commands.map(({ argv }) => argv.join(' '))]];
    }),
  );
}

describe('what a run would do to the host', () => {
  it('is told before it is known which system that makes', async () => {
    const run = begin(STEPS);
    await play(run, 'snapshot');
    expect(commandsOf(run)).toEqual({
      'dry-build': ['nix-instantiate <candidate>'],
      build: [expect.stringMatching(/^nix-store --realise .*\/roots\/after .*<derivation>$/u)],
      'step:before': ['one'],
      preflight: ['<toplevel>/bin/switch-to-configuration check'],
      switch: [
        expect.stringMatching(/^systemd-run .*nixos-ai-dead-man-.* rollback .* --dead-man --yes$/u),
        expect.stringMatching(/<toplevel>\/bin\/switch-to-configuration test/u),
      ],
      confirm: [
        expect.stringMatching(/^nix-env .*--set <toplevel>$/u),
        '<toplevel>/bin/switch-to-configuration boot',
      ],
    });
  });

  it('is told of the system that was planned', async () => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'consent');
    const { outPath = '', drvPath = '' } = run.state.dryBuild?.preview ?? {};
    const { build = [], preflight, confirm = [], switch: switched = [] } = commandsOf(run);
    expect(build[0]).toContain(drvPath);
    expect(preflight).toEqual([`${outPath}/bin/switch-to-configuration check`]);
    expect(switched[1]).toContain(`${outPath}/bin/switch-to-configuration test`);
    expect(confirm[0]).toContain(outPath);
    expect(confirm[1]).toBe(`${outPath}/bin/switch-to-configuration boot`);
  });
});

describe('a state', () => {
  it('runs to its end where half of it would leave the host half-changed', () => {
    const run = begin(STEPS);
    const finish = nodesOf(run).filter(mustFinish);
    expect(finish.map(({ id }) => id)).toEqual([
      'snapshot',
      'edit',
      'step:before',
      'switch',
      'confirm',
      'rollback',
    ]);
  });

  it.each([
    ['switch', true],
    ['plan', false],
    ['step:before', false],
    ['step:rest', false],
  ])('%s says what became of it when the engine died: %s', (id, says) => {
    const run = begin(STEPS);
    const node = nodesOf(run).find((one) => one.id === id);
    if (node === undefined) throw new Error(`there is no ${id}`);
    expect(handlerOf(node, run.checked.kinds).reconcile !== undefined).toBe(says);
  });
});
