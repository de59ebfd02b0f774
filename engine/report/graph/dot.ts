import type { Diagram, DiagramArrow, DiagramNode } from './diagram.ts';
import { groupPhases } from './groups.ts';
import { INK, MANNERS, MOODS, PALE, PHASES, TAKEN } from './palette.ts';

/** A diagram for Graphviz: `dot -Tpdf`. A phase is a cluster; states and edges have the names that the journal uses. */
export function renderDot(diagram: Diagram): string {
  return [
    `digraph ${quote(diagram.about.title)} {`,
    `  graph [rankdir=TB, fontname="sans-serif", labelloc=t, label=${quote(diagram.about.title)}];`,
    '  node [fontname="sans-serif", fontsize=11, style="filled,rounded", shape=box];',
    '  edge [fontname="sans-serif", fontsize=9];',
    ...groupPhases(diagram).flatMap(({ phase, nodes }, index) => [
      `  subgraph cluster_${index} {`,
      `    label=${quote(phase)}; labeljust=l; fontsize=10; fontcolor="${PHASES[phase].line}"; style="filled,rounded"; color="${PHASES[phase].fill}";`,
      ...nodes.map((node) => `    ${box(node, diagram.traced)}`),
      '  }',
    ]),
    ...diagram.nodes
      .filter((node) => node.phase === undefined)
      .map((node) => `  ${box(node, diagram.traced)}`),
    ...diagram.arrows.map((arrow) => `  ${edge(arrow, diagram.traced)}`),
    '}',
    '',
  ].join('\n');
}

function box(node: DiagramNode, traced: boolean): string {
  const tint = node.mood === undefined ? PHASES[node.phase ?? 'plan'] : MOODS[node.mood];
  const pale = traced && node.visit === undefined;
  const outcome =
    node.form === 'end' || node.visit === undefined ? '' : ` (${node.visit.outcome ?? 'cut off'})`;
  const shape =
    node.form === 'end' ? ', shape=oval' : node.form === 'step' ? ', shape=component, style=filled' : '';
  const width = node.mutates || node.visit !== undefined ? ', penwidth=2.5' : '';
  const fill = node.form === 'end' || node.form === 'rollback' ? tint.fill : '#ffffff';
  const colours = pale
    ? `color="${PALE.line}", fontcolor="${PALE.text}", fillcolor="${PALE.fill}"`
    : `color="${tint.line}", fontcolor="${INK}", fillcolor="${fill}"`;
  const label = quote(`${node.name}${outcome}`);
  return `${quote(node.id)} [label=${label}, tooltip=${quote(node.detail)}, ${colours}${shape}${width}];`;
}

const STYLES = { ok: 'solid', failure: 'dashed', stopped: 'dotted', early: 'dashed' } as const;

function edge({ from, to, on, manner, taken }: DiagramArrow, traced: boolean): string {
  const walked = taken.length > 0;
  const colour = walked ? TAKEN[manner] : traced ? PALE.line : MANNERS[manner].line;
  // A long line of states stays straight when only `ok` pulls.
  const weight = manner === 'ok' ? ', weight=20' : ', weight=0';
  const label = manner === 'ok' ? '' : `, label=${quote(on.join(', '))}`;
  return `${quote(from)} -> ${quote(to)} [color="${colour}", fontcolor="${colour}", style=${walked ? 'bold' : STYLES[manner]}${label}${weight}];`;
}

function quote(text: string): string {
  const line = text.toWellFormed().replaceAll(/\p{Cc}+/gu, ' ');
  return `"${line.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
