import type { Edit } from '../../../model/options/value.ts';
import type { Clause } from '../../grammar/clauses.ts';
import type { Context } from '../../context.ts';
import { checkNewUser } from '../../names/user-names.ts';

/** Somebody who gets an account, and what else is said about them. */
export interface NewPerson {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly rest: Clause;
}

const NOUN = /^(?:user|account|login)$/u;
const VERB = /^(?:create|add|make|new|set|need|want|get|give|up|have|i|we|would|like)$/u;

/** `create an account for maria, …`, `new user tom with …`; nothing where no account is asked for, or it is there already. */
export function newPerson(clause: Clause, context: Context): NewPerson | undefined {
  const at = clause.findIndex(({ kind, word }) => kind === 'word' && NOUN.test(word));
  if (at < 0 || at > 5 || !clause.slice(0, at).every(({ kind, word }) => kind === 'word' && VERB.test(word)))
    return undefined;
  const behind = /^(?:account|for|called|named|user)$/u;
  let place = at + 1;
  while (behind.test(clause[place]?.word ?? '') && place < at + 3) place += 1;
  const token = clause[place];
  if (
    token?.kind !== 'word' ||
    context.users.has(token.word) ||
    checkNewUser(token.word) !== undefined ||
    token.text !== token.word
  )
    return undefined;
  const edit: Edit = { op: 'set', path: ['users', 'users', token.word, 'isNormalUser'], value: true };
  return { name: token.word, edits: [edit], rest: clause.slice(place + 1) };
}
