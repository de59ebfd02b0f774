import { writeFileAtomic } from '../../host/tree/files.ts';
import { rasterize } from '../../host/program/raster.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import type { Graph } from '../../model/graph.ts';
import type { About } from '../../report/graph/diagram.ts';
import { renderGraph } from '../../report/graph/draw.ts';
import { visible } from '../../report/text/visible.ts';
import type { Trace } from '../../report/graph/trace.ts';
import type { drawFlags } from '../command-line/declarations/flags.ts';

type Format = (typeof drawFlags.format.options)[number];

export interface DrawOptions {
  readonly format?: Format | undefined;
  readonly output?: string | undefined;
}

/** For printing: a picture of so many pixels is sharp on paper and on any screen. */
const PNG_SCALE = 2;

/**
 * A graph → a file, or standard output. Findings: PIC001 a PNG would go to a terminal, PIC002 the file cannot be
 * written.
 */
export async function draw(
  options: DrawOptions,
  graph: Graph,
  about: About,
  trace?: Trace,
): Promise<Result<undefined>> {
  const { output } = options;
  const format = options.format ?? formatOf(output);
  if (format === 'png' && output === undefined && process.stdout.isTTY) return failed(noTerminal());
  const text = renderGraph(format === 'png' ? 'svg' : format, graph, about, trace);
  const content = format === 'png' ? await rasterize(text, PNG_SCALE) : text;
  if (output === undefined)
    process.stdout.write(typeof content === 'string' && process.stdout.isTTY ? visible(content) : content);
  else
    try {
      await writeFileAtomic(output, content);
    } catch (error) {
      return failed(unwritable(output, error));
    }
  return ok(undefined);
}

const ENDINGS: readonly (readonly [RegExp, Format])[] = [
  [/\.png$/iu, 'png'],
  [/\.(?:mmd|mermaid)$/iu, 'mermaid'],
  [/\.(?:dot|gv)$/iu, 'dot'],
];

function formatOf(output: string | undefined): Format {
  return ENDINGS.find(([ending]) => ending.test(output ?? ''))?.[1] ?? 'svg';
}

function noTerminal() {
  return {
    code: 'PIC001',
    severity: 'error',
    message: 'a PNG cannot be printed to a terminal',
    fix: 'write it to a file with `-o machine.png`, or use `--format svg`',
  } as const;
}

function unwritable(file: string, error: unknown) {
  return {
    code: 'PIC002',
    severity: 'error',
    message: `cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'name a file in a directory that you can write to',
  } as const;
}
