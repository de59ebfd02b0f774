import type { Edit, NixValue } from '../../model/options/value.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import { type Context, firstOption } from '../context.ts';
import type { EditTemplate } from './frame-data.ts';

/** What fills the roles of a form. */
export type RoleValues = ReadonlyMap<string, readonly NixValue[]>;

/** The edits of a form; the name of an option that the host does not have, where one is missing. */
export type BuiltEdits =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] }
  | { readonly kind: 'missing'; readonly options: readonly string[] };

/** Fills the templates. One whose value is a role that was not said is left out; a path with several users is several. */
export function buildEdits(
  templates: readonly EditTemplate[],
  values: RoleValues,
  context: Context,
): BuiltEdits {
  const edits: Edit[] = [];
  for (const template of templates) {
    const isOn = values.get('on')?.[0] === true;
    if (!applies(template, context) || (template.turn !== undefined && (template.turn === 'on') !== isOn))
      continue;
    const [op, names] = target(template, isOn, textOfValue(values.get('verb')?.[0] ?? ''));
    for (const scope of scopesOf(names, values)) {
      const options = names.map((name) => textOfValue(fillText(name, scope) ?? ''));
      const path = firstOption(context, ...options) ?? below(options, context);
      const single = template.put !== undefined && path !== undefined && !takesList(path, context);
      const value = fill(
        (op === 'set' && template.put === undefined) || single ? template.to : template.items,
        scope,
      );
      if (value === undefined) continue;
      if (path === undefined) return { kind: 'missing', options };
      if (op === 'set' || single) edits.push({ op: 'set', path, value });
      else edits.push({ op, path, items: Array.isArray(value) ? value : [value] });
    }
  }
  return { kind: 'edits', edits };
}

export function applies(
  { if: on, unless }: { readonly if?: string; readonly unless?: string },
  { facts }: Context,
): boolean {
  return (
    (on === undefined || facts.value(on) === true) && (unless === undefined || facts.value(unless) !== true)
  );
}

function takesList(path: readonly string[], { index }: Context): boolean {
  const tree = index.find(path)?.declaration.tree;
  return (tree?.name === 'nullOr' ? tree.elem : tree)?.name === 'listOf';
}

type Op = 'set' | 'add' | 'remove';

function target(
  { set, add, remove, change, put }: EditTemplate,
  isOn: boolean,
  verb: string,
): readonly [Op, readonly string[]] {
  const names = set ?? add ?? remove ?? change ?? put ?? [];
  const turned = change !== undefined && !isOn ? 'remove' : 'add';
  const said = put === undefined ? turned : verb === 'add' || verb === 'remove' ? verb : 'set';
  const op = set !== undefined ? 'set' : add !== undefined ? 'add' : remove !== undefined ? 'remove' : said;
  return [op, typeof names === 'string' ? [names] : names];
}

/** `environment.variables.EDITOR`: an option, and a name within it that somebody chose. */
function below(options: readonly string[], context: Context): readonly string[] | undefined {
  return options.map(splitOptionPath).find((path) => context.index.find(path) !== undefined);
}

/** Each way of filling the roles in a path, which may have several values. */
function scopesOf(names: readonly string[], values: RoleValues): readonly RoleValues[] {
  const role = /\$(\w+)/u.exec(names.join(' '))?.[1];
  if (role === undefined) return [values];
  return (values.get(role) ?? []).map((value) => new Map([...values, [role, [value]]]));
}

function fill(template: unknown, values: RoleValues): NixValue | undefined {
  if (typeof template === 'string') return fillText(template, values);
  if (typeof template === 'boolean' || typeof template === 'number') return template;
  if (!Array.isArray(template)) return undefined;
  const items = template.flatMap((one: unknown) => allOf(one, values));
  return items.length === 0 ? undefined : items;
}

function allOf(template: unknown, values: RoleValues): readonly NixValue[] {
  const role = typeof template === 'string' ? /^\$(\w+)$/u.exec(template)?.[1] : undefined;
  if (role !== undefined) return values.get(role) ?? [];
  const one = fill(template, values);
  return one === undefined ? [] : [one];
}

/** A role alone keeps the type of its value; within a text it is text. */
function fillText(template: string, values: RoleValues): NixValue | undefined {
  const alone = /^\$(\w+)$/u.exec(template)?.[1];
  if (alone !== undefined) {
    const [only, ...more] = values.get(alone) ?? [];
    return more.length === 0 ? only : undefined;
  }
  if (template.startsWith('pkgs.')) return { type: 'pkgs', path: template.slice('pkgs.'.length).split('.') };
  let missing = false;
  const text = template.replaceAll(/\$(\w+)/gu, (_, role: string) => {
    const [value] = values.get(role) ?? [];
    missing ||= value === undefined;
    return typeof value === 'string' && /[^\w-]/u.test(value) && /^\w+\./u.test(template)
      ? JSON.stringify(value)
      : textOfValue(value ?? '');
  });
  return missing ? undefined : text;
}

/** A value as a sentence says it. */
export function textOfValue(value: NixValue): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return 'type' in value && value.type === 'pkgs' ? value.path.join('.') : JSON.stringify(value);
}
