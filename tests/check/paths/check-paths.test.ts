import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import { checkPaths } from '../../../engine/check/paths/check-paths.ts';
import { locateIn } from '../../../engine/check/paths/problem.ts';
import type { Finding } from '../../../engine/model/finding.ts';
import type { Graph, GraphEdge, GraphNode } from '../../../engine/model/graph.ts';
import type { StepOutcome } from '../../../engine/model/outcome.ts';
import type { Runbook } from '../../../engine/model/runbook.ts';
import { parseSteps } from '../../lib/runbooks.ts';
import { graphOf, POSITION } from './arbitraries.ts';

const CHANGE = withGraph(`
  - id: backup
    run: { argv: [dump], effect: change, undo: [undump] }
  - id: enable
    edit: [{ set: virtualisation.docker.enable, to: true }]
  - id: health
    verify: [{ unit: docker.service, is: active }]
`);
const COMMANDS = withGraph(`
  - id: sure
    approve: Sure?
  - id: erase
    run: { argv: [erase], effect: irreversible }
`);

function withGraph(steps: string): { readonly runbook: Runbook; readonly graph: Graph } {
  const runbook = parseSteps(steps);
  return { runbook, graph: graphOf(runbook.steps) };
}

const to = (from: string, on: StepOutcome, target: string) => (graph: Graph) => ({
  ...graph,
  edges: graph.edges.map((edge) => (edge.from === from && edge.on === on ? { ...edge, to: target } : edge)),
});
const drop = (from: string, on: StepOutcome) => (graph: Graph) => ({
  ...graph,
  edges: graph.edges.filter((edge) => edge.from !== from || edge.on !== on),
});
const node =
  (id: string, change: Partial<Pick<GraphNode, 'recovery' | 'inverse' | 'mutates' | 'timeout' | 'retry'>>) =>
  (graph: Graph) => ({
    ...graph,
    nodes: graph.nodes.map((one) => (one.id === id ? { ...one, ...change } : one)),
  });

const UP_TO_BUILD = 'plan ok → snapshot ok → edit ok → dry-build ok → consent ok → build ok';
const UP_TO_SWITCH = `${UP_TO_BUILD} → 'backup' ok → preflight ok`;

function said(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, position, message }) => `${code} ${position?.line}: ${message}`);
}

describe('the shortest path that shows what is wrong', () => {
  it.each<[string, typeof CHANGE, (graph: Graph) => Graph, string]>([
    [
      'an outcome of the switch that leads nowhere',
      CHANGE,
      drop('switch', 'fail'),
      `PATH002 1: ${UP_TO_SWITCH} → switch fails → (no edge): the run would stop with the host changed`,
    ],
    [
      'an outcome before any change that leads nowhere',
      CHANGE,
      drop('snapshot', 'timeout'),
      'PATH002 1: plan ok → snapshot takes too long → (no edge): the run would stop',
    ],
    [
      'a failure after the switch that ends as if nothing had happened',
      CHANGE,
      to('step:health', 'fail', 'end:failed'),
      `PATH002 10: ${UP_TO_SWITCH} → switch ok → settle ok → 'health' fails → failed: the run would end with the host changed`,
    ],
    [
      'a failed switch that goes on',
      CHANGE,
      to('switch', 'fail', 'settle'),
      `PATH002 1: ${UP_TO_SWITCH} → switch fails → settle ok → 'health' ok → confirm ok → verified: the run would end verified without a change that was made, checked and confirmed`,
    ],
    [
      'a way around the dry-build',
      CHANGE,
      to('edit', 'fail', 'consent'),
      `PATH001 1: plan ok → snapshot ok → edit fails → consent ok → build ok → 'backup' ok → preflight ok → switch: no candidate was created after the snapshot`,
    ],
    [
      'a way around consent',
      CHANGE,
      to('dry-build', 'ok', 'build'),
      `PATH008 6: plan ok → snapshot ok → edit ok → dry-build ok → build ok → 'backup': nobody consented after the last dry-build`,
    ],
    [
      'a refusal that is not heard',
      CHANGE,
      to('consent', 'reject', 'build'),
      `PATH008 6: plan ok → snapshot ok → edit ok → dry-build ok → consent is refused → build ok → 'backup': nobody consented after the last dry-build`,
    ],
    [
      'a change after the last look before the switch',
      CHANGE,
      (graph) =>
        to(
          'build',
          'ok',
          'preflight',
        )(to('preflight', 'ok', 'step:backup')(to('step:backup', 'ok', 'switch')(graph))),
      `PATH001 1: ${UP_TO_BUILD} → preflight ok → 'backup' ok → switch: nothing was checked again since the last step`,
    ],
    [
      'a boot that waits although nothing was left for it',
      CHANGE,
      to('settle', 'fail', 'boot'),
      `PATH002 1: ${UP_TO_SWITCH} → switch ok → settle fails → boot needs a reboot → pending-reboot: nothing was prepared that the next boot completes`,
    ],
    [
      'an approval that is gone around',
      COMMANDS,
      to('step:sure', 'reject', 'step:erase'),
      `PATH003 8: plan ok → consent ok → 'sure' is refused → 'erase': it cannot be undone and nobody approved it`,
    ],
    [
      'a change that nothing takes back',
      CHANGE,
      node('step:backup', { inverse: 'none' }),
      `PATH003 6: 'backup' changes the host, but 'none' does not undo that`,
    ],
    [
      'a crash that would do a change twice',
      CHANGE,
      node('switch', { recovery: 'again' }),
      "PATH004 1: switch crashes → 'again': that is not safe for this state",
    ],
    [
      'a crash after which a stop forgets the change',
      COMMANDS,
      (graph) =>
        to(
          'step:erase',
          'stop',
          'end:failed',
        )(node('step:erase', { recovery: 'rollback', retry: { attempts: 1, delay: 0 } })(graph)),
      `PATH002 8: plan ok → consent ok → 'sure' ok → 'erase' fails and is retried → 'erase' is stopped → failed: the run would end with the host changed`,
    ],
    [
      'a rollback that is called verified',
      CHANGE,
      to('rollback', 'ok', 'end:verified'),
      `PATH002 1: ${UP_TO_BUILD} → 'backup' fails → rollback ok → verified: the run would say so after a rollback`,
    ],
    [
      'an approval that is waited for although nothing is planned',
      CHANGE,
      to('plan', 'fail', 'end:pending-approval'),
      'PATH002 1: plan fails → pending-approval: nothing was planned that anybody could approve, or the host is changed already',
    ],
    [
      'an approval that is waited for after the switch',
      CHANGE,
      to('settle', 'fail', 'end:pending-approval'),
      `PATH002 1: ${UP_TO_SWITCH} → switch ok → settle fails → pending-approval: nothing was planned that anybody could approve, or the host is changed already`,
    ],
    [
      'a dead-man timer that does not wait for a step that is listed before the switch',
      CHANGE,
      (graph) => {
        const { nodes } = node('step:health', { timeout: 7_200_000 })(graph);
        const isLate = ({ id }: GraphNode): boolean => id === 'step:health';
        return { ...graph, nodes: [...nodes.filter(isLate), ...nodes.filter((one) => !isLate(one))] };
      },
      "PATH006 1: switch 1020 s → settle 122 s → 'health' 7200 s → confirm 1920 s: this may take 10262 s, but the dead-man timer fires after 4982 s",
    ],
    [
      'a loop',
      CHANGE,
      to('settle', 'fail', 'preflight'),
      'PATH005 1: preflight → switch → settle → preflight: the run could loop forever',
    ],
    [
      'a name that is no state',
      CHANGE,
      to('settle', 'fail', 'undo'),
      "PATH005 1: settle fails → 'undo', which is neither a state nor an end",
    ],
    [
      'a rollback with no time for the undo of a step',
      CHANGE,
      node('rollback', { timeout: 3_000_000 }),
      "PATH006 1: 'backup' 300 s → switch 1020 s → confirm 1920 s: undoing this may take 3240 s, but rollback has 3000 s",
    ],
  ])('%s', (_what, checked, change, wanted) => {
    const findings = checkPaths(change(checked.graph), locateIn(checked.runbook));
    expect(said(findings)).toContain(wanted);
    for (const finding of findings) expect(finding.fix).toBeTruthy();
  });

  it('says of a crash that only a crash shows it', () => {
    // Recovering the look at the files by a rollback is fine; ending that rollback as a failure is not.
    const graph = node('plan', { recovery: 'rollback' })(to('rollback', 'fail', 'end:failed')(CHANGE.graph));
    const crashed = said(checkPaths(graph, () => POSITION)).join('\n');
    expect(crashed).toContain(`PATH002 3: ${UP_TO_BUILD} → 'backup' fails → rollback fails → failed`);
    const only = node('step:health', { recovery: 'again', mutates: true })(CHANGE.graph);
    expect(said(checkPaths(only, () => POSITION)).join('\n')).toContain(
      "PATH004 3: 'health' crashes → 'again'",
    );
  });

  it('shortens the middle of a long path, never its end', () => {
    const position = POSITION;
    const steps = Array.from({ length: 60 }, (_, n) => ({
      id: `look-${n}`,
      kind: 'wait' as const,
      duration: 1,
      position,
    }));
    const [first] = checkPaths(drop('step:look-59', 'ok')(graphOf(steps)), () => POSITION);
    expect(first?.message).toMatch(/^plan ok → consent ok → 'look-0' ok → 'look-1' ok → \(42 more\) → /u);
    expect(first?.message).toMatch(/'look-59' ok → \(no edge\): the run would stop$/u);
  });
});

describe('what a path has shown', () => {
  const codes = (graph: Graph): readonly string[] =>
    checkPaths(graph, () => POSITION).map(({ code }) => code);
  const when = "{ cel: 'true' }";
  const erase = '  - id: erase\n    run: { argv: [erase], effect: irreversible }\n';
  const dump = '  - id: dump\n    run: { argv: [dump], effect: change, undo: [undump] }\n';

  it('counts an approval that is left out only together with what it approves', () => {
    const both = `  - id: sure\n    when: ${when}\n    approve: Sure?\n${erase}`;
    expect(codes(withGraph(both).graph)).toEqual(['PATH003']);
    expect(codes(withGraph(`${both}    when: ${when}\n`).graph)).toEqual([]);
    expect(codes(withGraph(`${both}    when: { cel: 'false' }\n`).graph)).toEqual(['PATH003']);
  });

  it('knows that a condition held where a step with it was not left out', () => {
    const look = `  - id: look\n    when: ${when}\n    on-failure: sure\n    wait: 1s\n`;
    const { graph } = withGraph(`${look}  - id: sure\n    when: ${when}\n    approve: Sure?\n${erase}`);
    expect(codes(graph)).toEqual(['PATH003']);
    expect(codes(to('step:look', 'ok', 'end:verified')(graph))).toEqual([]);
  });

  it('does not let a rollback end well that cannot', () => {
    expect(codes(drop('rollback', 'ok')(COMMANDS.graph))).toEqual([]);
    expect(codes(drop('rollback', 'ok')(withGraph(dump).graph))).toEqual(['PATH002']);
  });

  it('lets garbage be collected by the consent to the run, and never without; a rollback can end well after it', () => {
    const { graph } = withGraph('  - id: old\n    collect-garbage: { older-than: 30d }\n');
    expect(codes(graph)).toEqual([]);
    expect(codes(drop('rollback', 'ok')(graph))).toEqual(['PATH002']);
    expect(codes(to('plan', 'ok', 'step:old')(graph))).toContain('PATH008');
    expect(codes(node('step:old', { mutates: false })(graph))).toContain('PATH003');
  });

  it('calls nothing verified after a rollback, however that ended', () => {
    expect(codes(to('rollback', 'fail', 'end:verified')(withGraph(dump).graph))).toEqual(['PATH002']);
  });

  it('forgets a rollback once the host is changed again', () => {
    const { graph } = withGraph(dump);
    const extra = graph.nodes.flatMap((one) => (one.kind === 'step' ? [{ ...one, id: 'step:more' }] : []));
    const ends = (['ok', 'fail', 'timeout', 'stop'] as const).map((on) => ({
      from: 'step:more',
      on,
      to: 'end:needs-human',
    }));
    const again = (last: string): Graph => ({
      ...to('rollback', 'ok', 'step:more')(node('step:dump', { recovery: 'needs-human' })(graph)),
      nodes: [...node('rollback', { timeout: 1e9 })(graph).nodes, ...extra].map((one) =>
        one.kind === 'step' ? { ...one, recovery: 'needs-human' as const } : one,
      ),
      edges: [
        ...to('rollback', 'ok', 'step:more')(graph).edges,
        ...ends.map((edge) => (edge.on === 'ok' ? { ...edge, to: last } : edge)),
      ],
    });
    expect(codes(again('end:needs-human'))).toEqual([]);
    expect(codes(again('end:rolled-back'))).toEqual(['PATH002']);
  });

  it('takes the slowest way back, wherever it is listed', () => {
    const tells = '  - id: tell\n    notify: Here.\n  - id: again\n    notify: Here.\n';
    const { graph } = withGraph(dump + tells);
    const aside = to('consent', 'fail', 'step:tell')(to('step:dump', 'ok', 'end:verified')(graph));
    const isAside = ({ from, to }: GraphEdge): boolean =>
      from === 'step:again' || (from === 'step:tell' && to !== 'step:again');
    const edges = aside.edges.map((edge) => (isAside(edge) ? { ...edge, to: 'end:needs-human' } : edge));
    const short: Graph = { ...aside, edges };
    const tight = node('rollback', { timeout: 299_000 })(short);
    expect(codes(short)).toEqual([]);
    expect(codes(tight)).toEqual(['PATH006']);
  });
});

describe('the time that a rollback needs', () => {
  it('is that of the longest way, though a shorter one comes first', () => {
    const undo = (id: string): string =>
      `  - id: ${id}\n    run: { argv: [dump], effect: change, undo: [undump] }\n`;
    const { graph } = withGraph(undo('one') + undo('two'));
    // Around the first step to the second.
    const around = to('plan', 'fail', 'step:two')(graph);
    const timesOf = (timeout: number): readonly string[] =>
      checkPaths(node('rollback', { timeout })(around), () => POSITION)
        .filter(({ code }) => code === 'PATH006')
        .map(({ message }) => message);
    expect(timesOf(600_000)).toEqual([]);
    expect(timesOf(599_000)).toEqual([
      "'one' 300 s → 'two' 300 s: undoing this may take 600 s, but rollback has 599 s",
    ]);
  });
});

describe('what cannot be explored', () => {
  it('is refused, not accepted', () => {
    expect(checkPaths(CHANGE.graph, () => POSITION)).toEqual([]);
    const findings = checkPaths(CHANGE.graph, () => POSITION, KINDS, 5);
    expect(findings.map((finding) => finding.code)).toContain('PATH000');
  });
});
