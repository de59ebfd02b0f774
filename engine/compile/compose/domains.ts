import type { NixValue, OptionPath } from '../../model/options/value.ts';
import { isPkgs } from '../../model/options/value.ts';
import type { Context } from '../context.ts';
import { isShell } from '../names/shells.ts';
import { isPlausible } from '../values/plausible.ts';

/** Whether a value may be what the option's type takes and its name means: `firefox` is a package, and no shell. */
export function isInDomain(path: OptionPath, value: NixValue, context: Context): boolean {
  const name = path.at(-1) ?? '';
  if (/^(?:shell|defaultUserShell)$/u.test(name) && isPkgs(value)) return isShell(value.path.join('.'));
  return isPlausible(path, value, context);
}
