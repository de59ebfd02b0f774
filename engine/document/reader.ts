import type { FindingCode } from '../model/finding-codes.ts';
import type { Finding, Position } from '../model/finding.ts';
import { nearestWords } from '../nix/spelling.ts';
import type { SourceDocument } from './document.ts';
import { pointerStep } from './document-node.ts';

/** One value of a document, its place, and where problems with it are collected. */
export interface Node {
  readonly value: unknown;
  readonly pointer: string;
  readonly source: SourceDocument;
  readonly findings: Finding[];
}

/** The fields of a map whose keys are all known. */
export type Fields<K extends string> = { readonly [key in K]?: Node };

export function rootNode(source: SourceDocument, findings: Finding[]): Node {
  return { value: source.data, pointer: '', source, findings };
}

export function positionOf(node: Node): Position {
  return node.source.locate(node.pointer);
}

/** Adds a finding at the node and gives `undefined`, so that a reader can return it. */
export function refuse(node: Node, code: FindingCode, message: string, fix?: string): undefined {
  return refuseAt(node, positionOf(node), code, message, fix);
}

/**
 * Reads a map: every key known, every required key there. Unknown keys are reported with the nearest known one.
 *
 * @returns The fields, or undefined when it is no map (RB020); a missing (RB022) or unknown (RB021) key is reported
 *   and reading goes on, so that one pass finds everything.
 */
export function readFields<K extends string>(
  node: Node,
  what: string,
  known: readonly K[],
  required: readonly NoInfer<K>[],
): Fields<K> | undefined {
  if (!isMapping(node.value)) return refuseType(node, what, `a map with ${known.join(', ')}`);
  const fields: { [key in K]?: Node } = {};
  for (const key of Object.keys(node.value)) {
    const name = known.find((candidate) => candidate === key);
    if (name === undefined) refuseKey(node, what, key, known);
    else fields[name] = childOf(node, key);
  }
  for (const key of required) {
    if (fields[key] === undefined) refuse(node, 'RB022', `${what} has no '${key}'`, `add '${key}:'`);
  }
  return fields;
}

/** Every entry of a map with free keys. */
export function readEntries(node: Node, what: string): readonly { key: string; node: Node }[] | undefined {
  if (!isMapping(node.value)) return refuseType(node, what, 'a map');
  return Object.keys(node.value).map((key) => ({ key, node: childOf(node, key) }));
}

/** The items of a list with at least `least` and at most `most` items. */
export function readItems(
  node: Node,
  what: string,
  least: number,
  most: number,
): readonly Node[] | undefined {
  if (!Array.isArray(node.value)) return refuseType(node, what, 'a list');
  const { length } = node.value;
  if (length < least || length > most) {
    return refuse(node, 'RB024', `${what} has ${length} items; allowed are ${least} to ${most}`);
  }
  return node.value.map((_, index) => childOf(node, index));
}

/** A text of 1 to `most` characters. */
export function readText(node: Node, what: string, most = 4096): string | undefined {
  if (typeof node.value !== 'string') return refuseType(node, what, 'text', quoteFix(node));
  if (node.value === '') return refuse(node, 'RB024', `${what} is empty`);
  if (lengthOf(node.value) > most) return refuse(node, 'RB024', `${what} is longer than ${most} characters`);
  return node.value;
}

/** A text of one form; `allowed` says the form in words. */
export function readMatching(node: Node, what: string, form: RegExp, allowed: string): string | undefined {
  const text = readText(node, what);
  if (text === undefined || form.test(text)) return text;
  return refuse(node, 'RB023', `${what} is ${allowed}, got '${text}'`);
}

export function readChoice<T extends string>(node: Node, what: string, choices: readonly T[]): T | undefined {
  const found = choices.find((choice) => choice === node.value);
  if (found !== undefined) return found;
  const [near] = typeof node.value === 'string' ? nearestWords(node.value, choices, 1) : [];
  const message = `${what} is one of ${choices.join(', ')}, got ${describe(node.value)}`;
  return refuse(node, 'RB023', message, near === undefined ? undefined : `did you mean '${near}'?`);
}

export function readInteger(node: Node, what: string, least: number, most: number): number | undefined {
  const { value } = node;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return refuseType(node, what, `an integer from ${least} to ${most}`);
  }
  if (value >= least && value <= most) return value;
  return refuse(node, 'RB024', `${what} is an integer from ${least} to ${most}, got ${value}`);
}

export function readBoolean(node: Node, what: string): boolean | undefined {
  return typeof node.value === 'boolean' ? node.value : refuseType(node, what, 'true or false');
}

/** RB020: what was expected and what was found. */
export function refuseType(node: Node, what: string, expected: string, fix?: string): undefined {
  return refuse(node, 'RB020', `${what} is ${expected}, got ${describe(node.value)}`, fix);
}

/** A value in plain words, for messages. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isMapping(value)) return `a map with ${Object.keys(value).slice(0, 3).join(', ') || 'no keys'}`;
  if (typeof value !== 'string') return `the ${typeof value} ${JSON.stringify(value)}`;
  return `the text ${JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)}`;
}

/** Characters as JSON Schema counts them: code points. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function childOf(node: Node, key: string | number): Node {
  const { value } = node;
  const child: unknown = Array.isArray(value)
    ? value[Number(key)]
    : isMapping(value) && Object.hasOwn(value, key)
      ? value[String(key)]
      : undefined;
  return { ...node, value: child, pointer: node.pointer + pointerStep(key) };
}

function refuseKey(node: Node, what: string, key: string, known: readonly string[]): undefined {
  const [near] = nearestWords(key, known, 1);
  const fix = near === undefined ? `known are ${known.join(', ')}` : `did you mean '${near}'?`;
  const position = node.source.locateKey(node.pointer + pointerStep(key));
  return refuseAt(node, position, 'RB021', `${what} has no key '${key}'`, fix);
}

function refuseAt(
  node: Node,
  position: Position,
  code: FindingCode,
  message: string,
  fix?: string,
): undefined {
  node.findings.push({ code, severity: 'error', message, position, ...(fix === undefined ? {} : { fix }) });
  return undefined;
}

function quoteFix({ value, source, pointer }: Node): string | undefined {
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  return scalar ? `write it in quotes: "${source.spelledBelow(pointer)[''] ?? String(value)}"` : undefined;
}
