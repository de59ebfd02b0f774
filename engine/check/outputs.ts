import type { CelType } from '../kinds/value-types.ts';
import type { Parameter } from '../model/runbook.ts';

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
