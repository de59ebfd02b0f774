import { parseNix } from '../nix/parse.ts';
import type { Expr, NixTree } from '../nix/syntax/tree.ts';
import { findRegions, type Region } from './regions.ts';
import { barePlaceholder, placeholder, replaceFound, type FoundSecret } from './span.ts';

/** Secrets of a Nix file by where they stand, so that what is left is still Nix. */
export class NixPlaces {
  readonly #tree: NixTree;
  readonly #regions: readonly Region[];
  /** False for prose that is Nix by accident. */
  readonly isProgram: boolean;

  constructor(tree: NixTree) {
    this.#tree = tree;
    this.#regions = findRegions(tree);
    this.isProgram = isProgram(tree.root);
  }

  /**
   * What is found in the whole text, kept where it lies within one string, one comment, or code; what goes over a border
   * is looked for again on each side of it. In code only what is known by form counts: names there are names.
   */
  find(find: (text: string) => readonly FoundSecret[], whole = find(this.#tree.text)): FoundSecret[] {
    const again = new Set<Region>();
    const kept = whole.filter((secret) => {
      const touched = this.#touched(secret);
      const [only] = touched;
      if (only === undefined) return (secret.unsure !== true || !this.isProgram) && this.#isWord(secret);
      if (touched.length === 1 && only.start <= secret.start && secret.end <= only.end) return true;
      touched.forEach((region) => again.add(region));
      return false;
    });
    const { text } = this.#tree;
    const within = [...again].flatMap(({ start, end }) =>
      find(text.slice(start, end)).map((secret) => ({
        ...secret,
        start: secret.start + start,
        end: secret.end + start,
      })),
    );
    return [...kept, ...within];
  }

  /** The text with each place replaced so that it parses as before. */
  replace(found: readonly FoundSecret[], show: (secret: FoundSecret) => string): string {
    const { text, file } = this.#tree;
    const whole = found.map((secret) => this.#unbroken(secret));
    const redacted = replaceFound(text, whole, (secret) => this.#shown(secret, show(secret)));
    if (whole.every((secret) => this.#isHarmless(secret)) || parseNix(redacted, file).ok) return redacted;
    // What cannot be cut out goes with the string or comment that it stands in.
    const regions = [...new Set(found.flatMap((secret) => this.#touched(secret)))];
    const coarse = replaceFound(
      text,
      regions.map(({ start, end }) => ({ kind: 'text', start, end })),
      ({ kind }) => placeholder(kind),
    );
    const inCode = found.some((secret) => this.#touched(secret).length === 0);
    return !inCode && parseNix(coarse, file).ok ? coarse : `"${placeholder('configuration')}"`;
  }

  /** No quote and no escape is near: the string or comment around it cannot have become another one. */
  #isHarmless({ start, end }: FoundSecret): boolean {
    const [region] = this.#touched({ kind: '', start, end });
    if (region?.kind !== 'string' && region?.kind !== 'comment') return false;
    return !/['"\\$]/u.test(
      this.#tree.text.slice(Math.max(region.start, start - 2), Math.min(region.end, end + 2)),
    );
  }

  /** In code and in the names of attributes two secrets must stay two words: an attribute cannot be there twice. */
  #shown(secret: FoundSecret, shown: string): string {
    const [region] = this.#touched(secret);
    if (region?.kind === 'string' || region?.kind === 'comment') return shown;
    if (shown.startsWith('<private-')) return region === undefined ? shown.slice(1, -1) : shown;
    const kind = `${secret.kind}-${this.#number(this.#tree.text.slice(secret.start, secret.end))}`;
    return region === undefined ? barePlaceholder(kind) : placeholder(kind);
  }

  readonly #numbers = new Map<string, number>();

  #number(value: string): number {
    const number = this.#numbers.get(value) ?? this.#numbers.size + 1;
    this.#numbers.set(value, number);
    return number;
  }

  /** An escape is never cut in two. */
  #unbroken(secret: FoundSecret): FoundSecret {
    const [region] = this.#touched(secret);
    if (region?.kind !== 'string' && region?.kind !== 'name') return secret;
    const { text } = this.#tree;
    let { start, end } = secret;
    const quotes = region.indented && text.slice(start - 2, start) === "''" && start - 2 >= region.start;
    if (quotes) start -= 2;
    else if (!region.indented && backslashes(text, region.start, start) % 2 === 1) start -= 1;
    if (!region.indented && backslashes(text, start, end) % 2 === 1) end = Math.min(end + 1, region.end);
    return { ...secret, start, end };
  }

  /** A whole word of the code: a part of a name or of an operator is none of our business. */
  #isWord({ start, end }: FoundSecret): boolean {
    const { text } = this.#tree;
    return /^[\w.+:@/=%?&~-]+$/u.test(text.slice(start, end)) && !/\w/u.test(text[start - 1] ?? ' ');
  }

  #touched({ start, end }: FoundSecret): readonly Region[] {
    let low = 0;
    let high = this.#regions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#regions[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const touched: Region[] = [];
    for (let at = low; at < this.#regions.length; at += 1) {
      const region = this.#regions[at];
      if (region === undefined || region.start >= end) break;
      touched.push(region);
    }
    return touched;
  }
}

/** Some prose is Nix by accident (`error: no such host`); a file of a configuration is a set, or gives one. */
function isProgram(root: Expr): boolean {
  let body = root;
  while (body.kind === 'lambda' || body.kind === 'let' || body.kind === 'with' || body.kind === 'assert')
    body = body.body;
  return body.kind === 'set' || (body.kind === 'apply' && body.args.some(({ kind }) => kind === 'set'));
}

function backslashes(text: string, from: number, to: number): number {
  let count = 0;
  while (to - count > from && text[to - count - 1] === '\\') count += 1;
  return count;
}
