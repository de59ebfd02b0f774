import type { Edit, NixValue, OptionPath } from '../../../engine/model/options/value.ts';
import { isList } from '../../../engine/model/options/value.ts';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { literalValue } from '../../../engine/nix/modules/values.ts';
import { surveyModule } from '../../../engine/nix/modules/survey.ts';
import { unwrap } from '../../../engine/nix/modules/wrappers.ts';
import { viewList } from '../../../engine/nix/modules/list-view.ts';
import { parseNix } from '../../../engine/nix/parse.ts';
import { Draw } from '../truth/draw.ts';

/** An option that a module has, and what can be asked of it. */
interface Known {
  readonly path: OptionPath;
  readonly items: readonly NixValue[] | undefined;
}

/** One edit of one module. */
export interface Play {
  readonly edit: Edit;
  /** The text after it, as it was where that says so already; a finding's code where it is refused. */
  readonly after: string | { readonly refused: string };
  /** Codes of what it warns of. */
  readonly warns: readonly string[];
}

export const PACKAGES: readonly (readonly string[])[] = [
  ['htop'],
  ['cowsay'],
  ['git'],
  ['kdePackages', 'kate'],
  ['python3Packages', 'requests'],
];
const NEW: readonly OptionPath[] = [
  ['services', 'nginx', 'enable'],
  ['networking', 'hostName'],
  ['environment', 'systemPackages'],
  ['users', 'users', 'alice', 'extraGroups'],
  ['programs', 'git', 'config', 'user'],
  ['boot', 'kernelParams'],
  ['a', 'b'],
];
const SCALARS: readonly NixValue[] = [true, false, null, 7, -1, 1.5, 'nova', 'a "b" ${c}', 'one\ntwo\n', ''];

/** Plays edits of a module that its seed draws. */
export function playEdits(text: string, seed: number, count: number): readonly Play[] {
  const draw = new Draw(seed);
  const known = knownOptions(text);
  return Array.from({ length: count }, () => {
    const edit = drawEdit(draw, known);
    const { findings } = resultOf(text, edit);
    return { edit, after: applied(text, edit), warns: findings.map(({ code }) => code) };
  });
}

/** The text after an edit, or the code of its refusal. */
export function applied(text: string, edit: Edit): Play['after'] {
  const result = resultOf(text, edit);
  if (!result.ok) return { refused: result.findings[0]?.code ?? '' };
  return result.value.files.get('module.nix') ?? text;
}

function resultOf(text: string, edit: Edit): ReturnType<typeof applyEdits> {
  return applyEdits({ entries: ['module.nix'], files: new Map([['module.nix', text]]) }, [edit]);
}

export function knownOptions(text: string): readonly Known[] {
  const parsed = parseNix(text, 'module.nix');
  if (!parsed.ok) throw new Error(parsed.findings[0]?.message);
  const module = surveyModule(parsed.value);
  return module.definitions.flatMap((definition): Known[] => {
    // What stands beside `config` and `options` is of the module, not of the configuration.
    if (module.base.some((name, at) => definition.path[at] !== name)) return [];
    const path = definition.path.slice(module.base.length);
    const { value, site } = definition;
    if (path.length === 0 || ['options', 'imports', 'config', ''].includes(path[0] ?? '')) return [];
    if (value === undefined) return [{ path, items: undefined }];
    const { expr, scope } = unwrap(text, site.scope, value);
    const { places } = viewList(text, scope, expr);
    const items = places.flatMap((place) =>
      place.items.flatMap((item) => literalValue(text, place.scope, item) ?? []),
    );
    return [{ path, items: places.length === 0 ? undefined : items }];
  });
}

function drawEdit(draw: Draw, known: readonly Known[]): Edit {
  const { path, items } =
    known.length === 0 || draw.chance(0.25)
      ? { path: drawNew(draw, known), items: undefined }
      : draw.pick(known);
  // A text stands for what is computed, and takes no items.
  const isText = known.some((each) => each.items === undefined && each.path.join('\0') === path.join('\0'));
  const isListed =
    items !== undefined ||
    (!isText && ['systemPackages', 'extraGroups', 'kernelParams'].includes(path.at(-1) ?? ''));
  if (draw.chance(0.15)) return { op: 'unset', path };
  if (!isListed) return { op: 'set', path, value: drawValue(draw) };
  if (draw.chance(0.25)) return { op: 'set', path, value: drawItems(draw, items) };
  const chosen = drawItems(draw, items).slice(0, 1 + draw.below(2));
  if (chosen.length === 0) return { op: 'add', path, items: ['x'] };
  return { op: draw.chance(0.5) ? 'add' : 'remove', path, items: chosen };
}

/** A well-known option, or a neighbour of one that is there. */
function drawNew(draw: Draw, known: readonly Known[]): OptionPath {
  if (known.length === 0 || draw.chance(0.5)) return draw.pick(NEW);
  const { path } = draw.pick(known);
  return [...path.slice(0, Math.max(1, path.length - draw.below(2))), draw.pick(['enable', 'x y', 'extra'])];
}

function drawValue(draw: Draw): NixValue {
  if (draw.chance(0.8)) return draw.pick(SCALARS);
  const entries = draw.some(['enable', 'name', 'port'], 2).map((name) => [name, draw.pick(SCALARS)] as const);
  return { type: 'attrs', entries: Object.fromEntries(entries) };
}

/** Some of what is there, some that is like it, in some order. */
function drawItems(draw: Draw, there: readonly NixValue[] = []): readonly NixValue[] {
  const like = there.find((item) => !isList(item));
  const others: readonly NixValue[] =
    typeof like === 'number'
      ? [80, 443, 8080]
      : typeof like === 'string'
        ? ['wheel', 'new', '-x']
        : PACKAGES.map((path) => ({ type: 'pkgs', path }));
  const kept = there.filter(() => draw.chance(0.6));
  const added = draw.chance(0.8) ? draw.some(others, 2) : [];
  const both = draw.chance(0.5) ? [...kept, ...added] : [...added, ...kept];
  return draw.chance(0.2) ? both.toReversed() : both;
}
