import { LONGEST_LINE, afterClose, endOfLine, quotedAt, trimmed } from './quoted-values.ts';
import type { Stretch } from '../span.ts';

/** Most lines of one value, and most items of one list. */
const MOST = 512;

/**
 * The items of a list in brackets: `[ "a" "b" ]`, `["a", "b"]`. Undefined where no bracket opens.
 *
 * @example bracketedAt('["a"]', 0) // [{ start: 2, end: 3 }]
 */
export function bracketedAt(text: string, at: number): readonly Stretch[] | undefined {
  if (text[at] !== '[' || !/^\[(?:\s|\\{0,7}["'`]|\]?$)/u.test(text.slice(at, at + 9))) return undefined;
  const items: Stretch[] = [];
  let place = at + 1;
  while (items.length < MOST) {
    const item = quotedAt(text, (place = skip(ITEM_GAP, text, place)));
    if (item === undefined) return items;
    items.push(item);
    place = skip(ITEM_END, text, item.end);
  }
  return items;
}

const ITEM_GAP = /[\s,]{0,256}/y;
const ITEM_END = /\\{0,7}["'`]{0,3}/y;

/**
 * The lines of a block of YAML (`|`, `>-`), or of what stands further in on the lines below a name: a value, or the
 * items of a list. Undefined where the line of the name goes on.
 */
export function belowAt(text: string, nameStart: number, at: number): readonly Stretch[] | undefined {
  const mark = skip(BLOCK, text, at);
  const end = skip(REST, text, mark);
  if (text[end] !== '\n') return undefined;
  const indent = indentOf(text, nameStart);
  if (indent === undefined) return undefined;
  return mark > at ? blockLines(text, end, indent) : nextLines(text, end, indent);
}

const BLOCK = /(?:!!\w{1,16} )?[|>][+-]?\d?[+-]?(?=[ \t]{0,64}(?:#[^\n]{0,256})?\n)/y;
const REST = /[ \t]{0,64}(?:#[^\n]{0,256})?/y;

/** How far in a name stands, marks of lists and quotes included; undefined where other text is before it. */
function indentOf(text: string, nameStart: number): number | undefined {
  const before = text.slice(Math.max(0, nameStart - 128), nameStart);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return /^(?:[\s+#|>"'-]|[\w."]{1,60}[.:]){0,128}$/u.test(line)
    ? /^[ +]*/u.exec(line)?.[0].length
    : undefined;
}

function blockLines(text: string, from: number, indent: number): readonly Stretch[] {
  const lines: Stretch[] = [];
  for (const line of linesBelow(text, from, indent)) lines.push(line);
  return lines;
}

/** The lines that are further in than the name, without their indentation. */
function linesBelow(text: string, from: number, indent: number): readonly Stretch[] {
  const lines: Stretch[] = [];
  let at = from;
  while (text[at] === '\n' && lines.length < MOST && at - from < LONGEST_LINE * 2) {
    const end = endOfLine(text, at + 1);
    const line = trimmed(text, at + 1, end);
    if (line !== undefined && line.start - at - 1 <= indent) break;
    if (line !== undefined) lines.push(line);
    at = end;
  }
  return lines;
}

const ITEM = /^-\s+(?=\S)/u;
/** Another name with its value, or a member of what is no text. */
const MEMBER =
  /^["']?[\w.$-]{1,128}["']?\s{0,16}[:=](?:\s|$)|^[\w.'\x22-]{1,60}[{([]$|(?:^|\s)[{([]$|^[}\])][,;]?$/u;

function nextLines(text: string, from: number, indent: number): readonly Stretch[] | undefined {
  const lines = linesBelow(text, from, indent - 1);
  const [first] = lines;
  if (first === undefined) return undefined;
  if (ITEM.test(text.slice(first.start, first.end))) return itemsOf(text, lines);
  const further = first.start - text.lastIndexOf('\n', first.start) - 1 > indent;
  if (!further || MEMBER.test(text.slice(first.start, Math.min(first.end, first.start + 256))))
    return undefined;
  const quoted = quotedAt(text, first.start);
  if (quoted !== undefined) return [afterClose(text, quoted)];
  return /\s/u.test(text.slice(first.start, first.end)) ? undefined : [first];
}

function itemsOf(text: string, lines: readonly Stretch[]): readonly Stretch[] {
  const items: Stretch[] = [];
  for (const line of lines) {
    const [mark] = ITEM.exec(text.slice(line.start, Math.min(line.end, line.start + 64))) ?? [];
    if (mark === undefined) break;
    const start = line.start + mark.length;
    if (!MEMBER.test(text.slice(start, Math.min(line.end, start + 256))))
      items.push(quotedAt(text, start) ?? { start, end: line.end });
  }
  return items;
}

function skip(form: RegExp, text: string, at: number): number {
  form.lastIndex = at;
  return at + (form.exec(text)?.[0].length ?? 0);
}
