import type { Task } from '../../model/proposal.ts';

/** A kind of wish, as a file of `schemas/language/frames/` says it. */
export interface WishFrame {
  /** The file's name. */
  readonly name: string;
  /** What it is about, for a person: `whether SSH takes passwords`. */
  readonly wish: string;
  /** Words that every form may have beside its own. */
  readonly may?: string;
  /** It is read so only where no other kind of wish fits. */
  readonly loose?: boolean;
  readonly forms: readonly FrameForm[];
  /** Settings with a name of their own, each a form. */
  readonly settings?: readonly NamedSetting[];
}

/** What people call a setting, and the options it may be, by release. */
export interface NamedSetting {
  readonly names: string;
  readonly options: readonly string[];
}

/**
 * One thing that a wish may mean. A clause is read by it if one word of each group is said, every role that it needs is
 * filled, and every other word of the clause belongs to it or says nothing; in any order.
 */
export interface FrameForm {
  /** Groups of words or phrases, `|` between those of one. */
  readonly says: readonly string[];
  /** The first group begins the clause. */
  readonly begins?: boolean;
  /** The question is about words that were not read, so that a model may help. */
  readonly unclear?: boolean;
  /** Words that add nothing where the others are said. */
  readonly may?: string;
  /** Words of `schemas/language/words/` that may stand beside them as well: `place`, `bootup`. */
  readonly with?: string;
  /** Words that must be somewhere in the request, outside of this clause. */
  readonly near?: string;
  /** Of these nothing may be said, and one of those must be. */
  readonly unlessSaid?: string;
  readonly needs?: string;
  /** Phrases that turn nothing round here: `no more than`. */
  readonly consumes?: string;
  /** What is taken away must be there; else something else is meant. */
  readonly present?: boolean;
  /** `switch`: it may be wanted or not; `off`: it is not wanted; else it is. */
  readonly turn?: 'switch' | 'on' | 'off' | 'any';
  /** Verbs of the form's own that want it, and that do not. */
  readonly on?: string;
  readonly off?: string;
  /** An option that must be on, or must not. */
  readonly if?: string;
  readonly unless?: string;
  readonly roles?: Readonly<Record<string, FrameRole>>;
  readonly edits?: readonly EditTemplate[];
  readonly task?: Task;
  /** What is asked where an edit has nothing to be made of. */
  readonly question?: string;
  /** The question, where it always is one; with whole requests as choices. */
  readonly ask?: string;
  readonly choices?: readonly string[];
  readonly refuse?: string;
  readonly why?: 'unsafe' | 'invalid' | 'unknown' | 'not-configuration';
  /** What a later "it" stands for. */
  readonly thing?: string;
}

/** What is filled in by a word of a type. */
export interface FrameRole {
  readonly type: RoleType;
  readonly optional?: boolean;
  /** Only what is known by its name fills it. */
  readonly known?: boolean;
  /** Markers, one of which must stand right before it. */
  readonly after?: string;
  /** The form that a word must have. */
  readonly form?: string;
  /** Words → what they mean. */
  readonly words?: Readonly<Record<string, string>>;
  readonly least?: number;
  readonly most?: number;
  readonly unit?: string;
  /** Of a port: its protocol; of a time: what "nightly" is. */
  readonly of?: string;
  /** What is asked where it is not said, and whole requests to choose from. */
  readonly question?: string;
  readonly choices?: readonly string[];
  /** It is asked for though the words may name something as well. */
  readonly insist?: boolean;
}

export type RoleType =
  | 'assigned-name'
  | 'assigned-value'
  | 'full-name'
  | 'host-alias'
  | 'interfaces'
  | 'locale-before'
  | 'rest'
  | 'value'
  | 'address'
  | 'addresses'
  | 'age'
  | 'amount'
  | 'choice'
  | 'choices'
  | 'domain'
  | 'domains'
  | 'email'
  | 'font'
  | 'group'
  | 'host-name'
  | 'interface'
  | 'kernel'
  | 'key'
  | 'layout'
  | 'locale'
  | 'module'
  | 'network'
  | 'new-users'
  | 'own-name'
  | 'package'
  | 'path'
  | 'ports'
  | 'ranges'
  | 'schedule'
  | 'shell'
  | 'size'
  | 'span'
  | 'text'
  | 'urls'
  | 'users'
  | 'word'
  | 'words'
  | 'zone';

/** An edit with `$role` where a value belongs; left out where the role is not said. Several option names: by release. */
export interface EditTemplate {
  readonly set?: string | readonly string[];
  readonly to?: unknown;
  readonly add?: string | readonly string[];
  readonly remove?: string | readonly string[];
  readonly items?: unknown;
  /** Added where it is wanted, taken away where it is not. */
  readonly change?: string;
  /** Set, added or taken away, as the verb says. */
  readonly put?: readonly string[];
  readonly turn?: 'on' | 'off';
  readonly if?: string;
  readonly unless?: string;
}
