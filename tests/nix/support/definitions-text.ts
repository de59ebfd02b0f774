import { parseNix } from '../../../engine/nix/parse.ts';
import type { Definition } from '../../../engine/nix/modules/survey.ts';
import { surveyModule } from '../../../engine/nix/modules/survey.ts';

/** A definition that is not made of others, and its text. */
export interface DefinitionText {
  readonly path: readonly string[];
  readonly text: string;
}

/** The innermost definitions of a module with their bytes, in the order of the text. Throws where it does not parse. */
export function definitionTexts(text: string): readonly DefinitionText[] {
  const parsed = parseNix(text, 'generated.nix');
  if (!parsed.ok) throw new Error(`${parsed.findings[0]?.message ?? ''}\n${text}`);
  const { definitions } = surveyModule(parsed.value);
  const isAround = (outer: Definition, inner: Definition): boolean =>
    outer !== inner && outer.binding.start <= inner.binding.start && inner.binding.end <= outer.binding.end;
  return definitions
    .filter((definition) => !definitions.some((other) => isAround(definition, other)))
    .map(({ path, binding, start }) => ({
      path,
      text: text.slice(binding.kind === 'inherit' ? start : binding.start, binding.end),
    }));
}

/** True when one of two option paths is the other, or lies below it. */
export function isRelated(left: readonly string[], right: readonly string[]): boolean {
  const shared = Math.min(left.length, right.length);
  return left.slice(0, shared).join('\0') === right.slice(0, shared).join('\0');
}
