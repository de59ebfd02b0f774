import { joinOptionPath } from '../../model/options/option.ts';
import type { Edit, OptionPath } from '../../model/options/value.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { ClauseReading, Context } from '../context.ts';
import { attributeEdits } from './attributes.ts';
import { type Named, thingsNamed } from './module-scope.ts';
import { asWord, type SaidAs, takeApart } from './said-as.ts';
import { settingOf } from './setting.ts';
import { withoutTail } from './tail.ts';

/** What a clause means by its parts, or the changes that it may mean, the likeliest first. */
export type Composed =
  | { readonly kind: 'read'; readonly edits: readonly Edit[]; readonly aside: Clause }
  | { readonly kind: 'offer'; readonly offers: readonly (readonly Edit[])[] };

/** How a clause is read by the rules. */
export type ReadByRules = (clause: Clause) => readonly ClauseReading[] | undefined;

/**
 * Reads a clause that no rule covers: as a rule would read it in other words, as a thing with attributes, or as the
 * option whose words explain all of it. Every word must be explained; what is explained in part only is offered.
 */
export function composeClause(clause: Clause, context: Context, byRules: ReadByRules): Composed {
  const offers: (readonly Edit[])[] = [];
  for (const { clause: head, tail } of [{ clause, tail: [] }, ...withoutTail(clause, context)]) {
    const read = composeHead(head, context, byRules, tail.length > 0);
    if (read.kind === 'read') return { ...read, aside: tail };
    offers.push(...read.offers);
  }
  return { kind: 'offer', offers };
}

function composeHead(clause: Clause, context: Context, byRules: ReadByRules, cut: boolean): Composed {
  const plain = cut ? editsOf(byRules(clause)) : undefined;
  if (plain !== undefined) return { kind: 'read', edits: plain, aside: [] };
  const offers: (readonly Edit[])[] = [];
  for (const said of takeApart(clause)) {
    const other = inOtherWords(said, byRules);
    if (other !== undefined) return { kind: 'read', edits: other, aside: [] };
    const read = composeSaid(said, context);
    if (read.kind === 'read') return read;
    offers.push(...read.offers);
  }
  return { kind: 'offer', offers };
}

/** The verb said as the rules know it: `grab ripgrep` is `install ripgrep`. */
const AS_RULES_SAY: Readonly<Partial<Record<SaidAs['act'], string>>> = {
  on: 'enable',
  off: 'disable',
  install: 'install',
  remove: 'remove',
  want: 'want',
};

function inOtherWords({ act, words }: SaidAs, byRules: ReadByRules): readonly Edit[] | undefined {
  const verb = AS_RULES_SAY[act];
  return verb === undefined ? undefined : editsOf(byRules([asWord(verb, words[0]?.start ?? 0), ...words]));
}

function editsOf(readings: readonly ClauseReading[] | undefined): readonly Edit[] | undefined {
  if (readings === undefined || readings.length === 0) return undefined;
  const edits = readings.flatMap((reading) => (reading.kind === 'edits' ? reading.edits : []));
  return readings.every(({ kind }) => kind === 'edits') && edits.length > 0 ? edits : undefined;
}

function composeSaid(said: SaidAs, context: Context): Composed {
  const things = thingsNamed(said.words, context);
  const offers: (readonly Edit[])[] = [];
  for (const thing of things) {
    const read = aboutThing(thing, said, context);
    if (read.kind === 'read') return read;
    offers.push(...read.offers);
  }
  const setting = settingOf(said, context);
  if (setting.kind === 'read') return setting;
  return { kind: 'offer', offers: [...offers, ...setting.offers] };
}

/** Something named with what is said about it. */
function aboutThing(thing: Named, { act, words }: SaidAs, context: Context): Composed {
  const switches = switchEdits(thing, act);
  if (switches === undefined && act === 'off') return { kind: 'offer', offers: [] };
  const rest = [...words.slice(0, thing.from), ...words.slice(thing.to)];
  const read = attributeEdits(rest, thing, act, context);
  if (read.kind === 'offer') return read;
  const edits = [...(switches ?? []), ...read.edits];
  return edits.length === 0 ? { kind: 'offer', offers: [] } : { kind: 'read', edits, aside: [] };
}

/** What the verb says of the thing itself. */
function switchEdits({ enable }: Named, act: SaidAs['act']): readonly Edit[] | undefined {
  if (enable === undefined) return undefined;
  return act === 'on' || act === 'want' ? [{ op: 'set', path: enable, value: true }] : undefined;
}

/** The option's dotted name, for sentences. */
export function nameOf(path: OptionPath): string {
  return joinOptionPath(path);
}
