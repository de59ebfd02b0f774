import type { ArgumentFacts, CommandFacts, FlagFacts } from '../../report/help/facts.ts';

/** What stood behind a command, by the names and with the types of its declaration. */
export interface InputOf<D extends CommandFacts> {
  readonly args: { readonly [Name in keyof D['args']]: ArgumentValue<D['args'][Name]> };
  readonly flags: { readonly [Name in keyof D['flags']]: FlagValue<D['flags'][Name]> };
}

type ArgumentValue<A extends ArgumentFacts> = A extends { multiple: true }
  ? readonly string[]
  : Text<A> | Absent<A>;

type FlagValue<F extends FlagFacts> = F extends { type: 'boolean' }
  ? boolean
  : F extends { multiple: true }
    ? readonly string[]
    : (F extends { type: 'integer' } ? number : Text<F>) | Absent<F>;

type Text<T> = T extends { options: readonly (infer Option)[] } ? Option : string;

/** What may be left out is undefined then, where nothing stands in for it. */
type Absent<T> = T extends { required: true } | { default: number | string } ? never : undefined;
