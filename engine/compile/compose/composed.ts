import type { Edit } from '../../model/options/value.ts';
import type { Clause } from '../grammar/clauses.ts';

/** What a clause means by its parts, or the changes that it may mean, the likeliest first. */
export type Composed =
  | {
      readonly kind: 'read';
      readonly edits: readonly Edit[];
      readonly aside: Clause;
      readonly things?: readonly Clause[];
    }
  | { readonly kind: 'offer'; readonly offers: readonly (readonly Edit[])[] };
