import type { Graph, GraphNode } from '../../../engine/model/graph.ts';
import {
  canBeTakenBack,
  canBeTakenUp,
  changes,
  isEnd,
  isMisshapen,
  isReached,
  label,
  lacksTime,
  outcomesOf,
  TooManyPaths,
} from './brute-force-states.ts';

/**
 * A second opinion on a graph, sharing nothing with the checker but the time that the dead-man timer waits: plain recursion over every path, the path kept
 * literally, each rule judged by looking back along it. Slow, and meant to be.
 */

/** One thing that happened on a path. */
interface Happened {
  readonly node: GraphNode;
  /** An outcome, or `left-out`, `retry`, `crash`, `resumed`: it waited for a reboot, and is taken up again. */
  readonly how: string;
}

type Path = readonly Happened[];

interface Walker {
  readonly graph: Graph;
  readonly mostCrashes: number;
  /** What was found wrong, and on how few crashes. */
  readonly wrong: Map<string, { readonly code: string; readonly crashes: number }>;
  steps: number;
}

/** Codes of what is wrong with a graph, sorted. Throws TooManyPaths beyond `most` recursions. */
export function walkAllPaths(graph: Graph, most = 80_000, mostCrashes = 2): readonly string[] {
  if (isMisshapen(graph)) return ['PATH005'];
  const walker: Walker = { graph, mostCrashes, wrong: new Map(), steps: most };
  walk(walker, graph.start, []);
  const codes = [...walker.wrong.values()].map(({ code, crashes }) => (crashes > 0 ? 'PATH004' : code));
  if (graph.nodes.some((node) => !canBeTakenBack(graph, node))) codes.push('PATH003');
  if (graph.nodes.some((node) => !canBeTakenUp(graph, node))) codes.push('PATH004');
  if (graph.nodes.some((node) => !isReached(graph, node))) codes.push('PATH005');
  if (lacksTime(graph, most)) codes.push('PATH006');
  return [...new Set(codes)].sort();
}

// ---- every path

function walk(walker: Walker, at: string, path: Path): void {
  walker.steps -= 1;
  if (walker.steps < 0) throw new TooManyPaths('too many paths');
  if (isEnd(at)) return judgeEnd(walker, at.slice('end:'.length), path);
  const node = walker.graph.nodes.find((candidate) => candidate.id === at);
  if (node === undefined) throw new Error(`no state ${at}`);
  const seen = path.filter(
    (event) => whenOf(event.node) !== undefined && whenOf(event.node) === whenOf(node),
  );
  if (seen.every((event) => event.how !== 'left-out')) begin(walker, node, path);
  if (whenOf(node) !== undefined && seen.every((event) => event.how === 'left-out')) {
    follow(walker, node, 'left-out', 'ok', path);
  }
}

function begin(walker: Walker, node: GraphNode, path: Path): void {
  if (changes(node)) judgeBegin(walker, node, path);
  for (const outcome of outcomesOf(node)) {
    const impossible = node.kind === 'rollback' && outcome === 'ok' && path.some(isForGood);
    if (!impossible) follow(walker, node, outcome, outcome, path);
  }
  const tried = countBack(path, (event) => event.node === node && event.how === 'retry');
  if (tried < Math.min(node.retry.attempts, 2)) walk(walker, node.id, [...path, { node, how: 'retry' }]);
  const waits = walker.graph.edges.some(
    (edge) =>
      edge.from === node.id &&
      ((edge.on === 'reboot' && edge.to === 'end:pending-reboot') ||
        (edge.on === 'pending' && edge.to === 'end:pending-approval')),
  );
  // Once for each state: waiting twice is no more than waiting long.
  if (waits && path.every((event) => event.node !== node || event.how !== 'resumed'))
    walk(walker, node.id, [...path, { node, how: 'resumed' }]);
  if (path.filter((event) => event.how === 'crash').length < walker.mostCrashes) crash(walker, node, path);
}

function crash(walker: Walker, node: GraphNode, path: Path): void {
  const crashed: Path = [...path, { node, how: 'crash' }];
  const { recovery } = node;
  if (recovery === 'again') walk(walker, node.id, crashed);
  if (recovery === 'needs-human') walk(walker, 'end:needs-human', crashed);
  if (recovery === 'rollback') {
    const back = walker.graph.nodes.find((other) => other.kind === 'rollback');
    if (back !== undefined) walk(walker, back.id, crashed);
  }
  if (recovery === 'reconcile') {
    for (const found of ['ok', 'fail']) {
      const impossible = node.kind === 'rollback' && found === 'ok' && path.some(isForGood);
      if (!impossible) follow(walker, node, found, found, crashed);
    }
  }
}

function follow(walker: Walker, node: GraphNode, how: string, on: string, path: Path): void {
  const next = [...path, { node, how }];
  const edge = walker.graph.edges.find((candidate) => candidate.from === node.id && candidate.on === on);
  if (edge === undefined) report(walker, 'PATH002', `${node.id} ${on}`, next);
  else walk(walker, edge.to, next);
}

function report(walker: Walker, code: string, where: string, path: Path): void {
  const crashes = path.filter((event) => event.how === 'crash').length;
  const known = walker.wrong.get(where);
  if (known === undefined || known.crashes > crashes) walker.wrong.set(where, { code, crashes });
}

function whenOf(node: GraphNode): string | undefined {
  return node.kind === 'step' ? node.step.when?.source : undefined;
}

function countBack(path: Path, counts: (event: Happened) => boolean): number {
  const other = path.findLastIndex((event) => !counts(event));
  return path.length - 1 - other;
}

// ---- looking back along a path

/** Something was really begun: not left out, and not stopped before it changed anything. */
function isDone(event: Happened): boolean {
  if (event.how === 'left-out') return false;
  return !(event.how === 'stop' && changes(event.node));
}

/** Nobody misses garbage. */
function needsAsking(node: GraphNode): boolean {
  return node.inverse === 'irreversible' && label(node) !== 'collect-garbage';
}

function isForGood(event: Happened): boolean {
  return isDone(event) && changes(event.node) && needsAsking(event.node);
}

function isChanged(path: Path): boolean {
  const changed = path.findLastIndex((event) => isDone(event) && changes(event.node));
  return changed > path.findLastIndex((event) => event.node.kind === 'rollback' && event.how === 'ok');
}

const ORDER = 'plan snapshot edit dry-build consent build preflight switch settle confirm'.split(' ');
/** What cannot be made live but boots well is as good as looked at. */
const FOR_BOOT = ['preflight'];

/** The last state of this kind ended well, and nothing that it rests on was done again since. */
function stands(path: Path, kind: string): boolean {
  const last = path.findLastIndex((event) => event.node.kind === kind && isDone(event));
  const how = path[last]?.how;
  if (last === -1 || path[last] === undefined) return false;
  if (how !== 'ok' && !(how === 'reboot' && FOR_BOOT.includes(kind))) return false;
  const before = path.slice(0, last);
  const since = path.slice(last + 1).filter(isDone);
  if (since.some((event) => comesBefore(event.node, kind))) return false;
  switch (kind) {
    case 'plan':
    case 'snapshot':
      return !isChanged(before) && !path[last].node.mutates;
    case 'preflight':
      return since.every((event) => event.node.kind !== 'step');
    case 'switch':
      return since.every((event) => event.node.kind !== 'rollback');
    case 'settle':
      return stands(before, 'switch') && since.every((event) => event.node.kind !== 'rollback');
    case 'confirm':
      return (
        stands(before, 'settle') &&
        since.every((event) => !['rollback', 'boot', 'reboot'].includes(label(event.node)))
      );
    default:
      return true;
  }
}

/** Doing this state again makes what `kind` did worthless; `stage` takes the place of a switch. */
function comesBefore(node: GraphNode, kind: string): boolean {
  const place = ORDER.indexOf(node.kind === 'stage' ? 'switch' : node.kind);
  const own = ORDER.indexOf(kind);
  return place !== -1 && (place < own || (node.kind === 'stage' && place === own));
}

/** The new system is what boots next: `stage` did that, or `confirm` whether it can be live or not. */
function isStaged(path: Path): boolean {
  const last = path.findLastIndex(
    (event) => isDone(event) && (event.node.kind === 'stage' || event.node.kind === 'confirm'),
  );
  const event = path[last];
  if (event === undefined) return false;
  const good =
    event.node.kind === 'stage'
      ? event.how === 'ok'
      : ['ok', 'reboot'].includes(event.how) && stands(path.slice(0, last), 'settle');
  const since = path.slice(last + 1).filter(isDone);
  return good && since.every(({ node }) => node.kind !== 'rollback' && !ORDER.includes(node.kind));
}

/** It was booted, and nothing has happened since that would make it another system or another boot. */
function isBooted(path: Path): boolean {
  const last = path.findLastIndex((event) => event.node.kind === 'boot' && isDone(event));
  if (path[last]?.how !== 'ok' || !isStaged(path.slice(0, last))) return false;
  const since = path.slice(last + 1).filter(isDone);
  return since.every(
    ({ node }) => label(node) !== 'reboot' && !['stage', 'rollback', ...ORDER].includes(node.kind),
  );
}

function judgeBegin(walker: Walker, node: GraphNode, path: Path): void {
  const needs = (code: string, holds: boolean, where: string): void => {
    if (!holds) report(walker, code, where, path);
  };
  needs('PATH008', stands(path, 'consent'), 'consent');
  if (node.kind === 'switch' || node.kind === 'stage') {
    for (const kind of ['plan', 'snapshot', 'edit', 'dry-build', 'build', 'preflight'])
      needs('PATH001', stands(path, kind), `switch without ${kind}`);
  }
  if (node.kind === 'step') needs('PATH003', stands(path, 'plan'), 'step without plan');
  const asked = path.some((event) => label(event.node) === 'approve' && event.how === 'ok');
  if (needsAsking(node)) needs('PATH003', asked, 'not approved');
}

function judgeEnd(walker: Walker, end: string, path: Path): void {
  const last = path.at(-1);
  const where = `${last?.node.id} ${last?.how === 'left-out' ? 'ok' : last?.how}`;
  const backAt = path.findLastIndex((event) => event.node.kind === 'rollback');
  const isChange = walker.graph.nodes.some((node) => node.kind === 'switch' || node.kind === 'edit');
  const right = ((): boolean => {
    switch (end) {
      case 'needs-human':
        return true;
      case 'verified':
        return backAt === -1 && (!isChange || stands(path, 'confirm') || isBooted(path));
      case 'rolled-back': {
        const good = path.findLastIndex((event) => event.node.kind === 'rollback' && event.how === 'ok');
        return good !== -1 && path.slice(good + 1).every((event) => !isDone(event) || !changes(event.node));
      }
      case 'pending-reboot':
        if (last === undefined || last.how !== 'reboot') return false;
        if (last.node.kind === 'boot') return isStaged(path);
        return last.node.kind === 'rollback' || label(last.node) === 'reboot';
      case 'pending-approval':
        return last?.how === 'pending' && last.node.kind === 'consent' && !isChanged(path);
      default:
        return !isChanged(path);
    }
  })();
  if (!right) report(walker, 'PATH002', where, path);
}
