import { joinOptionPath, splitOptionPath } from '../model/option.ts';
import type { Edit } from '../model/value.ts';
import type { Context } from './context.ts';

/**
 * Switches without which a module's own assertions refuse the configuration. Only what NixOS demands in so many words
 * stands here, never what is merely useful.
 */
const DEMANDED: Readonly<Record<string, string>> = { 'services.flatpak.enable': 'xdg.portal.enable' };

/** The further edits that the modules switched on by these edits demand, where they are not on already. */
export function companions(edits: readonly Edit[], context: Context): readonly Edit[] {
  const touched = new Set(edits.map((edit) => joinOptionPath(edit.path)));
  return edits.flatMap((edit): readonly Edit[] => {
    const name = joinOptionPath(edit.path);
    const demanded = edit.value === true && Object.hasOwn(DEMANDED, name) ? DEMANDED[name] : undefined;
    if (demanded === undefined || touched.has(demanded) || context.facts.value(demanded) === true) {
      return [];
    }
    const path = splitOptionPath(demanded);
    return context.index.find(path)?.rest.length === 0 ? [{ op: 'set', path, value: true }] : [];
  });
}
