import { findPatterns } from './forms/find-patterns.ts';
import { kindOfSecret } from './secret-values.ts';
import { mergeFound, placeholder, replaceFound, withoutPlaceholders } from './span.ts';

/** Text with the secrets out of it. */
export type Redact = (text: string) => string;

/**
 * Members that hold the engine's own words: paths in the store, hashes, ids. An ordinary word that somebody took as a
 * password is no secret there; what is one by its form still is.
 */
const WORDS: ReadonlySet<string> = new Set(
  (
    'id kind op type node from on phase outcome recovery mode origin host by engine running profile booted failedUnits ' +
    'commit tree directory drvPath outPath target toplevel head userCommit planHash file path mutation step expires ' +
    'decision effect'
  ).split(' '),
);

/**
 * Plain data with every secret in it replaced, in the same shape. A text whose member's name says secret goes whole.
 * What had none is given back as it is.
 */
export function redactData<T>(value: T, redact: Redact): T {
  // Strings become strings, everything else keeps its shape.
  return inside(value, '', redact) as T;
}

function inside(value: unknown, name: string, redact: Redact): unknown {
  if (typeof value === 'string') return textOf(value, name, redact);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => inside(item, name, redact));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  // Who acts is all the engine's own words.
  const nameOf = (key: string): string => (name === 'by' ? name : key);
  const entries = Object.entries(value).map(
    ([key, item]) => [key, inside(item, nameOf(key), redact), item] as const,
  );
  return entries.some(([, now, before]) => now !== before)
    ? Object.fromEntries(entries.map(([key, now]) => [key, now]))
    : value;
}

function textOf(text: string, name: string, redact: Redact): string {
  if (WORDS.has(name)) return redactForms(text);
  const redacted = redact(text);
  const kind = redacted === text ? kindOfSecret(name, text) : undefined;
  return kind === undefined ? redacted : placeholder(kind);
}

function redactForms(text: string): string {
  const found = withoutPlaceholders(text, mergeFound(findPatterns(text)));
  return replaceFound(text, found, ({ kind }) => placeholder(kind));
}
