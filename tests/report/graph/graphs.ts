import { basename } from 'node:path';
import fc from 'fast-check';
import { checkWritten } from '../../../engine/check/check-runbook.ts';
import { buildGraph } from '../../../engine/check/graph.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import { listLibrary, loadLibrary, loadRunbook } from '../../../engine/host/program/runbook-library.ts';
import type { RunEvent, RunEventBody, StepEnded } from '../../../engine/model/event.ts';
import type { Graph } from '../../../engine/model/graph.ts';
import type { OnFailure, Step } from '../../../engine/model/runbook.ts';
import type { About } from '../../../engine/report/graph/diagram.ts';

export interface Example {
  readonly name: string;
  readonly graph: Graph;
  readonly about: About;
}

/** Every runbook that ships, and a long one that has everything a step can have. */
export async function exampleGraphs(): Promise<readonly Example[]> {
  const library = await listLibrary(undefined);
  const load = await loadLibrary(library);
  const files = library.map((entry) => entry.file);
  const long = new URL('../../data/runbooks/thirty-steps.yaml', import.meta.url).pathname;
  return Promise.all(
    [...files, long].map(async (file) => {
      const loaded = await loadRunbook(file, library);
      const checked = loaded.ok ? checkWritten(loaded.value, load) : loaded;
      if (!checked.ok) throw new Error(`${file}: ${JSON.stringify(checked.findings)}`);
      const { name, description, steps } = checked.value;
      return {
        name: basename(file, '.yaml'),
        graph: buildGraph(steps, NIXOS_DEFAULTS.limits),
        about: { title: name, subtitle: description },
      };
    }),
  );
}

export function exampleNamed(examples: readonly Example[], name: string): Example {
  const found = examples.find((example) => example.name === name);
  if (found === undefined) throw new Error(`no example ${name}`);
  return found;
}

/** Machines of any order of steps, with edges of every kind; step ids as long and as odd as they may be. */
export const anyGraph: fc.Arbitrary<Graph> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('edit', 'run', 'approve', 'wait', 'notify'),
      to: fc.constantFrom('none', 'rollback', 'continue', 'needs-human', 'step'),
      ahead: fc.integer({ min: 1, max: 6 }),
      long: fc.boolean(),
      retries: fc.nat({ max: 2 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((parts) => {
    const ids = parts.map((part, index) => `${part.long ? 'w'.repeat(60) : 's'}-${index}`);
    const states = parts.map((part, index) => (part.kind === 'edit' ? [] : [index])).flat();
    const steps = parts.map((part, index): Step => {
      const later = states.filter((state) => state > index)[part.ahead - 1];
      const onFailure: OnFailure | undefined =
        part.to === 'step'
          ? later === undefined
            ? undefined
            : { to: 'step', step: ids[later] ?? '' }
          : part.to === 'none'
            ? undefined
            : { to: part.to };
      return {
        ...bodyOf(part.kind),
        id: ids[index] ?? '',
        position: { file: 'any', line: 1, column: 1 },
        retry: { attempts: part.retries, delay: 1 },
        ...(onFailure === undefined ? {} : { onFailure }),
      };
    });
    return buildGraph(steps, NIXOS_DEFAULTS.limits);
  });

function bodyOf(kind: string) {
  switch (kind) {
    case 'edit':
      return { kind: 'edit', edits: [] } as const;
    case 'run':
      return { kind: 'run', argv: ['true'], effect: 'change', undo: ['true'], exit: [0] } as const;
    case 'approve':
      return { kind: 'approve', message: 'Go on?' } as const;
    case 'wait':
      return { kind: 'wait', duration: 5000 } as const;
    default:
      return { kind: 'notify', message: 'Done.' } as const;
  }
}

/** The events of a run that goes through these states with these outcomes, as the conductor writes them. */
export function eventsOf(
  graph: Graph,
  way: readonly (readonly [node: string, outcome: 'ok' | 'fail' | 'hold' | 'reject' | 'cut-off'])[],
  ended = true,
): readonly RunEvent[] {
  const bodies: RunEventBody[] = way.flatMap(([node, outcome]): RunEventBody[] => {
    const phase = graph.nodes.find((candidate) => candidate.id === node)?.phase ?? 'plan';
    const started: RunEventBody = { type: 'step-started', node, phase, attempt: 1 };
    if (outcome === 'cut-off') return [started];
    const to = graph.edges.find((edge) => edge.from === node && edge.on === outcome)?.to ?? '';
    // A picture shows nothing of what a state leaves.
    const done = {
      type: 'step-ended',
      node,
      phase,
      attempt: 1,
      outcome,
      message: '',
      took: 1200,
    } as StepEnded;
    return [
      started,
      done,
      ...(ended || node !== way.at(-1)?.[0]
        ? [{ type: 'transition', from: node, on: outcome, to } as const]
        : []),
    ];
  });
  const last = bodies.findLast((body) => body.type === 'transition');
  const outcome = last?.type === 'transition' && last.to === 'end:rolled-back' ? 'rolled-back' : 'planned';
  const end: RunEventBody[] = ended ? [{ type: 'run-ended', outcome, exitCode: 0, message: '' }] : [];
  return [...bodies, ...end].map((body, index) => ({
    v: 1,
    run: 'run',
    seq: index + 1,
    at: '2026-01-02T03:04:05.678Z',
    ...body,
  }));
}
