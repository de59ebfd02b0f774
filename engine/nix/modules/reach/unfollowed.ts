import type { Finding } from '../../../model/finding.ts';
import { positionAt } from '../../lines.ts';
import type { ModuleValue } from '../../partial/roots.ts';
import type { WrittenAt } from '../../partial/value.ts';
import { sourceOf } from '../../syntax/tree.ts';
import type { Module } from '../survey.ts';

type Unfollowed = Exclude<ModuleValue, { kind: 'file' | 'written' | 'several' }>;

/** NIX111 or NIX112 for an import that was not followed. */
export function unfollowed(found: Unfollowed, by: Module | undefined): Finding[] {
  const outside = found.kind !== 'unknown';
  const written = found.kind === 'missing' ? undefined : found.written;
  const source = found.kind === 'missing' ? found.path : sourceText(written);
  const tree = written?.env.tree ?? by?.tree;
  if (source === undefined || tree === undefined) return [];
  const position = positionAt(tree.text, written?.expr.start ?? by?.root.start ?? 0, tree.file);
  const message = outside
    ? `the import '${source}' is outside the configuration's files; its definitions are not seen`
    : `only an evaluation can tell what the import '${source}' is; its definitions are not seen`;
  return [{ code: outside ? 'NIX112' : 'NIX111', severity: 'info', message, position }];
}

/** NIX111 for a module, or a part of one, that its text does not tell. */
export function computedPart({ tree, unseen }: Module): Finding[] {
  if (unseen === undefined) return [];
  const source = shorten(tree.text.slice(unseen.start, unseen.end));
  const message = `only an evaluation can tell what the module '${source}' is; not all of its definitions are seen`;
  return [
    { code: 'NIX111', severity: 'info', message, position: positionAt(tree.text, unseen.start, tree.file) },
  ];
}

function sourceText(written: WrittenAt | undefined): string | undefined {
  return written === undefined ? undefined : shorten(sourceOf(written.env.tree, written.expr));
}

function shorten(source: string): string {
  return source.replaceAll(/\s+/gu, ' ').slice(0, 60);
}
