import type { Module } from '../../../nix/modules/survey.ts';

/** Lines of a file that belong together. */
export interface Piece {
  /** One-based. */
  readonly line: number;
  readonly text: string;
  readonly score: number;
}

/** Longest piece, in lines. */
const MAX_LINES = 30;

interface Lines {
  /** First line and the line after the last, zero-based. */
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a file before its definitions, longer ones before those within them, and where there are none at any line.
 * Neighbours of the same score stay one piece.
 *
 * @param score - Of the text between two offsets.
 */
export function cutText(
  text: string,
  module: Module | undefined,
  score: (from: number, to: number) => number,
): readonly Piece[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const starts = offsets(lines);
  const cuts = cutsByDepth(lines, starts, module);
  const parts = split({ from: 0, to: lines.length }, cuts, 0);
  const scored = parts.map((part) => ({
    ...part,
    score: score(starts[part.from] ?? 0, starts[part.to] ?? text.length),
  }));
  return merge(scored)
    .map((part) => ({
      line: part.from + 1,
      text: lines.slice(part.from, part.to).join('\n').trimEnd(),
      score: part.score,
    }))
    .filter((piece) => piece.text !== '');
}

function offsets(lines: readonly string[]): readonly number[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length + 1;
  }
  return starts;
}

/** Lines at which a definition begins, its comment above included, by how deep the definition is nested. */
function cutsByDepth(
  lines: readonly string[],
  starts: readonly number[],
  module: Module | undefined,
): readonly (readonly number[])[] {
  const cuts: number[][] = [];
  const open: number[] = [];
  for (const { start, binding } of module?.definitions ?? []) {
    while (open.length > 0 && (open.at(-1) ?? 0) <= start) open.pop();
    let line = starts.findLastIndex((offset) => offset <= start);
    while (line > 0 && /^\s*#/u.test(lines[line - 1] ?? '')) line -= 1;
    (cuts[open.length] ??= []).push(line);
    open.push(binding.end);
  }
  return Array.from(cuts, (depth) => depth ?? []);
}

function split(part: Lines, cuts: readonly (readonly number[])[], depth: number): readonly Lines[] {
  const isLong = part.to - part.from > MAX_LINES;
  if (depth > 0 && !isLong) return [part];
  if (depth >= cuts.length) return isLong ? chop(part) : [part];
  const inside = (cuts[depth] ?? []).filter((line) => line > part.from && line < part.to);
  const bounds = [part.from, ...new Set(inside), part.to];
  return bounds.slice(1).flatMap((to, at) => split({ from: bounds[at] ?? part.from, to }, cuts, depth + 1));
}

function chop({ from, to }: Lines): readonly Lines[] {
  const count = Math.ceil((to - from) / MAX_LINES);
  return Array.from({ length: count }, (_, at) => ({
    from: from + at * MAX_LINES,
    to: Math.min(to, from + (at + 1) * MAX_LINES),
  }));
}

function merge<T extends Lines & { readonly score: number }>(parts: readonly T[]): readonly T[] {
  const merged: T[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last !== undefined && last.score === part.score && part.to - last.from <= MAX_LINES) {
      merged[merged.length - 1] = { ...last, to: part.to };
    } else merged.push(part);
  }
  return merged;
}
