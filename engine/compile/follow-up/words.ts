import { cleanSentence } from '../grammar/tokens.ts';
import { wordList } from '../grammar/word-list.ts';

/** What a line without any object asks for. */
export type FollowUpAction = 'apply' | 'drop' | 'why' | 'show' | 'undo';

/**
 * The action that a whole line asks for. `maybe` is agreement that does not say to what: it approves nothing.
 *
 * @example
 * findAction('Yes, go ahead!') // 'apply'
 */
export function findAction(line: string): FollowUpAction | 'maybe' | undefined {
  const said = bare(line);
  if (WHY.test(said)) return 'why';
  return ACTIONS.find(([, phrases]) => phrases.has(said))?.[0];
}

/** Lower case, without punctuation and politeness. */
export function bare(line: string): string {
  return cleanSentence(line)
    .toLowerCase()
    .replaceAll(/[.,!?;…]+(?=\s|$)/gu, '')
    .replaceAll(/^(?:please|just|then|now) | (?:please|now|then|thanks|thank you)$/gu, '')
    .trim();
}

const WHY =
  /^(?:why(?: (?:that|this|it|so|not|exactly))?|why is (?:that|this|it)(?: so)?|why (?:this|that) (?:plan|change|edit|risk)|why is (?:it|this|that|the risk) (?:an? )?\w+|how come|explain(?: (?:it|that|this|yourself|the plan|this plan))?)$/u;

const ACTIONS: readonly (readonly [FollowUpAction | 'maybe', ReadonlySet<string>])[] = [
  [
    'apply',
    words(`
    yes, y, yes please, yep, yeah, yes apply it, yes apply, yes do it, yes do that, yes go ahead, apply, apply it, apply that,
    apply this, apply the plan, apply this plan, apply that plan, do it, do that, do this, go ahead, go for it, proceed,
    make it so, approve, approve it, i approve, confirm, ok apply it, ok do it, ok go ahead, okay apply it, okay do it,
    okay go ahead, sure go ahead, sure do it, yes make it so, go ahead and apply it, go ahead and do it
  `),
  ],
  [
    'maybe',
    words(`
    ok, okay, k, sure, fine, good, great, looks good, looks fine, looks right, lgtm, nice, alright, all right, right, go,
    go on, continue, perfect, cool, got it, i see, thanks, thank you, yes thanks, maybe, very good, that is fine, works for me
  `),
  ],
  [
    'drop',
    words(`
    no, n, nope, no thanks, no thank you, cancel, cancel it, cancel that, cancel the plan, never mind, nevermind, forget it,
    forget that, drop it, drop that, drop the plan, drop this plan, stop, abort, don't, dont, do not, don't do it, do not do it,
    don't do that, don't apply it, do not apply it, not now, discard it, discard that, discard the plan, scrap it, scrap that,
    leave it, no cancel, no stop, no never mind, no forget it
  `),
  ],
  [
    'show',
    words(`
    show it, show it again, show that, show that again, show me, show me again, show again, show the plan, show me the plan,
    show the plan again, what would it do, what will it do, what would that do, what will that do, what would happen,
    what will happen, what would change, what will change, what was the plan, what is the plan
  `),
  ],
  [
    'undo',
    words(`
    undo, undo it, undo that, undo this, undo the change, undo that change, take it back, take that back, take this back,
    revert, revert it, revert that, revert this, roll it back, roll that back, roll back, rollback, put it back, put that back
  `),
  ],
];

function words(text: string): ReadonlySet<string> {
  return new Set(wordList(text));
}
