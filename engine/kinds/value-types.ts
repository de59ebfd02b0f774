/** The types of CEL that parameters and outputs have. */
export type CelType =
  'string' | 'int' | 'double' | 'bool' | `list<${'string' | 'int' | 'double' | 'bool' | 'dyn'}>`;

/** Fields a step gives to later steps, with their types. */
export type OutputFields = Readonly<Record<string, CelType>>;
