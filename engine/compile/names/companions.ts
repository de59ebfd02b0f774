import { joinOptionPath, splitOptionPath } from '../../model/options/option.ts';
import { isPkgs, type Edit } from '../../model/options/value.ts';
import type { Context } from '../context.ts';

/**
 * Switches without which a module's own assertions refuse the configuration. Only what NixOS demands in so many words
 * stands here, never what is merely useful.
 */
const DEMANDED: Readonly<Record<string, string>> = { 'services.flatpak.enable': 'xdg.portal.enable' };

/** Desktops and display managers of the X server do nothing without it. */
const OF_X_SERVER =
  /^services\.xserver\.(?:desktopManager|windowManager|displayManager)\.(?!autoLogin\.)[\w-]+\.enable$/u;

/** The further edits without which Nix would refuse these: what modules demand, and leave to use unfree packages. */
export function companions(edits: readonly Edit[], context: Context): readonly Edit[] {
  return [...demandedSwitches(edits, context), ...unfreeLeave(edits, context)];
}

const ALLOW_UNFREE = ['nixpkgs', 'config', 'allowUnfree'];

/** Asking for an unfree package asks for the leave to use it; the preview shows both. */
function unfreeLeave(edits: readonly Edit[], context: Context): readonly Edit[] {
  const unfree = edits.some(
    (edit) =>
      edit.op === 'add' &&
      edit.items.some((item) => isPkgs(item) && context.index.package(item.path.join('.'))?.unfree === true),
  );
  if (!unfree || context.facts.value(ALLOW_UNFREE.join('.')) === true) return [];
  return context.index.find(ALLOW_UNFREE) === undefined
    ? []
    : [{ op: 'set', path: ALLOW_UNFREE, value: true }];
}

function demandedSwitches(edits: readonly Edit[], context: Context): readonly Edit[] {
  const touched = new Set(edits.map((edit) => joinOptionPath(edit.path)));
  return edits.flatMap((edit): readonly Edit[] => {
    const name = joinOptionPath(edit.path);
    const demanded = edit.value === true ? demandOf(name) : undefined;
    if (demanded === undefined || touched.has(demanded) || context.facts.value(demanded) === true) {
      return [];
    }
    const path = splitOptionPath(demanded);
    return context.index.find(path)?.rest.length === 0 ? [{ op: 'set', path, value: true }] : [];
  });
}

function demandOf(name: string): string | undefined {
  if (OF_X_SERVER.test(name)) return 'services.xserver.enable';
  return Object.hasOwn(DEMANDED, name) ? DEMANDED[name] : undefined;
}
