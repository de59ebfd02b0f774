import { joinOptionPath } from '../../model/options/option.ts';
import type { OptionDeclaration } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { partsOf, PLACEHOLDERS } from './trie.ts';

/** An option below a path, by the name that it has there: placeholders that the path fills are filled. */
export interface OptionBelow {
  readonly name: string;
  readonly declaration: OptionDeclaration;
}

/**
 * The options below a path: `enable` of the path itself first, then in the order declared.
 *
 * @example
 * optionsBelow(index, ['users', 'users', 'alice'])[0]?.name   // 'users.users.alice.createHome'
 */
export function optionsBelow(index: OptionIndex, path: OptionPath): readonly OptionBelow[] {
  const own = joinOptionPath([...path, 'enable']);
  const found = new Map<string, OptionDeclaration>();
  for (const declaration of index.options) {
    const parts = partsOf(declaration.name);
    if (parts.length <= path.length || !path.every((part, place) => fits(parts[place], part))) continue;
    const name = joinOptionPath([...path, ...parts.slice(path.length)]);
    if (!found.has(name)) found.set(name, declaration);
  }
  const below = [...found].map(([name, declaration]) => ({ name, declaration }));
  return [...below.filter(({ name }) => name === own), ...below.filter(({ name }) => name !== own)];
}

function fits(declared: string | undefined, part: string): boolean {
  return declared === part || PLACEHOLDERS.some((placeholder) => placeholder === declared);
}
