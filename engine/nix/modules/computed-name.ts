import { staticName } from '../names.ts';
import type { Attr } from '../syntax/tree.ts';
import type { Scope } from './scope.ts';
import { literalValue } from './values.ts';

/**
 * The name that an attribute has without evaluation: as it is written, or, of a computed one, what `let`, `inherit` and
 * literals make of it. Undefined where only evaluation can tell.
 *
 * @example
 * // let user = "alice"; in { users.users.${user} = { }; }   // ${user} → 'alice'
 */
export function nameOfAttr(text: string, scope: Scope, attr: Attr): string | undefined {
  const written = staticName(text, attr);
  if (written !== undefined || attr.kind === 'name') return written;
  const value = literalValue(text, scope, attr.kind === 'interpolation' ? attr.expr : attr);
  return typeof value === 'string' ? value : undefined;
}
