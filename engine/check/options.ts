import type { FindingCode } from '../model/finding-codes.ts';
import type { Finding, Position } from '../model/finding.ts';
import { joinOptionPath } from '../model/options/option.ts';
import type { OptionDeclaration, OptionType } from '../model/options/option.ts';
import { assertNever } from '../model/outcome.ts';
import type { OptionIndex, OptionMatch } from '../model/options/option-index.ts';
import type { Edit, NixValue, OptionPath } from '../model/options/value.ts';
import type { Spelled } from '../model/runbook.ts';
import { optionsBelow } from '../nix/options/below.ts';
import { newName } from '../nix/options/renamed.ts';
import { isEitherType, isFree, isLeaf, isWrapper, typeAt } from '../nix/options/place.ts';
import { checkValue } from '../nix/options/type.ts';
import type { Mismatch, TypeContext } from '../nix/options/type.ts';
import { inQuotes } from '../nix/options/type-words.ts';
import { pointerStep } from '../document/document-node.ts';
import { contradictions } from './contradictions.ts';

/** An edit and where it was written. */
export interface PlacedEdit {
  readonly edit: Edit;
  readonly position?: Position;
  /** As its author wrote its numbers. */
  readonly spelled?: Spelled;
}

/**
 * Holds edits against the host's own options and packages, without evaluation: OPT001 to OPT009 and OPT011, in
 * the order of the edits. Empty when all may be tried.
 *
 * @example
 * checkEdits([{ edit: { op: 'set', path: ['services', 'nginx', 'enable'], value: 'yes' } }], index)
 * // [{ code: 'OPT002', message: "A definition for option `services.nginx.enable' is not of type `boolean': expected …" }]
 */
export function checkEdits(edits: readonly PlacedEdit[], index: OptionIndex): Finding[] {
  return [...edits.flatMap((placed) => checkEdit(placed, index)), ...contradictions(edits)];
}

function checkEdit({ edit, position, spelled = {} }: PlacedEdit, index: OptionIndex): Finding[] {
  const name = joinOptionPath(edit.path);
  const finding: Make = (code, message, fix) => ({
    code,
    severity: 'error',
    message,
    ...(position && { position }),
    ...(fix !== undefined && fix !== '' && { fix }),
  });
  const match = index.find(edit.path);
  if (match === undefined) return [unknownOption(edit.path, name, index, finding)];
  const { declaration } = match;
  if (isInList(declaration.name)) {
    const list = declaration.name.slice(0, declaration.name.indexOf('.*'));
    return [
      finding(
        'OPT008',
        `option '${name}' is inside the items of a list and cannot be named`,
        `set '${list}'`,
      ),
    ];
  }
  if (declaration.readOnly === true)
    return [finding('OPT003', `option '${name}' is read-only: NixOS computes it`)];
  const renamed = match.rest.length === 0 ? renamedOption(declaration, edit.path, index, finding) : [];
  const type = typeAt(declaration.tree, match.rest);
  if (type === undefined) return renamed;
  const context = { index, path: edit.path, words: declaration.type };
  return [...renamed, ...checkOperation(edit, name, type, { ...context, match, spelled }, finding)];
}

/** NixOS still takes the old name, so it is a warning, with the name that the option has now. */
function renamedOption(declaration: OptionDeclaration, path: OptionPath, index: OptionIndex, finding: Make) {
  const now = newName(declaration, path, index);
  if (now === undefined) return [];
  const message = `option '${joinOptionPath(path)}' has been renamed to '${now}'; an upgrade may remove the old name`;
  return [{ ...finding('OPT011', message, `write '${now}'`), severity: 'warning' as const }];
}

/** The finding for a name that names no option: OPT001 with the nearest names, or OPT006 for a set of options. */
export function noSuchOption(path: OptionPath, index: OptionIndex): Finding {
  return unknownOption(path, joinOptionPath(path), index, (code, message, fix) => ({
    code,
    severity: 'error',
    message,
    ...(fix !== undefined && fix !== '' && { fix }),
  }));
}

type Make = (code: FindingCode, message: string, fix?: string) => Finding;

interface EditContext extends TypeContext {
  readonly match: OptionMatch;
  readonly spelled: Spelled;
}

function checkOperation(
  edit: Edit,
  name: string,
  type: OptionType,
  context: EditContext,
  finding: Make,
): Finding[] {
  switch (edit.op) {
    case 'unset':
      return [];
    case 'set': {
      const { match, spelled } = context;
      const mismatched = checkValue(edit.value, type, context);
      if (mismatched === undefined) return [];
      const found = asSpelled(mismatched, spelled);
      const whole = found.kind === 'type' && found.at.length === 0 && match.rest.length === 0;
      return whole
        ? [finding('OPT002', `${inNixWords(name, match.declaration)}: ${found.message}`, found.fix)]
        : [typeFinding('OPT002', name, found, finding)];
    }
    case 'add':
    case 'remove':
      return checkItems(edit.op, edit.items, name, type, context, finding);
    default:
      return assertNever(edit);
  }
}

function checkItems(
  op: 'add' | 'remove',
  items: readonly NixValue[],
  name: string,
  type: OptionType,
  context: EditContext,
  finding: Make,
): Finding[] {
  const list = listIn(type);
  if (list === 'none') {
    const message = `cannot ${op} items: option '${name}' is not a list but ${context.match.declaration.type}`;
    return [finding('OPT005', message, `use 'set: ${name}'`)];
  }
  if (list === 'unknown' || list.elem === undefined) return [];
  const { elem } = list;
  const inside = { ...context, path: [...context.path, '*'] };
  return items.flatMap((item, place) => {
    const found = checkValue(item, elem, inside);
    // To remove what cannot be there does no harm: packages disappear from the package set.
    if (found === undefined || (op === 'remove' && found.kind === 'package')) return [];
    const placed = asSpelled({ ...found, at: [place, ...found.at] }, context.spelled);
    return [typeFinding('OPT007', name, placed, finding)];
  });
}

/** The list an option holds, behind the types that wrap it. */
function listIn(type: OptionType): OptionType | 'unknown' | 'none' {
  if (type.name === 'listOf') return type;
  if (type.name === 'coercedTo') return 'unknown';
  if (isWrapper(type)) return type.elem === undefined ? 'unknown' : listIn(type.elem);
  if (isEitherType(type)) {
    const branches = (type.of ?? []).map(listIn);
    return (
      branches.find((found) => typeof found === 'object') ??
      (branches.every((found) => found === 'none') && branches.length > 0 ? 'none' : 'unknown')
    );
  }
  return isLeaf(type) || isFree(type) || type.name === 'attrs' || type.name === 'submodule'
    ? 'none'
    : 'unknown';
}

function typeFinding(code: 'OPT002' | 'OPT007', name: string, found: Mismatch, finding: Make): Finding {
  const at = found.at
    .map((part) => (typeof part === 'number' ? ` item ${part + 1}` : ` attribute '${part}'`))
    .join(',');
  const message = `option '${name}'${at === '' ? '' : ` (${at.trim()})`}: ${found.message}`;
  return finding(found.kind === 'package' ? 'OPT004' : code, message, found.fix);
}

/** With the text of the document where the remedy is to write a value as text: `"1.10"`, which YAML reads as 1.1. */
function asSpelled(found: Mismatch, spelled: Spelled): Mismatch {
  const text = spelled[found.at.map(pointerStep).join('')];
  return found.asText !== true || text === undefined ? found : { ...found, fix: inQuotes(text) };
}

/** What the module system says of a definition, word for word: who looks for it finds it. */
function inNixWords(name: string, { type }: OptionDeclaration): string {
  return `A definition for option \`${name}' is not of type \`${type}'`;
}

function unknownOption(path: OptionPath, name: string, index: OptionIndex, finding: Make): Finding {
  if (index.isPrefix(path)) {
    const children = optionsBelow(index, path)
      .slice(0, 5)
      .map((option) => option.name);
    const message = `'${name}' is a set of options, not an option`;
    return finding('OPT006', message, `name one of its options: ${children.join(', ')}`);
  }
  const near = index.nearest(path, 3);
  const fix =
    near.length === 0
      ? 'search for the option by a word in its name'
      : `did you mean ${near.map((word) => `'${word}'`).join(' or ')}?`;
  return finding('OPT001', `option '${name}' does not exist on this host`, fix);
}

function isInList(name: string): boolean {
  return name.includes('.*.') || name.endsWith('.*');
}
