import type { Glob } from '../../model/policy.ts';

/** Any number of names: what `**` of a pattern is when the pattern itself is held against another. */
const MANY = Symbol('any number of names');

/**
 * Whether a pattern matches a sequence of names: `*` within a name stands for any text, `**` alone for any number of
 * names. A name that is not known is given as undefined and matches whatever the pattern asks of it. Time is at most the
 * product of the lengths.
 *
 * @example
 * matchesGlob(['systemd', '**', 'Exec*'], ['systemd', 'services', 'a', 'serviceConfig', 'ExecStart']) // true
 */
export function matchesGlob(glob: Glob, names: readonly (string | undefined)[]): boolean {
  return mayMatch(glob, names) && statesAfter(glob, names).has(glob.length);
}

/**
 * Whether a pattern names something below these names by name: what stands before its first `**` begins with them and
 * goes on. A `**` could reach anything, and says nothing of what is there.
 *
 * @example
 * namesBelow(['users', 'users', '*', 'uid'], ['users', 'users', 'eve'])   // true
 */
export function namesBelow(glob: Glob, names: readonly (string | undefined)[]): boolean {
  const many = glob.indexOf('**');
  const fixed = many === -1 ? glob : glob.slice(0, many);
  return fixed.length > names.length && matchesGlob(fixed.slice(0, names.length), names);
}

/**
 * Whether a pattern may match these names, or something below them.
 *
 * @example
 * mayReach(['systemd', '**', 'script'], ['systemd', 'services', 'a'])   // true
 */
export function mayReach(glob: Glob, names: readonly (string | undefined)[]): boolean {
  return statesAfter(glob, names).size > 0;
}

/**
 * Whether everything that `narrow` matches is matched by `wide` too. True is certain; false may be a doubt: a `*` that
 * only several patterns together could answer.
 */
export function coversGlob(wide: Glob, narrow: Glob): boolean {
  const names = narrow.map((part) => (part === '**' ? MANY : part));
  return statesAfter(wide, names).has(wide.length);
}

/** Text with `*` for any text. */
export function matchesText(pattern: string, text: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < text.length) {
    if (at < pattern.length && pattern[at] === '*') {
      star = at;
      mark = from;
      at += 1;
    } else if (at < pattern.length && pattern[at] === text[from]) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      from = mark;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

/** False where a name at either end is another than the pattern's: so it is with nearly all patterns of a policy. */
function mayMatch(glob: Glob, names: readonly (string | undefined)[]): boolean {
  const differs = (part: string | undefined, name: string | undefined): boolean =>
    part !== undefined && name !== undefined && !part.includes('*') && part !== name;
  for (const [at, part] of glob.entries()) {
    if (part.includes('*')) break;
    if (at >= names.length || differs(part, names[at])) return false;
  }
  return !differs(glob.at(-1), names.at(-1));
}

/** The places in the pattern where it can stand after it has read all names. */
function statesAfter(glob: Glob, names: readonly (string | undefined | typeof MANY)[]): ReadonlySet<number> {
  let states = closure(glob, [0]);
  for (const name of names) {
    const next = [...states].flatMap((state) => {
      const part = glob[state];
      if (part === undefined) return [];
      if (part === '**') return [state];
      if (name === MANY) return [];
      return name === undefined || matchesText(part, name) ? [state + 1] : [];
    });
    states = closure(glob, next);
  }
  return states;
}

function closure(glob: Glob, states: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const state of states) {
    let at = state;
    found.add(at);
    while (glob[at] === '**') {
      at += 1;
      found.add(at);
    }
  }
  return found;
}
