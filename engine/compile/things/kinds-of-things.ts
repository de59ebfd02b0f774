import type { Words } from '../context.ts';
import { KIND_NOUNS } from '../grammar/lexicon.ts';
import { phrase } from '../values/items.ts';

/** `sddm as the display manager` is sddm, and `the desktop from gnome` is about gnome. */
export function withoutKinds(words: Words): Words {
  const at = words.findIndex(({ word }, place) => place > 0 && /^(?:as|for)$/u.test(word));
  const kind = at < 0 ? '' : phrase(words.slice(at + 1)).replace(/^default /u, '');
  return KIND_NOUNS.includes(kind) ? words.slice(0, at) : words;
}
