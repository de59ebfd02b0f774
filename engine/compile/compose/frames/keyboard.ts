import type { Context } from '../../context.ts';
import { firstOption } from '../../context.ts';
import type { Edit } from '../../../model/options/value.ts';
import type { Frame } from './frame.ts';

const KEYS =
  'key keys keyboard caps lock capslock escape esc control ctrl alt win super meta swap exchange switch swapped around round each other make let two';

/** What is exchanged → the option of XKB. */
const SWAPS: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^caps(?:lock)?$/u, /^esc(?:ape)?$/u, 'caps:swapescape'],
  [/^caps(?:lock)?$/u, /^(?:ctrl|control)$/u, 'ctrl:swapcaps'],
  [/^alt$/u, /^(?:win|super|meta)$/u, 'altwin:swap_alt_win'],
  [/^alt$/u, /^(?:ctrl|control)$/u, 'ctrl:swap_lalt_lctl'],
];

export const KEYBOARD_FRAMES: readonly Frame[] = [
  {
    name: 'two keys that change places',
    says: ['swap|exchange|swapped|exchanged'],
    may: KEYS,
    build: (spotted, context) => {
      const said = spotted.clause.map(({ word }) => word);
      const found = SWAPS.filter(
        ([one, other]) => said.some((word) => one.test(word)) && said.some((word) => other.test(word)),
      );
      const [only, ...more] = found;
      return only === undefined || more.length > 0 ? undefined : xkbOption(only[2], context);
    },
  },
  {
    name: 'an arrangement of the letters',
    says: ['dvorak|colemak|workman|neo|bepo|dvp', 'layout|keyboard|keymap|variant'],
    may: `${KEYS} layout keymap variant use set to type typing want have need change on for xkb`,
    build: (spotted, context) => {
      const variant = spotted.pick(({ word }) => VARIANT.test(word));
      const path = firstOption(context, 'services.xserver.xkb.variant', 'services.xserver.xkbVariant');
      const graphical = context.facts.value('services.xserver.enable') === true;
      return variant === undefined || path === undefined || !graphical
        ? undefined
        : [{ op: 'set', path, value: variant }];
    },
  },
];

/** Arrangements of the letters that are no country's. */
const VARIANT = /^(?:dvorak|colemak|workman|neo|bepo|dvp)$/u;

function xkbOption(value: string, context: Context): readonly Edit[] | undefined {
  const path = firstOption(context, 'services.xserver.xkb.options', 'services.xserver.xkbOptions');
  return path === undefined ? undefined : [{ op: 'set', path, value }];
}
