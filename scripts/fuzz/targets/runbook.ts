import * as fc from 'fast-check';
import { checkAgainstSchema } from '../../../engine/check/schema.ts';
import { checkRunbook, checkWritten, pinRunbook } from '../../../engine/check/check-runbook.ts';
import { decidePolicy } from '../../../engine/check/policy/decide.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import { readDocument } from '../../../engine/document/document.ts';
import { buildMachine } from '../../../engine/machine/build-machine.ts';
import { failed, ok, type Result } from '../../../engine/model/finding.ts';
import { ORIGINS } from '../../../engine/model/policy.ts';
import type { Runbook } from '../../../engine/model/runbook.ts';
import { renderGraph } from '../../../engine/report/graph/draw.ts';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { parseRunbook } from '../../../engine/runbook/parse.ts';
import { config } from '../../../tests/nix/support/apply.ts';
import { SHIPPED_POLICY } from '../../../tests/lib/policy.ts';
import { schemaNamed, textsOf } from '../inputs/corpus.ts';
import { yamlDocuments } from '../inputs/document.ts';
import { fromSchema } from '../inputs/schema.ts';
import { checkTold, endingOf } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

const DICTIONARY = [
  `{ a: [ { a: [ { a: [ { a: [ { a: [ { a: [ { a: [ { a: [ ${'x'.repeat(90)} ] } ] } ] } ] } ] } ] } ] } ] }`,
  '{ param: user }',
  '{ cel: "params.a.b" }',
  '{ output: a.stdout }',
  '{ pkgs: htop }',
  '{ literal: { param: 1 } }',
  'on-failure: rollback',
  'retry: { attempts: 10, delay: 24h }',
  '- { id: again, call: { runbook: test } }',
  '- { id: x, wait: 1s }',
  'effect: irreversible',
  'pattern: "^(a+)+$"',
  'pattern: "(((a{9}){9}){9}){9}"',
  "when: { cel: 'params.x.all(y, y.all(z, z > 1))' }",
] as const;

/** A runbook and values for its parameters, through everything that is done before anything runs. */
export const runbookTarget: Target = {
  name: 'runbook',
  about: 'runbooks as YAML: parsed, against the schema, compiled, every path, policy, drawn',
  inputs: () =>
    fc.tuple(
      yamlDocuments(
        textsOf('runbooks/*.yaml', 'tests/data/runbooks/*.yaml'),
        fromSchema(schemaNamed('runbook')),
        DICTIONARY,
      ),
      fc
        .oneof(
          { weight: 4, arbitrary: fc.constant({}) },
          {
            weight: 1,
            arbitrary: fc.dictionary(
              fc.constantFrom('user', 'port', 'name', 'a'),
              fc.jsonValue({ maxDepth: 2 }),
            ),
          },
        )
        .map((given) => JSON.stringify(given)),
      fc.constantFrom(...ORIGINS),
    ),
  open: async () => {
    const { index } = await import('../../../tests/compile/host.ts');
    const library = new Map<string, Runbook>();
    for (const text of textsOf('runbooks/*.yaml')) {
      const parsed = parseRunbook(text, 'library.yaml', 'library');
      if (parsed.ok) library.set(parsed.value.name, parsed.value);
    }
    const play = ([text = '', given = '{}', origin = 'user']: Input): Ending => {
      const document = readDocument(text, 'fuzz.yaml');
      if (document.ok) checkTold(checkAgainstSchema(document.value.data, document.value.locate));
      const parsed = parseRunbook(text, 'fuzz.yaml', ORIGINS.find((one) => one === origin) ?? 'user');
      if (!parsed.ok) return endingOf(parsed);
      const load = (name: string): Result<Runbook> => {
        // A runbook that calls itself is found under its own name.
        const found = name === parsed.value.name ? parsed.value : library.get(name);
        return found === undefined
          ? failed({ code: 'LIB002', severity: 'error', message: `there is no runbook named '${name}'` })
          : ok(found);
      };
      endingOf(checkWritten(parsed.value, load));
      const { limits } = NIXOS_DEFAULTS;
      const values: unknown = { ...fitting(parsed.value), ...Object(JSON.parse(given)) };
      const facts = { given: values, index, limits, policy: SHIPPED_POLICY, load };
      const checked = checkRunbook(parsed.value, facts);
      if (!checked.ok) return endingOf(checked);
      const { graph, change, runbook } = checked.value;
      for (const format of ['svg', 'mermaid', 'dot'] as const)
        renderGraph(format, graph, { title: runbook.name, subtitle: runbook.description });
      buildMachine(checked.value, {
        perform: async () => Promise.resolve({ outcome: 'ok' }),
        onTransition: () => undefined,
      });
      JSON.stringify(pinRunbook(checked.value));
      if (change.kind === 'edits') endingOf(applyEdits(config('{ }\n'), change.edits));
      decidePolicy(SHIPPED_POLICY, {
        edits: change.kind === 'edits' ? change.edits : [],
        steps: Object.values(graph.nodes).flatMap((node) => (node.kind === 'step' ? [node.step] : [])),
        inputs: [],
        restores: false,
        request: { by: 'alice', origin: runbook.origin, runbook: runbook.name },
        now: { weekday: 3, hour: 10 },
      });
      return endingOf(checked);
    };
    return { play };
  },
};

/** A value for each parameter: an example of its own, or one of its type. */
function fitting({ parameters }: Runbook): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    parameters.map(({ name, schema, default: usual, examples }) => [
      name,
      examples?.[0] ?? usual ?? FITTING.get(schema['type']),
    ]),
  );
}

const FITTING: ReadonlyMap<unknown, unknown> = new Map<unknown, unknown>([
  ['string', 'alice'],
  ['integer', 8080],
  ['number', 1],
  ['boolean', true],
  ['array', ['alice']],
]);
