import type { Finding } from '../../model/finding.ts';
import type { JudgedGraph, JudgedNode } from './judged.ts';
import { changesHost, possibleOutcomes } from './outcomes.ts';
import { problem, type Locate } from './problem.ts';
import { sortNodes } from './sort-nodes.ts';
import { endOf } from './system.ts';
import { nameState, wordOf } from './words.ts';

/**
 * What must hold before paths can be followed at all: every name leads somewhere, no state has two ways for one
 * outcome, nothing leads out of an end, nothing goes round. PATH005.
 */
export function checkShape(graph: JudgedGraph, locate: Locate): Finding[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const findings = [...checkNodes(graph, locate), ...checkEdges(graph, nodes, locate)];
  if (!nodes.has(graph.start)) {
    const [first] = graph.nodes;
    const fix = 'begin at a state';
    findings.push(
      problem(
        'PATH005',
        `the run begins at '${graph.start}', which is no state`,
        fix,
        first && locate(first),
      ),
    );
  }
  return findings.length > 0 ? findings : checkLoops(graph, nodes, locate);
}

/** States that no path reaches. The rollback is entered from outside too: by a person, and by the dead-man timer. */
export function checkReached(graph: JudgedGraph, locate: Locate): Finding[] {
  const targets = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  for (const { from, to } of graph.edges) targets.get(from)?.push(to);
  const back = graph.nodes.filter((node) => node.kind === 'rollback');
  for (const node of graph.nodes) {
    if (node.recovery === 'rollback') targets.get(node.id)?.push(...back.map(({ id }) => id));
  }
  const changes = graph.nodes.some(changesHost);
  const reached = new Set<string>();
  const open = [graph.start, ...(changes ? back.map(({ id }) => id) : [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(targets.get(id) ?? []));
  }
  // Of what hangs together, the beginning says it all.
  const lost = graph.nodes.filter((node) => !reached.has(node.id));
  const after = new Set(lost.flatMap((node) => targets.get(node.id) ?? []));
  const fix = 'lead a path to it, or remove it';
  return lost
    .filter((node) => !after.has(node.id))
    .map((node) => problem('PATH005', `no path leads to ${nameState(node)}`, fix, locate(node)));
}

function checkNodes(graph: JudgedGraph, locate: Locate): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const node of graph.nodes) {
    const report = (message: string, fix: string) =>
      findings.push(problem('PATH005', message, fix, locate(node)));
    if (seen.has(node.id)) report(`two states are named '${node.id}'`, 'give one of them another name');
    if (node.id.startsWith('end:'))
      report(`the state '${node.id}' has the name of an end`, 'name it otherwise');
    const { attempts, delay } = node.retry;
    if (!Number.isSafeInteger(attempts) || attempts < 0 || !Number.isFinite(delay) || delay < 0)
      report(`${nameState(node)} is retried without a bound`, 'give a number of attempts and a delay');
    seen.add(node.id);
  }
  return findings;
}

function checkEdges(graph: JudgedGraph, nodes: ReadonlyMap<string, JudgedNode>, locate: Locate): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const { from, on, to } of graph.edges) {
    const node = nodes.get(from);
    const report = (message: string, fix: string) =>
      findings.push(problem('PATH005', message, fix, node && locate(node)));
    const said = node === undefined ? `'${from}'` : `${nameState(node)} ${wordOf(on)}`;
    if (node === undefined) {
      report(`an edge leads out of ${said}, which is no state`, 'remove it: an end is final');
    } else if (!possibleOutcomes(node).includes(on)) {
      report(`${said}: this state never ends so, and no path is checked there`, 'remove the edge');
    }
    if (seen.has(`${from}\n${on}`)) report(`${said}: two edges leave on this outcome`, 'keep one of them');
    if (!nodes.has(to) && endOf(to) === undefined)
      report(`${said} → '${to}', which is no state and no end`, 'lead it to a state or an end');
    seen.add(`${from}\n${on}`);
  }
  return findings;
}

function checkLoops(graph: JudgedGraph, nodes: ReadonlyMap<string, JudgedNode>, locate: Locate): Finding[] {
  const sorted = sortNodes(graph);
  if (sorted.ok) return [];
  const names = sorted.loop.map((id) => {
    const node = nodes.get(id);
    return node === undefined ? id : nameState(node);
  });
  const first = nodes.get(sorted.loop[0] ?? '');
  const message = `${[...names, names[0]].join(' → ')}: the run could go round for ever`;
  const fix = 'lead one of these edges forward; a state is repeated by its own retry';
  return [problem('PATH005', message, fix, first && locate(first))];
}
