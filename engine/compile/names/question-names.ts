import type { OptionIndex } from '../../model/options/option-index.ts';
import { joinOptionPath, splitOptionPath } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { findModule, moduleNames } from './module-names.ts';
import { settingsOf } from './module-settings.ts';
import { SETTING_NAMES } from './setting-names.ts';
import { UNITS } from './units.ts';
import { wordList } from '../grammar/word-list.ts';

/**
 * The options that a question names: by their own name, as a module, as a setting, or as a user's shell or groups.
 *
 * @example
 * optionsNamed('docker', index, [])   // [['virtualisation', 'docker', 'enable']]
 */
export function optionsNamed(
  query: string,
  index: OptionIndex,
  users: readonly string[],
): readonly OptionPath[] {
  const name = query
    .toLowerCase()
    .replace(/^(?:the|my|our|a|an) /u, '')
    .replace(/[\s?.!]+$/u, '');
  const dotted = splitOptionPath(query.replace(/[\s?!]+$/u, ''));
  if (dotted.length > 1 && (index.find(dotted) !== undefined || index.isPrefix(dotted))) return [dotted];
  if (users.includes(name)) return ['shell', 'extraGroups'].map((part) => ['users', 'users', name, part]);
  const named = [...(NAMES.get(name) ?? []), ...(SETTING_NAMES.get(name) ?? [])].map(splitOptionPath);
  const there = named.filter((path) => index.find(path) !== undefined);
  if (there.length > 0) return there;
  const module = findModule(name, moduleNames(index), index);
  if (module.kind === 'one') return [module.path];
  return module.kind === 'several'
    ? module.options.slice(0, 5).map(splitOptionPath)
    : settingNamed(name, index);
}

/** The units that a question names: those of a module, else the one of that name. */
export function unitsNamed(query: string, index: OptionIndex): readonly string[] {
  const name = query
    .toLowerCase()
    .replace(/^(?:the|my|our) /u, '')
    .replace(/ (?:service|daemon|server)$/u, '');
  const module = findModule(name, moduleNames(index), index);
  const unit = module.kind === 'one' ? UNITS[joinOptionPath(module.path)] : undefined;
  if (unit !== undefined) return [unit];
  return /^[\w@.:-]+$/u.test(name)
    ? [/\.(?:service|socket|timer|target|mount)$/u.test(name) ? name : `${name}.service`]
    : [];
}

/** Settings that a sentence sets by rules of their own. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ['hostname, host name, computer name, name of this machine', 'networking.hostName'],
    ['timezone, time zone', 'time.timeZone'],
    ['locale, language, system language', 'i18n.defaultLocale'],
    [
      'keyboard, keyboard layout, keymap',
      'services.xserver.xkb.layout, services.xserver.layout, console.keyMap',
    ],
    ['kernel, kernel version, linux kernel', 'boot.kernelPackages'],
    ['ssh port, ssh ports', 'services.openssh.ports'],
    [
      'root login, root login over ssh',
      'services.openssh.settings.PermitRootLogin, services.openssh.permitRootLogin',
    ],
    [
      'desktop, desktop environment',
      'services.xserver.desktopManager.gnome3.enable, services.xserver.desktopManager.plasma5.enable',
    ],
    ['state version', 'system.stateVersion'],
    ['default shell', 'users.defaultUserShell'],
    ['automatic upgrades, automatic updates', 'system.autoUpgrade.enable'],
    ['garbage collection, automatic garbage collection', 'nix.gc.automatic'],
  ].flatMap(([names = '', options = '']) =>
    wordList(names).map((name) => [name, wordList(options)] as const),
  ),
);

/** `port of grafana`, `grafana port`. */
function settingNamed(name: string, index: OptionIndex): readonly OptionPath[] {
  const [, setting = '', of = ''] = /^(.+?) (?:of|for|in) (.+)$/u.exec(name) ?? [];
  const module = findModule(of, moduleNames(index), index);
  return module.kind === 'one'
    ? settingsOf(module.path, setting, index).map((option) => splitOptionPath(option.name))
    : [];
}
