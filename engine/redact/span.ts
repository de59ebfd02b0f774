/** A secret in a text: what it is and where, never what it says. Offsets in UTF-16 units, the end exclusive. */
export interface FoundSecret {
  /** `password`, `github-token`, `private-key`, …: lower case with hyphens. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** Known only by the name beside it, or could be an ordinary word: in the code of a program it is none. */
  readonly unsure?: true;
}

/** Where something stands. Offsets in UTF-16 units, the end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const PLACEHOLDER = /<redacted:[a-z0-9-]{1,60}>|(?<![a-z0-9-])redacted-[a-z0-9-]{1,60}/gu;

/** How a secret is shown inside a string, a comment or any other text. */
export function placeholder(kind: string): string {
  return `<redacted:${kind}>`;
}

/** How it is shown where Nix wants a word: in a path, a URI, an identifier. */
export function barePlaceholder(kind: string): string {
  return `redacted-${kind}`;
}

/** True where something was redacted before. */
export function holdsPlaceholder(text: string): boolean {
  return text.includes('<redacted:') || /(?<![a-z0-9-])redacted-[a-z]/u.test(text);
}

/** Without what earlier redaction left: redacting twice is redacting once. */
export function withoutPlaceholders(text: string, found: readonly FoundSecret[]): readonly FoundSecret[] {
  if (found.length === 0 || !holdsPlaceholder(text)) return found;
  const left = [...text.matchAll(PLACEHOLDER)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  // A key block is one however much of it was taken out before.
  return found.filter(({ kind, start, end }) => {
    if (kind !== 'private-key') return !left.some((mark) => mark.start < end && start < mark.end);
    return /[A-Za-z0-9]/u.test(text.slice(start, end).replaceAll(PLACEHOLDER, ''));
  });
}

/** In the order of the text, none over another; of two that overlap the one that begins first, then the longer, wins. */
export function mergeFound(found: readonly FoundSecret[]): readonly FoundSecret[] {
  const sorted = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const merged: FoundSecret[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last === undefined || next.start >= last.end) merged.push(next);
    else if (next.end > last.end) merged[merged.length - 1] = { ...last, end: next.end };
  }
  return merged;
}

/** The text with each place replaced. The places are in order and do not overlap. */
export function replaceFound(
  text: string,
  found: readonly FoundSecret[],
  replacement: (secret: FoundSecret) => string,
): string {
  let result = '';
  let at = 0;
  for (const secret of found) {
    result += text.slice(at, secret.start) + replacement(secret);
    at = secret.end;
  }
  return result + text.slice(at);
}
