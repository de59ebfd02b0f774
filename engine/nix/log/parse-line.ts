/** One line of a log in Nix's form `internal-json`, or of anything else on the same standard error. */
export type LogEntry =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'message'; readonly level: number; readonly text: string }
  | {
      readonly kind: 'start';
      readonly id: string;
      readonly type: number;
      readonly level: number;
      readonly text: string;
      readonly fields: readonly Field[];
    }
  | { readonly kind: 'stop'; readonly id: string }
  | {
      readonly kind: 'result';
      readonly id: string;
      readonly type: number;
      readonly fields: readonly Field[];
    }
  /** Well-formed, of a kind that this program does not know. */
  | { readonly kind: 'unknown' };

export type Field = string | number;

/** Types of activities and results that are looked at; Nix has more, and newer ones may have others. */
export const ACTIVITY = {
  copyPath: 100,
  fileTransfer: 101,
  copyPaths: 103,
  builds: 104,
  build: 105,
  substitute: 108,
  queryPathInfo: 109,
} as const;

export const RESULT = {
  buildLogLine: 101,
  setPhase: 104,
  progress: 105,
  setExpected: 106,
  postBuildLogLine: 107,
} as const;

const PREFIX = '@nix ';

/**
 * A line of Nix's standard error → what it says. Total: what is not in the form of the log is text, as it stands.
 *
 * @example
 * parseLogLine('@nix {"action":"stop","id":7}')   // { kind: 'stop', id: '7' }
 * parseLogLine('warning: x')                      // { kind: 'text', text: 'warning: x' }
 */
export function parseLogLine(line: string): LogEntry {
  const asText: LogEntry = { kind: 'text', text: line };
  if (!line.startsWith(PREFIX)) return asText;
  const said = parseObject(line.slice(PREFIX.length));
  if (said === undefined) return asText;
  const id = idIn(line);
  switch (said['action']) {
    case 'msg':
      return { kind: 'message', level: number(said['level']), text: text(said['msg']) };
    case 'start':
      return {
        kind: 'start',
        id,
        type: number(said['type']),
        level: number(said['level']),
        text: text(said['text']),
        fields: fields(said['fields']),
      };
    case 'stop':
      return { kind: 'stop', id };
    case 'result':
      return { kind: 'result', id, type: number(said['type']), fields: fields(said['fields']) };
    default:
      return { kind: 'unknown' };
  }
}

function parseObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Ids hold the number of a process in their upper half: more bits than a number keeps. */
function idIn(line: string): string {
  return /"id":(\d+)/u.exec(line)?.[1] ?? '';
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function fields(value: unknown): readonly Field[] {
  if (!Array.isArray(value)) return [];
  return value.map((field: unknown) => (typeof field === 'string' || typeof field === 'number' ? field : ''));
}
