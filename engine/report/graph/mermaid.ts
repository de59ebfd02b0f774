import type { Diagram, DiagramArrow, DiagramNode } from './diagram.ts';
import { groupPhases } from './groups.ts';
import { MANNERS, MOODS, PALE, PHASES, TAKEN } from './palette.ts';

/**
 * A diagram as a Mermaid flowchart, which GitHub and GitLab draw in Markdown. A phase is a subgraph; an edge without a
 * label is `ok`.
 */
export function renderMermaid(diagram: Diagram): string {
  return [
    '---',
    `title: ${JSON.stringify(diagram.about.title)}`,
    '---',
    'flowchart TD',
    ...groupPhases(diagram).flatMap(({ phase, nodes }, index) => [
      `  subgraph phase${index} [${phase}]`,
      ...nodes.map((node) => `    ${box(node)}`),
      '  end',
    ]),
    ...diagram.nodes.filter((node) => node.phase === undefined).map((node) => `  ${box(node)}`),
    ...diagram.arrows.map((arrow) => `  ${edge(arrow)}`),
    ...styles(diagram),
    '',
  ].join('\n');
}

function box(node: DiagramNode): string {
  const label = `"${node.name}${fate(node)}"`;
  switch (node.form) {
    case 'end':
      return `${idOf(node.id)}([${label}])`;
    case 'step':
      return `${idOf(node.id)}[[${label}]]`;
    default:
      return `${idOf(node.id)}[${label}]`;
  }
}

function fate(node: DiagramNode): string {
  return node.form === 'end' || node.visit === undefined ? '' : ` (${node.visit.outcome ?? 'cut off'})`;
}

function edge({ from, to, on, manner, taken }: DiagramArrow): string {
  const line = taken.length > 0 ? '==>' : manner === 'ok' ? '-->' : '-.->';
  const label = manner === 'ok' ? '' : `|${on.join(', ')}|`;
  return `${idOf(from)} ${line}${label} ${idOf(to)}`;
}

function styles(diagram: Diagram): string[] {
  const links = diagram.arrows.map(({ manner, taken }, index) => {
    const colour = taken.length > 0 ? TAKEN[manner] : diagram.traced ? PALE.line : MANNERS[manner].line;
    return `  linkStyle ${index} stroke:${colour}`;
  });
  const nodes = diagram.nodes.map((node) => {
    const tint = node.mood === undefined ? PHASES[node.phase ?? 'plan'] : MOODS[node.mood];
    const pale = diagram.traced && node.visit === undefined;
    const width = node.mutates || node.visit !== undefined ? ',stroke-width:3px' : '';
    return pale
      ? `  style ${idOf(node.id)} fill:${PALE.fill},stroke:${PALE.line},color:${PALE.text}`
      : `  style ${idOf(node.id)} fill:${tint.fill},stroke:${tint.line},color:#1b2430${width}`;
  });
  return [...nodes, ...links];
}

/** Mermaid's own words (`end`) and signs must not be names of states. */
export function idOf(id: string): string {
  return `s_${id.replaceAll(/[^a-z0-9]/gu, '_')}`;
}
