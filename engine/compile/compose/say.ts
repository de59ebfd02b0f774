import { joinOptionPath } from '../../model/options/option.ts';
import { isPkgs, type Edit, type NixValue } from '../../model/options/value.ts';

/**
 * A request that means just these edits, or nothing where no sentence says them.
 *
 * @example
 * sayEdits([{ op: 'set', path: ['services', 'redis', 'port'], value: 6380 }])   // 'set services.redis.port to 6380'
 */
export function sayEdits(edits: readonly Edit[]): string | undefined {
  const said = edits.map(sayEdit);
  return said.every((one) => one !== undefined) ? said.join(', then ') : undefined;
}

function sayEdit(edit: Edit): string | undefined {
  const name = joinOptionPath(edit.path);
  if (edit.op === 'unset') return `unset ${name}`;
  if (edit.op === 'set') {
    if (typeof edit.value === 'boolean') return `set ${name} to ${String(edit.value)}`;
    const value = sayValue(edit.value);
    return value === undefined ? undefined : `set ${name} to ${value}`;
  }
  const items = edit.items.map(sayValue);
  if (!items.every((item) => item !== undefined)) return undefined;
  const list = items.join(' and ');
  if (name === 'environment.systemPackages') return `${edit.op === 'add' ? 'install' : 'uninstall'} ${list}`;
  return edit.op === 'add' ? `add ${list} to ${name}` : `remove ${list} from ${name}`;
}

function sayValue(value: NixValue): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return /["\\]/u.test(value) ? undefined : `"${value}"`;
  return isPkgs(value) ? `pkgs.${value.path.join('.')}` : undefined;
}
