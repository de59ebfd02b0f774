import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { InputChange, InputState } from '../../model/plan.ts';

/** One node of a lock file, as far as it is looked at. */
interface LockNode {
  /** Name of an input → the node it is, or the way to the input that it follows. */
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>;
  readonly locked?: Readonly<Record<string, unknown>>;
  readonly original?: Readonly<Record<string, unknown>>;
}

/** A `flake.lock`: what every input of a flake is, exactly. */
export interface FlakeLock {
  readonly nodes: Readonly<Record<string, LockNode>>;
  readonly root: string;
}

/** Names of the flake's own inputs, sorted. */
export function inputsOf(lock: FlakeLock): readonly string[] {
  return Object.keys(lock.nodes[lock.root]?.inputs ?? {}).sort();
}

/** The text of a lock file → what it says. INP005 where it is none. */
export function parseLock(text: string): Result<FlakeLock> {
  const lock = parseJson(text);
  const { nodes, root } = isRecord(lock) ? lock : {};
  if (isRecord(nodes) && typeof root === 'string' && Object.values(nodes).every(isNode))
    return ok({ nodes: nodes as FlakeLock['nodes'], root });
  return failed(noLock());
}

/**
 * The text of a lock file without what it says of some inputs, so that Nix looks for them anew: `nix flake lock` adds
 * what is missing, in every version of Nix that has flakes. The option that updates one input is another in each.
 *
 * @example
 * forgetInputs(text, lock, ['nixpkgs'])   // its root has no input nixpkgs any more
 */
export function forgetInputs(text: string, lock: FlakeLock, names: readonly string[]): string {
  const document = JSON.parse(text) as { nodes: Record<string, object> };
  const root = lock.nodes[lock.root] ?? {};
  const kept = Object.entries(root.inputs ?? {}).filter(([name]) => !names.includes(name));
  const nodes = { ...document.nodes, [lock.root]: { ...root, inputs: Object.fromEntries(kept) } };
  return `${JSON.stringify({ ...document, nodes }, null, 2)}\n`;
}

/** What becomes of each input from one lock file to another, the flake's own before theirs. */
export function compareLocks(before: FlakeLock | undefined, after: FlakeLock): readonly InputChange[] {
  const old = lockedInputs(before);
  const now = lockedInputs(after);
  const names = [...new Set([...now.keys(), ...old.keys()])].sort(byDepth);
  return names.flatMap((name) => {
    const [was, is] = [old.get(name)?.locked, now.get(name)?.locked];
    if (JSON.stringify(sorted(was)) === JSON.stringify(sorted(is))) return [];
    return [{ name, ...(was && { before: stateOf(was) }), ...(is && { after: stateOf(is) }) }];
  });
}

/**
 * INP003 for each of the flake's own inputs that would become older than it is: what is asked for has not moved there,
 * so its source answered with something old. Where the flake names another source than before, older is what was wanted.
 */
export function findBackwards(before: FlakeLock | undefined, after: FlakeLock): readonly Finding[] {
  const old = lockedInputs(before);
  return [...lockedInputs(after)].flatMap(([name, node]) => {
    const was = old.get(name);
    if (name.includes('/') || was === undefined || !sameSource(was, node)) return [];
    const [then, now] = [was, node].map(({ locked }) => locked?.['lastModified']);
    if (typeof then !== 'number' || typeof now !== 'number' || now >= then) return [];
    return [backwards(name, dateOf(then), dateOf(now))];
  });
}

/** Directories of the flake itself that it has as inputs, relative to it. */
export function ownDirectories(lock: FlakeLock): readonly string[] {
  return Object.values(lock.nodes).flatMap(({ original }) => {
    const path = original?.['type'] === 'path' ? original['path'] : undefined;
    return typeof path === 'string' && !path.startsWith('/') ? [path] : [];
  });
}

/** Every input by the way to it, once for each node: the shortest way counts. */
function lockedInputs(lock: FlakeLock | undefined): ReadonlyMap<string, LockNode> {
  const found = new Map<string, LockNode>();
  if (lock === undefined) return found;
  const seen = new Set<string>([lock.root]);
  let level: readonly { readonly at: string; readonly way: string }[] = [{ at: lock.root, way: '' }];
  while (level.length > 0) {
    const next: { at: string; way: string }[] = [];
    for (const { at, way } of level) {
      for (const [name, to] of Object.entries(lock.nodes[at]?.inputs ?? {})) {
        if (typeof to !== 'string' || seen.has(to)) continue;
        seen.add(to);
        found.set(`${way}${name}`, lock.nodes[to] ?? {});
        next.push({ at: to, way: `${way}${name}/` });
      }
    }
    level = next;
  }
  return found;
}

function sameSource(was: LockNode, is: LockNode): boolean {
  return JSON.stringify(sorted(was.original)) === JSON.stringify(sorted(is.original));
}

function stateOf(locked: Readonly<Record<string, unknown>>): InputState {
  const { rev, narHash, lastModified } = locked;
  const revision = typeof rev === 'string' ? rev : typeof narHash === 'string' ? narHash : '?';
  return { revision, ...(typeof lastModified === 'number' && { date: dateOf(lastModified) }) };
}

function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function byDepth(left: string, right: string): number {
  return left.split('/').length - right.split('/').length || left.localeCompare(right);
}

function sorted(value: Readonly<Record<string, unknown>> | undefined): unknown {
  return value && Object.entries(value).sort(([left], [right]) => left.localeCompare(right));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isNode(node: unknown): boolean {
  if (!isRecord(node)) return false;
  return [node['inputs'], node['locked'], node['original']].every(
    (member) => member === undefined || isRecord(member),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noLock(): Finding {
  return {
    code: 'INP005',
    severity: 'error',
    message: 'flake.lock is not a lock file; nothing was changed',
    fix: 'restore the last committed one, or delete it and run `nix flake lock`',
  };
}

function backwards(name: string, then: string, now: string): Finding {
  return {
    code: 'INP003',
    severity: 'error',
    message: `input ${name} would go backwards, from ${then} to ${now}; nothing was changed`,
    fix: `its source returned an older revision: check that the source is reachable, then try again. To go back on purpose, pin the revision in flake.nix`,
  };
}
