import {
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type ParseOptions,
  type DocumentOptions,
  type SchemaOptions,
} from 'yaml';

/** A document, and what is wrong with it where anything is: in words, and at which offset. */
export interface ReadYaml {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly problem?: { readonly message: string; readonly offset: number };
}

/**
 * Reads YAML in time that grows with the text alone, whatever is wrong with it: the library writes an excerpt of the line
 * for each error, and compares every key of a map with every other. Undefined where it is nested too deeply to be read.
 */
export function readYaml(
  text: string,
  options: ParseOptions & DocumentOptions & SchemaOptions = {},
): ReadYaml | undefined {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      ...options,
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
    });
    const [broken] = document.errors;
    const found =
      broken === undefined ? duplicateIn(document) : { message: broken.message, offset: broken.pos[0] };
    return { document, lines, ...(found === undefined ? {} : { problem: told(found, lines) }) };
  } catch (error) {
    // The library composes recursively.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Problem = NonNullable<ReadYaml['problem']>;

function told({ message, offset }: Problem, lines: LineCounter): Problem {
  const { line, col } = lines.linePos(offset);
  return { message: `${message} at line ${line}, column ${col}:`, offset };
}

/** The first key that a map has twice. */
function duplicateIn(document: Document): Problem | undefined {
  let found: Problem | undefined;
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : undefined;
        if (!isScalar(key) || !seen.has(name)) {
          seen.add(name);
          continue;
        }
        found = { message: 'Map keys must be unique', offset: key.range?.[0] ?? 0 };
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return found;
}
