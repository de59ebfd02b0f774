import type { FindingCode } from '../finding-codes.ts';

/** What a code means, and what to do about it; Markdown. */
export type FindingMeaning = readonly [meaning: string, remedy: string];

/** Codes about one thing, as a section of docs/FINDINGS.md. */
export interface FindingSection {
  /** Their letters, a colon, and what they are about. */
  readonly title: string;
  /** What is true of all of them. */
  readonly intro?: string;
  readonly rows: { readonly [Code in FindingCode]?: FindingMeaning };
}
