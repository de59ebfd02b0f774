import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Pair, Scalar, YAMLMap } from 'yaml';
import { DEFAULTS } from '../config/defaults.ts';
import type { FindingCode } from '../model/finding-codes.ts';
import type { Finding, Position } from '../model/finding.ts';

/** Where a value and the key naming it stand; for a list's item and the root both are the value's place. */
interface Place {
  readonly value: Position;
  readonly key: Position;
}

/** A document as plain data, with the place of each JSON pointer. */
export interface PlainDocument {
  readonly data: unknown;
  readonly places: ReadonlyMap<string, Place>;
  /** The text of each number and boolean that is written otherwise than we would: `1.10`, `True`. */
  readonly spelled: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

interface Walk {
  readonly at: (offset: number) => Position;
  readonly places: Map<string, Place>;
  readonly spelled: Map<string, string>;
  readonly findings: Finding[];
}

/** Turns a composed YAML node into plain data, refusing what runbooks do not allow. */
export function readNode(node: unknown, at: (offset: number) => Position): PlainDocument {
  const walk: Walk = { at, places: new Map(), spelled: new Map(), findings: [] };
  const data = plain(node, '', startOf(node, walk, { file: at(0).file, line: 1, column: 1 }), 0, walk);
  return { data, places: walk.places, spelled: walk.spelled, findings: walk.findings };
}

/** One step of a JSON pointer, escaped. */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function plain(node: unknown, pointer: string, key: Position, depth: number, walk: Walk): unknown {
  const value = startOf(node, walk, key);
  walk.places.set(pointer, { value, key });
  if (depth > DEFAULTS.documentDepth.value) return refuseDepth(value, walk);
  refuseProperties(node, value, walk);
  if (isMap(node)) return plainMap(node, pointer, value, depth, walk);
  if (isSeq(node)) {
    return node.items.map((item, index) => {
      const place = startOf(item, walk, value);
      return plain(item, pointer + pointerStep(index), place, depth + 1, walk);
    });
  }
  if (!isScalar(node)) return null;
  const { source } = node;
  const isText = typeof node.value === 'string' || node.value === null;
  if (!isText && source !== undefined && source !== String(node.value)) walk.spelled.set(pointer, source);
  return plainScalar(node, value, walk);
}

function plainMap(node: YAMLMap, pointer: string, place: Position, depth: number, walk: Walk): unknown {
  const entries = new Map<string, unknown>();
  for (const pair of node.items) {
    const at = startOf(pair.key, walk, place);
    const name = readKey(pair, at, walk);
    if (name === undefined) continue;
    if (entries.has(name)) {
      const first = walk.places.get(pointer + pointerStep(name))?.key.line ?? at.line;
      walk.findings.push(duplicate(name, first, at));
    } else {
      entries.set(name, plain(pair.value, pointer + pointerStep(name), at, depth + 1, walk));
    }
  }
  return Object.fromEntries(entries);
}

function readKey(pair: Pair, position: Position, walk: Walk): string | undefined {
  refuseProperties(pair.key, position, walk);
  if (isAlias(pair.key)) return undefined;
  const text = isScalar(pair.key) && typeof pair.key.value === 'string' ? pair.key : undefined;
  // In quotes it is a name like any other.
  const merge = text?.value === '<<' && text.type === 'PLAIN';
  if (typeof text?.value === 'string' && !merge) return text.value;
  walk.findings.push({
    code: merge ? 'RB008' : 'RB011',
    severity: 'error',
    message: merge ? "merge keys ('<<') are not allowed" : `a key must be text, got ${shown(pair.key)}`,
    position,
    fix: merge ? 'write the keys out' : 'put the key in quotes',
  });
  return undefined;
}

function plainScalar(node: Scalar, position: Position, walk: Walk): unknown {
  const { value } = node;
  if (typeof value !== 'number') return value;
  const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  if (exact) return value;
  walk.findings.push({
    code: 'RB012',
    severity: 'error',
    message: `the number ${node.source ?? String(value)} cannot be kept exactly; integers go up to ${Number.MAX_SAFE_INTEGER}`,
    position,
    fix: 'write it in quotes if it is text',
  });
  return 0;
}

function refuseProperties(node: unknown, position: Position, walk: Walk): void {
  const refuse = (code: FindingCode, message: string, fix: string): void => {
    walk.findings.push({ code, severity: 'error', message, position, fix });
  };
  if (isAlias(node)) {
    refuse('RB006', `aliases are not allowed, got '*${node.source}'`, 'write the value out where it is used');
    return;
  }
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return;
  if (node.anchor !== undefined) {
    refuse('RB006', `anchors are not allowed, got '&${node.anchor}'`, 'write the value out where it is used');
  }
  if (node.tag !== undefined) refuse('RB007', `tags are not allowed, got '${node.tag}'`, 'remove the tag');
}

function refuseDepth(position: Position, walk: Walk): null {
  walk.findings.push({
    code: 'RB010',
    severity: 'error',
    message: `the document is nested deeper than ${DEFAULTS.documentDepth.value} levels`,
    position,
    fix: 'flatten the value',
  });
  return null;
}

function duplicate(name: string, firstLine: number, position: Position): Finding {
  return {
    code: 'RB009',
    severity: 'error',
    message: `the key '${name}' is written twice; the first is on line ${firstLine}`,
    position,
    fix: 'remove one of the two',
  };
}

function startOf(node: unknown, walk: Walk, otherwise: Position): Position {
  const ranged = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
  return ranged && node.range ? walk.at(node.range[0]) : otherwise;
}

function shown(node: unknown): string {
  if (isScalar(node)) return String(node.source ?? node.value);
  return isMap(node) ? 'a map' : 'a list';
}
