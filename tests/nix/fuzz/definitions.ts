/** One definition of an option as Nix evaluates it, its conditions decided. */
export interface Evaluated {
  readonly priority: number;
  readonly value: unknown;
}

/** What a module defines, by its option paths as JSON; of its `config` where it has one. */
export type Definitions = ReadonlyMap<string, readonly Evaluated[]>;

/** Reads what `evaluate.nix` gives of a module. What is in its `config` is as if it stood outside. */
export function definitionsOf(module: unknown): Definitions {
  const found = new Map<string, Evaluated[]>();
  collectModule(found, module);
  return found;
}

function collectModule(found: Map<string, Evaluated[]>, module: unknown): void {
  const { config = {}, imports = [], ...others } = isRecord(module) ? module : {};
  for (const value of [config, others]) collect(found, value, [], 100);
  // A set among the imports is a module of its own.
  for (const each of arrayOf(imports)) {
    if (isRecord(each)) collectModule(found, each);
    else collect(found, each, ['imports'], 100);
  }
}

function collect(
  found: Map<string, Evaluated[]>,
  value: unknown,
  path: readonly string[],
  priority: number,
): void {
  if (!isRecord(value) || '__package' in value) {
    const key = JSON.stringify(path);
    found.set(key, [...(found.get(key) ?? []), { priority, value }]);
    return;
  }
  switch (value['_type']) {
    case 'if':
      if (value['condition'] === true) collect(found, value['content'], path, priority);
      return;
    case 'override':
      collect(found, value['content'], path, priority === 100 ? Number(value['priority']) : priority);
      return;
    case 'order':
      collect(found, value['content'], path, priority);
      return;
    case 'merge':
      for (const each of arrayOf(value['contents'])) collect(found, each, path, priority);
      return;
    default:
      for (const [name, inner] of Object.entries(value)) collect(found, inner, [...path, name], priority);
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
