import { splitOptionPath } from '../model/options/option.ts';
import { assertNever } from '../model/outcome.ts';
import type { CelRef, OutputRef, ParamRef, PkgsRef, Written, WrittenPath } from '../model/runbook.ts';
import { ATTRIBUTE, OPTION, OUTPUT, PACKAGE, PARAMETER, TAGS } from './names.ts';
import type { Tag } from './names.ts';
import type { Node } from './reader.ts';
import {
  describe,
  isMapping,
  readEntries,
  readFields,
  readInteger,
  readItems,
  readMatching,
  readText,
  refuse,
  refuseType,
} from './reader.ts';

const MOST = 10_000;

/** Any value: plain data or a tagged form. */
export function readWritten(node: Node, what: string): Written | undefined {
  const { value } = node;
  if (
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    typeof value === 'string'
  ) {
    return value;
  }
  if (Array.isArray(value)) return readWrittenList(node, what, 0);
  if (!isMapping(value)) return refuseType(node, what, 'a value');
  return TAGS.some((tag) => Object.hasOwn(value, tag)) ? readTagged(node, what) : readMap(node, what);
}

/** A list of any values. */
export function readWrittenList(node: Node, what: string, least: number): Written[] | undefined {
  return complete(readItems(node, what, least, MOST)?.map((item) => readWritten(item, `an item of ${what}`)));
}

/** Text, or a reference that will give text. */
export function readTextValue(node: Node, what: string): Written | undefined {
  return isMapping(node.value) ? readReference(node, what) : readText(node, what);
}

/** `{ param: … }` and nothing else. */
export function readParamRef(node: Node, what: string): ParamRef | undefined {
  const name = readFields(node, what, ['param'], ['param'])?.param;
  return name === undefined ? undefined : readParam(name);
}

/** An integer, or a reference that will give one. */
export function readIntegerValue(node: Node, what: string, least: number, most: number): Written | undefined {
  return isMapping(node.value) ? readReference(node, what) : readInteger(node, what, least, most);
}

/** Program and arguments: a list of texts, never a shell line. */
export function readArgv(node: Node, what: string): Written[] | undefined {
  if (typeof node.value === 'string') {
    return refuseType(
      node,
      what,
      'a list of program and arguments',
      `write [${node.value.split(/\s+/u).join(', ')}]`,
    );
  }
  return complete(
    readItems(node, what, 1, 1000)?.map((item) => readArgument(item, `an argument of ${what}`)),
  );
}

/** A CEL expression: `{ cel: "…" }` and nothing else. */
export function readCel(node: Node, what: string): CelRef | undefined {
  const source = readFields(node, what, ['cel'], ['cel'])?.cel;
  const text = source === undefined ? undefined : readText(source, `the expression of ${what}`);
  return text === undefined ? undefined : { kind: 'cel', source: text };
}

/** An option path: dotted text, or a list of attribute names of which each may be `{ param: … }`. */
export function readPath(node: Node, what: string): WrittenPath | undefined {
  if (typeof node.value !== 'string') {
    return complete(readItems(node, what, 1, 32)?.map((item) => readComponent(item, what)));
  }
  const dotted = readMatching(node, what, OPTION, 'attribute names joined by dots (in quotes where needed)');
  return dotted === undefined ? undefined : splitOptionPath(dotted);
}

/** All items, or undefined when one of them could not be read. */
export function complete<T>(items: readonly (T | undefined)[] | undefined): T[] | undefined {
  const read = items?.filter((item) => item !== undefined);
  return read?.length === items?.length ? read : undefined;
}

function readComponent(node: Node, what: string): string | ParamRef | undefined {
  if (isMapping(node.value)) return readParamRef(node, `a part of ${what}`);
  return readMatching(node, `a part of ${what}`, ATTRIBUTE, 'one attribute name or { param: … }');
}

/** Arguments may be empty text. */
function readArgument(node: Node, what: string): Written | undefined {
  if (node.value === '') return '';
  const text = readTextValue(node, what);
  return typeof text === 'string' && text.includes('\0')
    ? refuse(node, 'RB023', `${what} holds a NUL`)
    : text;
}

function readReference(node: Node, what: string): ParamRef | OutputRef | CelRef | undefined {
  const written = readTagged(node, what);
  if (written === undefined) return undefined;
  const reference =
    typeof written === 'object' && written !== null && 'kind' in written ? written : undefined;
  if (reference?.kind === 'param' || reference?.kind === 'output' || reference?.kind === 'cel')
    return reference;
  return refuse(
    node,
    'RB020',
    `${what} is plain or { param: … }, { output: … }, { cel: … }, got ${describe(node.value)}`,
  );
}

function readTagged(node: Node, what: string): Written | undefined {
  const entries = readEntries(node, what) ?? [];
  const [entry, ...others] = entries;
  const tag = TAGS.find((candidate) => candidate === entry?.key);
  if (entry !== undefined && tag !== undefined && others.length === 0) return readTag(tag, entry.node, what);
  const reserved = entries.find(({ key }) => TAGS.some((known) => known === key))?.key;
  if (reserved === undefined) {
    const allowed = 'plain or { param: … }, { output: … }, { cel: … }';
    return refuse(node, 'RB020', `${what} is ${allowed}, got ${describe(node.value)}`);
  }
  const message = `${what} has the key '${reserved}', which stands alone: { ${reserved}: … }`;
  return refuse(node, 'RB026', message, 'for plain data with such a key write { literal: { … } }');
}

function readTag(tag: Tag, node: Node, what: string): Written | undefined {
  switch (tag) {
    case 'param':
      return readParam(node);
    case 'output':
      return readOutput(node);
    case 'cel': {
      const source = readText(node, `the expression of ${what}`);
      return source === undefined ? undefined : { kind: 'cel', source };
    }
    case 'pkgs':
      return readPackage(node);
    case 'literal': {
      // Only the map right below is taken as it stands, so that its values may still be references.
      const value = isMapping(node.value) ? readMap(node, what) : readWritten(node, what);
      return value === undefined ? undefined : { kind: 'literal', value };
    }
    default:
      return assertNever(tag);
  }
}

function readMap(node: Node, what: string): Written | undefined {
  const entries = complete(
    readEntries(node, what)?.map(({ key, node: child }) => {
      const value = readWritten(child, `'${key}' of ${what}`);
      return value === undefined ? undefined : ([key, value] as const);
    }),
  );
  return entries === undefined ? undefined : { kind: 'map', entries: Object.fromEntries(entries) };
}

function readParam(node: Node): ParamRef | undefined {
  const name = readMatching(node, 'a parameter name', PARAMETER, 'a letter, then letters, digits and _');
  return name === undefined ? undefined : { kind: 'param', name };
}

function readOutput(node: Node): OutputRef | undefined {
  const text = readMatching(node, 'an output', OUTPUT, 'written step.field');
  const [step, field] = text?.split('.') ?? [];
  return step === undefined || field === undefined ? undefined : { kind: 'output', step, field };
}

function readPackage(node: Node): PkgsRef | undefined {
  if (isMapping(node.value)) {
    const name = readFields(node, 'a package', ['param'], ['param'])?.param;
    const attr = name === undefined ? undefined : readParam(name);
    return attr === undefined ? undefined : { kind: 'pkgs', attr };
  }
  const attr = readMatching(node, 'a package', PACKAGE, "a name under 'pkgs', such as htop");
  return attr === undefined ? undefined : { kind: 'pkgs', attr };
}
