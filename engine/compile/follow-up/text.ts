import { splitClauses, verbLength, type Clause } from '../grammar/clauses.ts';
import { escape, wordPattern } from './edits.ts';
import { buildTokens, cleanSentence } from '../grammar/tokens.ts';

/** A clause as its verb, what it is about, and what stands behind: `install` `htop and git` `for bob`. */
export interface ClauseParts {
  readonly verb: string;
  readonly object: string;
  readonly tail: string;
}

/** The clauses of a sentence that have a verb and an object. */
export function clausePartsOf(sentence: string): readonly ClauseParts[] {
  return clausesOf(sentence).flatMap((clause) => {
    const length = verbLength(clause);
    if (length === 0 || length === clause.length) return [];
    const rest = clause.slice(length);
    const at = rest.findIndex((token, index) => index > 0 && token.kind === 'word' && TAIL.has(token.word));
    const end = at < 0 ? rest.length : at;
    return [
      { verb: text(clause.slice(0, length)), object: text(rest.slice(0, end)), tail: text(rest.slice(end)) },
    ];
  });
}

/** Sentences without one item of a list. */
export function withoutItem(sentence: string, item: string): readonly string[] {
  const [plain, found] = [clean(sentence), escape(item)];
  const listing = String.raw`(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+plus\s+)(?:the\s+)?`;
  const after = new RegExp(`${listing}${found}(?![\\w-]|\\.\\w)`, 'iu');
  const before = new RegExp(`(?<![\\w.-])${found}${listing}`, 'iu');
  const cut = [after, before].filter((pattern) => pattern.test(plain));
  return [...new Set(cut.map((pattern) => plain.replace(pattern, '')))];
}

/** The sentence without the clauses that speak of something; nothing where all do, or none. */
export function withoutClause(sentence: string, item: string): readonly string[] {
  const clauses = clausesOf(sentence).map(text);
  const kept = clauses.filter((clause) => !wordPattern(item).test(clause));
  return kept.length === 0 || kept.length === clauses.length ? [] : [kept.join(', then ')];
}

/** A sentence without what ends it, so that another can follow. */
export function clean(sentence: string): string {
  return cleanSentence(sentence).replace(/[.,;!?…\s]+$/u, '');
}

const TAIL: ReadonlySet<string> = new Set([
  'for',
  'on',
  'to',
  'from',
  'in',
  'with',
  'of',
  'at',
  'as',
  'into',
]);

function clausesOf(sentence: string): readonly Clause[] {
  return splitClauses(buildTokens(clean(sentence)));
}

function text(clause: Clause): string {
  return clause
    .map((token) => (token.kind === 'quoted' ? `"${token.text}"` : token.text))
    .join(' ')
    .replaceAll(/ (,|'s)/gu, '$1');
}
