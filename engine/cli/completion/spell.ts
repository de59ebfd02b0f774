import { visible } from '../../report/text/visible.ts';
import type { Offer } from './offers.ts';

/** What a shell does more with than to hand it over, in double quotes too; and what ends a line of offers. */
const ACTIVE = /[$`\\;&|<>(){}!\n\t]|^:/u;

/**
 * Whether a word may be put into a line that somebody then runs: options and users are named by whoever writes the
 * configuration, and runbooks by whoever names the file.
 *
 * @example
 * isHarmless({ word: 'users.users."$(reboot)"' })   // false
 */
export function isHarmless({ word }: Offer): boolean {
  return !ACTIVE.test(word.replaceAll('<name>', 'name')) && visible(word) === word;
}

/** The line of an offer: its meaning behind a tab. */
export function spellOffer({ word, meaning }: Offer): string {
  return meaning === undefined ? `${word}\n` : `${word}\t${visible(meaning).replaceAll(/\s+/gu, ' ')}\n`;
}
