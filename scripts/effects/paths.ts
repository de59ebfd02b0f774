import { nameOf, type ParsedFile } from './syntax.ts';

/** A place where the program changes, or reads what is in, something by its path. */
export interface PathEffect {
  readonly file: string;
  readonly line: number;
  readonly within: string;
  /** The function of Node, without `Sync`. */
  readonly does: string;
  readonly kind: 'write' | 'read' | 'database' | 'socket';
}

const WRITES: ReadonlySet<string> = new Set([
  'appendFile',
  'chmod',
  'chown',
  'copyFile',
  'cp',
  'createWriteStream',
  'lchmod',
  'lchown',
  'link',
  'lutimes',
  'mkdir',
  'mkdtemp',
  'mkdtempDisposable',
  'rename',
  'rm',
  'rmdir',
  'symlink',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
]);
/** What gives what a file holds. To look (stat, readdir, realpath, readlink) tells root nothing that a user may steer. */
const READS: ReadonlySet<string> = new Set(['createReadStream', 'open', 'openAsBlob', 'readFile']);

/** Every effect by path of a file, in its order. */
export function pathEffectsOf({ file, calls, imports }: ParsedFile): readonly PathEffect[] {
  return calls.flatMap(({ callee, line, within, isNew }) => {
    const local = callee.type === 'MemberExpression' ? nameOf(callee['object']) : nameOf(callee);
    const bound = local === undefined ? undefined : imports.get(local);
    if (bound === undefined) return [];
    const name =
      (bound.name === '*' || callee.type === 'MemberExpression' ? nameOf(callee) : bound.name) ?? '';
    const kind = kindOf(bound.module, name, isNew);
    return kind === undefined ? [] : [{ file, line, within, does: name.replace(/Sync$/u, ''), kind }];
  });
}

/**
 * Effects that are handed on as values (`promisify(open)`, `files.map(readFile)`) are found by their import: each name
 * that a file imports it calls, or it stands here.
 */
export function importedEffectsOf({ file, imports, calls }: ParsedFile): readonly PathEffect[] {
  const called = new Set(calls.flatMap(({ callee }) => nameOf(callee) ?? []));
  return [...imports].flatMap(([local, { module, name }]) => {
    const kind = kindOf(module, name, false);
    if (kind === undefined || called.has(local)) return [];
    return [{ file, line: 1, within: '', does: name.replace(/Sync$/u, ''), kind }];
  });
}

function kindOf(module: string, name: string, isNew: boolean): PathEffect['kind'] | undefined {
  if (module === 'node:sqlite') return isNew ? 'database' : undefined;
  if (module === 'node:net') return name === 'connect' || name === 'createServer' ? 'socket' : undefined;
  if (!/^node:fs(?:\/promises)?$/u.test(module)) return undefined;
  const plain = name.replace(/Sync$/u, '');
  if (WRITES.has(plain)) return 'write';
  return READS.has(plain) ? 'read' : undefined;
}
