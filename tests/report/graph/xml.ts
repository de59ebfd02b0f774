export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Text right inside it, unescaped. */
  readonly text: string;
}

const TAG = /^<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<]*")*)(\/?)>$/u;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/**
 * The elements of an XML text in document order. Throws where a tag is not well-formed, not closed or not nested, an
 * attribute is written twice, or an unknown entity or a control character is used.
 */
export function readXml(source: string): readonly Element[] {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: (typeof elements)[number][] = [];
  // oxlint-disable-next-line no-control-regex -- that is what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/u.test(source) || !source.isWellFormed())
    throw new Error('a character that XML cannot hold');
  for (const [token] of source.matchAll(/<[^>]*>|[^<]+/gu)) {
    if (!token.startsWith('<')) {
      const parent = open.at(-1);
      if (parent === undefined && token.trim() !== '') throw new Error(`text outside: ${token}`);
      if (parent !== undefined) parent.text += unescape(token);
      continue;
    }
    const [, closing, name = '', written = '', empty] = TAG.exec(token) ?? [];
    if (name === '') throw new Error(`not a tag: ${token}`);
    if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`not nested: ${token}`);
      continue;
    }
    const pairs = [...written.matchAll(/ ([a-zA-Z-]+)="([^"]*)"/gu)].map(
      ([, key = '', value = '']) => [key, unescape(value)] as const,
    );
    if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error(`twice: ${token}`);
    const element = { name, attributes: Object.fromEntries(pairs), text: '' };
    elements.push(element);
    if (empty !== '/') open.push(element);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.map((element) => element.name).join(', ')}`);
  return elements;
}

function unescape(text: string): string {
  return text.replaceAll(/&[^;]*;?/gu, (entity) => {
    const character = ENTITIES[entity];
    if (character === undefined) throw new Error(`unknown entity ${entity}`);
    return character;
  });
}
