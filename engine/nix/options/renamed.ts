import { joinOptionPath, splitOptionPath } from '../../model/options/option.ts';
import type { OptionDeclaration } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import type { OptionPath } from '../../model/options/value.ts';

/**
 * What a path is called now, when the option that it names was renamed. Within a submodule the module system tells the
 * new name from the submodule on; it is completed, and its placeholders are filled from the path.
 *
 * @example
 * newName(declaration, ['services', 'openssh', 'permitRootLogin'], index)   // 'services.openssh.settings.PermitRootLogin'
 */
export function newName(
  declaration: OptionDeclaration,
  path: OptionPath,
  index: OptionIndex,
): string | undefined {
  if (declaration.renamedTo === undefined) return undefined;
  const to = splitOptionPath(declaration.renamedTo);
  if (index.find(to) !== undefined) return joinOptionPath(filled(to, declaration, path));
  const lengths = path.map((_, at) => path.length - 1 - at);
  const candidates = lengths.map((length) => [...path.slice(0, length), ...to]);
  return joinOptionPath(candidates.find((candidate) => index.find(candidate) !== undefined) ?? to);
}

/** The placeholders of the old name stand for what the path has there; so do those of the new one, in their order. */
function filled(to: OptionPath, { name }: OptionDeclaration, path: OptionPath): OptionPath {
  const names = splitOptionPath(name).flatMap((part, at) => (part === '<name>' ? [path[at] ?? part] : []));
  return to.map((part) => (part === '<name>' ? (names.shift() ?? part) : part));
}
