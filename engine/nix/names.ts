import { unescapeString } from './strings.ts';
import type { Attr } from './syntax/tree.ts';
import { withoutParens } from './syntax/tree.ts';

/** The name an attribute has without evaluation: `a`, `"a b"`, `${"a"}`; undefined when it is computed. */
export function staticName(text: string, attr: Attr): string | undefined {
  if (attr.kind === 'name') return attr.name;
  const string = attr.kind === 'interpolation' ? withoutParens(attr.expr) : attr;
  if (string.kind !== 'string' || string.parts.some((part) => part.kind !== 'text')) return undefined;
  return unescapeString(text.slice(string.start + 1, string.end - 1));
}

/** The names of a path up to the first computed one. */
export function staticPath(text: string, attrs: readonly Attr[]): string[] {
  const names: string[] = [];
  for (const attr of attrs) {
    const name = staticName(text, attr);
    if (name === undefined) break;
    names.push(name);
  }
  return names;
}
