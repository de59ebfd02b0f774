import type { Graph } from '../../model/graph.ts';
import { assertNever } from '../../model/outcome.ts';
import { buildDiagram, type About } from './diagram.ts';
import { renderDot } from './dot.ts';
import { layOutGraph } from './layout.ts';
import { renderMermaid } from './mermaid.ts';
import type { Picture } from './picture.ts';
import { renderSvg } from './svg.ts';
import type { Trace } from './trace.ts';

/** Formats that are text; a PNG is made from the SVG. */
export type TextFormat = 'svg' | 'mermaid' | 'dot';

/** A graph, and the way of a run through it → everything in its place. */
export function buildPicture(graph: Graph, about: About, trace?: Trace): Picture {
  return layOutGraph(buildDiagram(graph, about, trace));
}

/**
 * A graph, and the way of a run through it → its picture in a format.
 *
 * @example
 * renderGraph('svg', checked.graph, { title: 'enable-docker', subtitle: '' }, traceRun(journal.events(run)))
 */
export function renderGraph(format: TextFormat, graph: Graph, about: About, trace?: Trace): string {
  switch (format) {
    case 'svg':
      return renderSvg(buildPicture(graph, about, trace));
    case 'mermaid':
      return renderMermaid(buildDiagram(graph, about, trace));
    case 'dot':
      return renderDot(buildDiagram(graph, about, trace));
    default:
      return assertNever(format);
  }
}
