import { SHAPES, type Shape } from '../../model/options/touched.ts';
import { isPkgs, type NixValue } from '../../model/options/value.ts';

type TextShape = Exclude<Shape, 'plain' | 'package'>;

/** Each is one line without blanks at its ends, quotes, or what a shell, a template or a path takes for more than text. */
const TEXTS: Readonly<Record<TextShape, RegExp>> = {
  name: /^[A-Za-z0-9_](?:[A-Za-z0-9_+-]|\.(?!\.)){0,63}$/u,
  words: /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9+=.,_:-]*(?: [A-Za-z0-9][A-Za-z0-9+=.,_:-]*)*$/u,
  flags: /^(?!.*\.\.)[A-Za-z0-9-][A-Za-z0-9+=.,_:-]*(?: [A-Za-z0-9-][A-Za-z0-9+=.,_:-]*)*$/u,
  host: /^(?!.*\.\.)(?:\*\.)?[A-Za-z0-9_:[][A-Za-z0-9_.:[\]%-]*(?:\/\d{1,3})?$/u,
  url: /^[a-z][a-z0-9]*:\/\/[A-Za-z0-9[][A-Za-z0-9._:[\]-]*(?:\/(?!.*\.\.)[A-Za-z0-9._~/-]*)?$/u,
  email: /^[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9][A-Za-z0-9.-]*$/u,
  zone: /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/u,
  locale: /^[A-Za-z]{1,5}(?:_[A-Za-z]{2})?(?:\.[A-Za-z0-9-]+)?(?:@[a-z]+)?(?:\/[A-Za-z0-9-]+)?$/u,
  schedule: /^(?!.*\/\/)[A-Za-z0-9*][A-Za-z0-9 *:.,/~-]*$/u,
  path: /^(?:\/(?!\.\.?(?:\/|$))[A-Za-z0-9._@+-]+)+\/?$|^\/$/u,
};

/** A free name of a path, of a virtual host or a unit: what is put where a module expects one word. */
const FREE_NAME = /^[A-Za-z0-9*~=^/_][A-Za-z0-9_.:@*~=^%+/-]*$/u;

/** The longest text that has a form at all. */
const LONGEST = 255;

/**
 * The forms that a value has, whatever option it is given to; `plain` is a question of the option's type. A value that
 * cannot hold text has each of them.
 *
 * @example
 * shapesOf('Europe/Berlin')   // ['zone']
 */
export function shapesOf(value: NixValue): readonly Shape[] {
  return SHAPES.filter((shape) => {
    if (shape === 'plain') return false;
    if (value === null) return true;
    if (shape === 'package') return typeof value === 'object' && isPkgs(value);
    return hasTextShape(TEXTS[shape], value);
  });
}

/** Whether a name that the writer chose is a plain word, and not text in the place of a name. */
export function isFreeName(name: string): boolean {
  return name.length <= LONGEST && FREE_NAME.test(name) && !/(?:^|\/)\.\.(?:\/|$)/u.test(name);
}

function hasTextShape(pattern: RegExp, value: NixValue): boolean {
  if (typeof value === 'boolean' || typeof value === 'number') return true;
  return typeof value === 'string' && value.length <= LONGEST && pattern.test(value);
}
