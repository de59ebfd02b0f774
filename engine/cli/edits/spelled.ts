import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { Edit, NixValue } from '../../model/options/value.ts';
import { isList } from '../../model/options/value.ts';
import { readDefinitions } from '../../nix/modules/read.ts';

/** An edit, and the same with each number as the text that was typed: `24.05` may be a release, `1.10` a version. */
export interface SpelledEdit {
  readonly edit: Edit;
  readonly asText: Edit;
}

/** @param words - What was typed for the value, or for each item. */
export function spellEdit(edit: Edit, words: readonly string[]): SpelledEdit {
  const spelled = (value: NixValue, at: number): NixValue =>
    typeof value === 'number' ? (words[at] ?? value) : value;
  switch (edit.op) {
    case 'set':
      return { edit, asText: { ...edit, value: spelled(edit.value, 0) } };
    case 'unset':
      return { edit, asText: edit };
    default:
      return { edit, asText: { ...edit, items: edit.items.map(spelled) } };
  }
}

/** The edit for a configuration: where it has text, what is typed for it is text too. */
export function chooseSpelling({ edit, asText }: SpelledEdit, configuration: ConfigFiles): Edit {
  return readDefinitions(configuration, edit.path).some(({ value }) =>
    edit.op === 'set'
      ? value.kind === 'literal' && typeof value.value === 'string'
      : itemsOf(value).some((item) => typeof item === 'string'),
  )
    ? asText
    : edit;
}

type Written = ReturnType<typeof readDefinitions>[number]['value'];

function itemsOf(value: Written): readonly NixValue[] {
  if (value.kind === 'partial') return value.items;
  return value.kind === 'literal' && isList(value.value) ? value.value : [];
}
