/** Repetitions that count as without end. What repeats less often costs little to try again. */
const MANY = 64;

/** How often a group may be repeated that can itself match one text in several ways. */
const FEW = 4;

/** Most repetitions without end: the time grows with this power of the length of a text. */
const MAX_MANY = 3;

interface Atom {
  readonly text: string;
  readonly quantifier: string;
}

interface Group {
  readonly atoms: Atom[];
  /** It can match one text in more than one way. */
  varies: boolean;
  /** One of its parts repeats without end. */
  endless: boolean;
}

/**
 * Why a regular expression may take for ever on a text that almost fits, or undefined. Patterns come from models and
 * values from anybody, and nothing interrupts an engine of regular expressions. Strict rather than clever: what varies
 * is not repeated, unless a character of its own separates one time from the next; few repetitions are without end; and
 * nothing refers back or looks around.
 *
 * @example
 * whyEndless('^(a+)+$')                     // 'it repeats a group that varies itself'
 * whyEndless('^[a-z]+(-[a-z0-9]+)*$')       // undefined
 */
export function whyEndless(pattern: string): string | undefined {
  const groups: Group[] = [emptyGroup()];
  let many = 0;
  for (const atom of atomsOf(pattern)) {
    if (/^\\(?:[1-9]|k<)|^\(\?<?[=!]/u.test(atom.text)) return 'it refers back, or looks around';
    if (atom.text.startsWith('(')) {
      groups.push(emptyGroup());
      continue;
    }
    const closed = atom.text === ')' ? groups.pop() : undefined;
    const group = groups.at(-1);
    if (group === undefined) return 'its groups do not fit together';
    const { least, most } = boundsOf(atom.quantifier);
    if (closed !== undefined && isDoubled(closed, most)) return 'it repeats a group that varies itself';
    const before = group.atoms.at(-1);
    const again = closed?.varies === true && most > 1;
    if (most > MANY || again) {
      many += 1;
      const same = before?.text === atom.text && boundsOf(before.quantifier).most > MANY;
      if (same && closed === undefined) return 'two repetitions of the same stand side by side';
    }
    group.varies ||= atom.text === '|' || least !== most || closed?.varies === true;
    group.endless ||= most > MANY || again || closed?.endless === true;
    group.atoms.push(atom);
  }
  return many > MAX_MANY ? `it has more than ${MAX_MANY} repetitions without end` : undefined;
}

function emptyGroup(): Group {
  return { atoms: [], varies: false, endless: false };
}

function isDoubled(group: Group, most: number): boolean {
  if (!group.varies || most <= 1) return false;
  return (most > FEW || group.endless) && !isSeparated(group.atoms);
}

/** It begins with a character that nothing else in it matches: there is one way only to part a text into repetitions. */
function isSeparated([first, ...others]: readonly Atom[]): boolean {
  if (first === undefined || first.quantifier !== '') return false;
  const literal = /^\\?(?<character>[^\w\\[\](){}|.^$*+?]|(?<=\\)\.)$/u.exec(first.text)?.groups?.[
    'character'
  ];
  if (literal === undefined) return false;
  return others.every(({ text }) => text !== ')' && text !== '|' && !matches(text, literal));
}

function matches(atom: string, character: string): boolean {
  return new RegExp(`^(?:${atom})$`, 'u').test(character);
}

/** A class, an escape, the beginning or the end of a group, or one character; with what repeats it. */
const ATOM =
  /(?<text>\[(?:\\.|[^\]\\])*\]|\\(?:k<[^>]*>|[pPu]\{[^}]*\}|.)|\(\?(?:[:=!]|<[=!]|<[^>]*>)|[\s\S])(?<quantifier>(?:[*+?]|\{\d+(?:,\d*)?\})?\??)/gu;

function atomsOf(pattern: string): readonly Atom[] {
  return [...pattern.matchAll(ATOM)].map(({ groups }) => {
    const text = groups?.['text'] ?? '';
    const quantifier = groups?.['quantifier'] ?? '';
    return { text, quantifier };
  });
}

function boundsOf(quantifier: string): { readonly least: number; readonly most: number } {
  const sign = quantifier.slice(0, 1);
  if (sign === '*') return { least: 0, most: Infinity };
  if (sign === '+') return { least: 1, most: Infinity };
  if (sign === '?') return { least: 0, most: 1 };
  const [, low, comma, high] = /^\{(\d+)(,?)(\d*)\}/u.exec(quantifier) ?? [];
  if (low === undefined) return { least: 1, most: 1 };
  const least = Number(low);
  if (comma === '') return { least, most: least };
  return { least, most: high === '' ? Infinity : Number(high) };
}
