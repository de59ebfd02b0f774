import { isPatternWord } from '../../engine/compile/frames/vocabulary.ts';

/** Other ways of saying a request, drawn from a stream of numbers below one. Each says the same, or nearly says it. */
export type Draw = () => number;

export type Paraphrase = (request: string, draw: Draw, other: string) => string;

const BEFORE = [
  'please ',
  'could you ',
  'hey, ',
  'can you please ',
  'I would like you to ',
  'hi there, ',
  'ok so ',
  'um, ',
  'be so kind and ',
];
const BEHIND = [
  ' please',
  ', thanks',
  ' thank you!',
  ', thx',
  ' now',
  ' if you can',
  ', cheers',
  ' for me',
  ' asap',
];
const TAILS = [
  ' for work',
  ' because we need it',
  ' so that we can work',
  ' for development',
  ', I need it for school',
  ' to try it out',
];
const PREPOSITIONS: readonly (readonly [string, string])[] = [
  ['over', 'via'],
  ['with', 'using'],
  ['to', 'as'],
  ['on', 'at'],
  ['for', 'of'],
];

export const PARAPHRASES: Readonly<Record<string, Paraphrase>> = {
  'politeness before it': (request, draw) => pick(BEFORE, draw) + request,
  'politeness behind it': (request, draw) => bare(request) + pick(BEHIND, draw),
  'a reason behind it': (request, draw) => bare(request) + pick(TAILS, draw),
  'an article more': (request, draw) => insert(request, draw, 'the'),
  'another preposition': (request, draw) => {
    const [from, to] = pick(PREPOSITIONS, draw);
    return request.replace(new RegExp(`\\b${from}\\b`, 'u'), to);
  },
  'two letters exchanged': (request, draw) =>
    slip(
      request,
      draw,
      (word, at) => word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
    ),
  'a letter left out': (request, draw) =>
    slip(request, draw, (word, at) => word.slice(0, at) + word.slice(at + 1)),
  'a wish before it': (request, _draw, other) => `${bare(other)} and ${request}`,
  'a wish behind it': (request, _draw, other) => `${bare(request)}, then ${other}`,
  'as a statement': (request) =>
    request
      .replace(/^set (.+?) to (.+)$/u, '$1 should be $2')
      .replace(/^enable (.+)$/u, '$1 should be on')
      .replace(/^disable (.+)$/u, '$1 should be off'),
  'the parts in another order': (request) =>
    request.replace(/^(.+) (on|as|with|for|at|in) (\S+)$/u, '$2 $3 $1'),
  'a word twice': (request, draw) => {
    const words = request.split(' ');
    const at = Math.floor(draw() * words.length);
    return [...words.slice(0, at), words[at], ...words.slice(at)].join(' ');
  },
};

/** A stream of numbers from a seed. */
export function drawsOf(seed: number): Draw {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 374_761_393) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(list: readonly T[], draw: Draw): T {
  const item = list[Math.floor(draw() * list.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function bare(request: string): string {
  return request.replace(/[.;!?]+$/u, '');
}

function insert(request: string, draw: Draw, word: string): string {
  const words = request.split(' ');
  words.splice(Math.floor(draw() * (words.length + 1)), 0, word);
  return words.join(' ');
}

/** A slip in one of the words of the language; a slip in a name is another name. */
function slip(request: string, draw: Draw, change: (word: string, at: number) => string): string {
  const words = request.split(' ');
  const places = words.flatMap((word, at) => (/^[a-z]{5,}$/u.test(word) && isPatternWord(word) ? [at] : []));
  if (places.length === 0) return request;
  const place = pick(places, draw);
  const word = words[place] ?? '';
  return words.with(place, change(word, 1 + Math.floor(draw() * (word.length - 2)))).join(' ');
}
