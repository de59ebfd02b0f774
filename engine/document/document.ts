import { LineCounter, parseDocument } from 'yaml';
import type { ErrorCode, YAMLError } from 'yaml';
import { DEFAULTS } from '../config/defaults.ts';
import type { FindingCode } from '../model/finding-codes.ts';
import { failed, hasErrors, ok } from '../model/finding.ts';
import type { Finding, Position, Result } from '../model/finding.ts';
import type { Spelled } from '../model/runbook.ts';
import { readNode } from './document-node.ts';

/** A YAML document as plain data, and the place of every part of it. */
export interface SourceDocument {
  readonly file: string;
  readonly data: unknown;
  /** The place of the value at a JSON pointer (`/steps/0/id`); of the nearest part that exists when it does not. */
  readonly locate: (pointer: string) => Position;
  /** The place of the key that names the value at a JSON pointer. */
  readonly locateKey: (pointer: string) => Position;
  /** The text of numbers and booleans at a JSON pointer and below it, where we would write them otherwise. */
  readonly spelledBelow: (pointer: string) => Spelled;
  /** The other way: the JSON pointer of the outermost value that a position is the place of; undefined when of none. */
  readonly pointerAt: (position: Pick<Position, 'line' | 'column'>) => string | undefined;
}

/**
 * Reads one YAML 1.2 (core) document: no anchors, aliases, merge keys, tags, duplicate keys or second document; size
 * and depth are capped. Findings RB001 to RB012.
 *
 * @example
 * readDocument('runbook: a\n', 'a.yaml') // { ok: true, value: { data: { runbook: 'a' }, … } }
 */
export function readDocument(text: string, file: string): Result<SourceDocument> {
  const start = { file, line: 1, column: 1 };
  const size = Buffer.byteLength(text);
  if (size > DEFAULTS.documentSize.value) return failed(tooLarge(size, start));
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const parsed = parseText(text, lines);
  if (parsed === undefined) return failed(tooDeep(start));
  // A broken document gives a chain of errors; the first is the one to mend.
  const [broken] = parsed.errors;
  if (broken !== undefined) return failed(syntaxFinding(broken, at(broken.pos[0])));
  if (parsed.contents === null) return failed(empty(start));

  const { data, places, spelled, findings } = readNode(parsed.contents, at);
  const root = places.get('') ?? { value: start, key: start };
  const place = (pointer: string): typeof root => {
    for (let rest = pointer; rest !== ''; rest = rest.slice(0, rest.lastIndexOf('/'))) {
      const found = places.get(rest);
      if (found !== undefined) return found;
    }
    return root;
  };
  const document = {
    file,
    data,
    locate: (pointer: string) => place(pointer).value,
    locateKey: (pointer: string) => place(pointer).key,
    spelledBelow: (pointer: string) =>
      Object.fromEntries(
        [...spelled]
          .filter(([each]) => each === pointer || each.startsWith(`${pointer}/`))
          .map(([each, text]) => [each.slice(pointer.length), text]),
      ),
    pointerAt: ({ line, column }: Pick<Position, 'line' | 'column'>) =>
      [...places].find(([, { value, key }]) =>
        [value, key].some((one) => one.line === line && one.column === column),
      )?.[0],
  };
  if (hasErrors(findings)) return failed(...findings);
  return data === null ? failed(empty(start)) : ok(document, findings);
}

function parseText(text: string, lineCounter: LineCounter): ReturnType<typeof parseDocument> | undefined {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      strict: true,
      lineCounter,
      prettyErrors: false,
      logLevel: 'error',
      // Ours is linear and names both places; the library's compares every pair of keys.
      uniqueKeys: false,
    });
  } catch (error) {
    // The library composes recursively: only a document nested far past the cap exhausts the stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function syntaxFinding(error: YAMLError, position: Position): Finding {
  if (error.code === 'RESOURCE_EXHAUSTION') return tooDeep(position);
  const detail = error.message.replaceAll(/\s+/gu, ' ').trim();
  const known = SYNTAX[error.code];
  const code = known?.code ?? 'RB002';
  const message = known === undefined ? `not valid YAML: ${detail}` : known.message;
  const fix = known?.fix ?? 'correct the syntax here or on the line before';
  return { code, severity: 'error', message, position, fix };
}

const ALIAS = {
  code: 'RB006',
  message: 'anchors and aliases are not allowed',
  fix: 'write the value out where it is used',
} as const;
const TAG = { code: 'RB007', message: 'tags are not allowed', fix: 'remove the tag' } as const;

/** Errors of the YAML library that have a remedy of their own. */
const SYNTAX: {
  readonly [code in ErrorCode]?: {
    readonly code: FindingCode;
    readonly message: string;
    readonly fix: string;
  };
} = {
  MULTIPLE_DOCS: {
    code: 'RB005',
    message: 'a file holds one runbook, got a second document',
    fix: "remove the line '---' and what follows",
  },
  TAB_AS_INDENT: {
    code: 'RB003',
    message: 'a tab is used to indent; YAML allows only spaces',
    fix: 'replace each tab by two spaces',
  },
  TAG_RESOLVE_FAILED: TAG,
  MULTIPLE_TAGS: TAG,
  BAD_ALIAS: ALIAS,
  ALIAS_PROPS: ALIAS,
  MULTIPLE_ANCHORS: ALIAS,
};

function tooLarge(size: number, position: Position): Finding {
  return {
    code: 'RB001',
    severity: 'error',
    message: `the file is ${size} bytes long; the limit for a runbook is ${DEFAULTS.documentSize.value}`,
    position,
    fix: 'split it into runbooks that call each other',
  };
}

function tooDeep(position: Position): Finding {
  return {
    code: 'RB010',
    severity: 'error',
    message: `the document is nested deeper than ${DEFAULTS.documentDepth.value} levels`,
    position,
    fix: 'flatten the value',
  };
}

function empty(position: Position): Finding {
  return {
    code: 'RB004',
    severity: 'error',
    message: 'the document is empty; a runbook needs runbook, version, description and steps',
    position,
    fix: 'start from one of the shipped runbooks',
  };
}
