import { moduleFile } from '../paths.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { Env, Interpreting, Lazy, Unknown, Value, WrittenAt } from './value.ts';
import { list } from './value.ts';

/** What a value is as a module. */
export type ModuleValue =
  | { readonly kind: 'file'; readonly file: string }
  /** WrittenAt within a file: a set, or a function. */
  | { readonly kind: 'written'; readonly written: WrittenAt }
  /** It defines nothing itself, and imports others. */
  | { readonly kind: 'several'; readonly items: readonly Lazy[] }
  | { readonly kind: 'missing'; readonly path: string }
  /** Of an input, or of the module system. */
  | { readonly kind: 'foreign'; readonly written: WrittenAt | undefined }
  | { readonly kind: 'unknown'; readonly written: WrittenAt | undefined };

/** Where the text of a module is. */
export function moduleValue(by: Interpreting, value: Value, config: ConfigFiles): ModuleValue {
  switch (value.kind) {
    case 'path': {
      // Links are followed; a file that stands alone has its whole name.
      const alone = config.files.has(value.path) ? value.path : undefined;
      const file = moduleFile('', value.path, config) ?? alone;
      return file === undefined ? { kind: 'missing', path: value.path } : { kind: 'file', file };
    }
    case 'closure':
      return { kind: 'written', written: { expr: value.lambda, env: value.env } };
    case 'list':
      return { kind: 'several', items: [...value.items, ...value.unknown.map((each) => () => each)] };
    case 'set':
      return setAsModule(by, value);
    case 'unknown':
      return unknownModule(value);
    default:
      return { kind: 'unknown', written: undefined };
  }
}

function setAsModule(by: Interpreting, set: Value & { readonly kind: 'set' }): ModuleValue {
  const { parts = [], written } = set;
  if (parts.length > 1) return { kind: 'several', items: parts };
  if (written !== undefined) return { kind: 'written', written };
  const imports = by.select(set, 'imports');
  const items = imports.kind === 'list' ? imports : list([], []);
  return { kind: 'several', items: [...items.items, ...items.unknown.map((each) => () => each)] };
}

function unknownModule(value: Unknown): ModuleValue {
  const { written, foreign, call } = value;
  return { kind: foreign && call === undefined ? 'foreign' : 'unknown', written };
}

/** The names that a place in a file is known by. */
export function placeKey(env: Env, offset: number): string {
  return `${env.tree.file}:${offset}`;
}
