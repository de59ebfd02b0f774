import type { Parameter, Step } from '../model/runbook.ts';

/** The types of CEL that parameters and outputs have. */
export type CelType =
  'string' | 'int' | 'double' | 'bool' | `list<${'string' | 'int' | 'double' | 'bool' | 'dyn'}>`;

/** Fields a step gives to later steps, with their types. */
export type OutputFields = Readonly<Record<string, CelType>>;

const OUTPUTS: Readonly<Record<Step['kind'], OutputFields>> = {
  run: { stdout: 'string', exit: 'int' },
  verify: { passed: 'bool', found: 'string' },
  edit: { changed: 'bool' },
  approve: { approved: 'bool' },
  files: {},
  wait: {},
  notify: {},
  call: {},
  reboot: {},
  inputs: {},
  'collect-garbage': { freed: 'int', paths: 'int', generations: 'int' },
};

/** What `{ output: step.field }` may name of a step. */
export function outputsOf(step: Step): OutputFields {
  return OUTPUTS[step.kind];
}

/** CEL type of a parameter. */
export function celTypeOf(parameter: Parameter): CelType {
  const { type, items } = parameter.schema;
  if (type !== 'array') return scalarType(type);
  const elem =
    typeof items === 'object' && items !== null && 'type' in items ? scalarType(items.type) : 'dyn';
  return `list<${elem}>`;
}

/** An id as CEL can name it: `my-step` is `outputs.my_step`. */
export function celName(stepId: string): string {
  return stepId.replaceAll('-', '_');
}

function scalarType(type: unknown): 'string' | 'int' | 'double' | 'bool' {
  if (type === 'integer') return 'int';
  if (type === 'number') return 'double';
  return type === 'boolean' ? 'bool' : 'string';
}
