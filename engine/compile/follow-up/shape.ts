import { cleanSentence } from '../grammar/tokens.ts';

/** How a line changes the plan before it, and the words that say with what. */
export interface RequestShape {
  readonly kind: 'also' | 'instead' | 'without';
  readonly body: string;
}

/**
 * The form of a line that changes the last plan; nothing where it is a sentence of its own.
 *
 * @example
 * readShape('and bob as well') // { kind: 'also', body: 'bob' }
 * readShape('no, use port 8080 instead') // { kind: 'instead', body: 'port 8080' }
 */
export function readShape(line: string): RequestShape | undefined {
  const said = withoutLead(
    cleanSentence(line)
      .replace(/[.!?…]+$/u, '')
      .trim(),
  );
  const without = WITHOUT.exec(said)?.[1];
  if (without !== undefined) return shape('without', without);
  if (/\binstead of\b/iu.test(said)) return undefined;
  const instead = INSTEAD.map((pattern) => pattern.exec(said)?.[1]).find((found) => found !== undefined);
  if (instead !== undefined)
    return shape('instead', instead.replace(/^(?:use|take|make it|make that) /iu, ''));
  const also = ALSO.map((pattern) => pattern.exec(said)?.[1]).find((found) => found !== undefined);
  return also === undefined ? undefined : shape('also', also);
}

const WITHOUT =
  /^(?:(?:and|but) )?(?:without|but not|not|except(?: for)?|but no|just not|minus|leave out|leaving out|skip|only not) (.+)$/iu;
const INSTEAD: readonly RegExp[] = [
  /^(?:but |and )?instead,? (.+)$/iu,
  /^(?:but |and )?rather (.+)$/iu,
  /^(?:but |and )?(.+?),? (?:instead|rather)$/iu,
  /^(?:but |and )?make (?:it|that) (.+)$/iu,
  /^(?:but |and )?only (for .+)$/iu,
];
const ALSO: readonly RegExp[] = [
  /^(?:(?:and|plus|then|but|&) )*also,? (.+?)(?:,? (?:too|as well))?$/iu,
  /^(?:and|plus|then|&) (?:then )?(.+?)(?:,? (?:too|as well|also))?$/iu,
  /^(.+?),? (?:too|as well|also)$/iu,
];

/** "yes, but without vlc": agreement or disagreement before a change of the plan says nothing more than the change. */
function withoutLead(said: string): string {
  return said
    .replace(
      /^(?:(?:yes|yep|yeah|ok|okay|sure|fine|good|no|nope|oh|hmm|wait|actually|sorry)(?:,| -|\.)? (?=(?:and|but|also|plus|then|instead|without|not for) ))/iu,
      '',
    )
    .replace(/^(?:yes|yep|yeah|ok|okay|sure|no|nope|oh|hmm|wait|actually|sorry), /iu, '')
    .replace(/^please /iu, '')
    .replace(/,? (?:please|thanks|thank you)$/iu, '');
}

function shape(kind: RequestShape['kind'], body: string): RequestShape | undefined {
  const words = body.replace(/^(?:the|an?) /iu, '').trim();
  return words === '' ? undefined : { kind, body: words };
}
