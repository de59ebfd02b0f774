import { joinOptionPath } from '../../model/options/option.ts';
import type { NixValue, OptionPath } from '../../model/options/value.ts';
import type { Context } from '../context.ts';

/**
 * Whether a text may be the value of an option whose type takes any text: "google" is no address, "better" no editor.
 * Options that do not stand here take what their type takes.
 */
export function isPlausible(path: OptionPath, value: NixValue, context: Context): boolean {
  const name = joinOptionPath(path);
  if (typeof value !== 'string') return true;
  if (PROGRAMS.has(name)) return value.startsWith('/') || context.index.package(value) !== undefined;
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  return form === undefined || form.test(value);
}

const PROGRAMS: ReadonlySet<string> = new Set([
  'environment.variables.EDITOR',
  'environment.variables.PAGER',
  'environment.variables.BROWSER',
]);

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})$/iu;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+|lan|local|home|localdomain|internal)$/iu;
const MODULE =
  /^(?!(?:all|none|no|not|any|some|more|other|every|default|module|modules|parameter|kernel)$)[a-z0-9][a-z0-9_-]*$/iu;
const URL = /^https?:\/\/\S+$/u;
const EMAIL = /^\S+@\S+\.\S+$/u;
const NIX_USER = /^[@a-z_*][\w-]*$/u;
const INTERFACE =
  /^(?:(?:en|et|eth|wl|lo|br|tun|tap|docker|virbr|tailscale|wg|veth|bond|ppp|vlan|zt|lxc|podman|cni|dummy|usb|ww)[\w.+@-]*|\w+\d[\w.+-]*)$/u;
const XKB_OPTIONS = /^[\w()-]+:[\w()-]+(?:,[\w()-]+:[\w()-]+)*$/u;
const XKB_VARIANT =
  /^(?:dvorak|colemak|workman|nodeadkeys|intl|altgr-intl|euro|mac|neo|bone|neo_qwertz|dvp|phonetic|oss|bepo|winkeys)$/u;
const SESSION = /^[a-z][\w+-]*$/u;

const FORMS: Readonly<Record<string, RegExp>> = {
  'powerManagement.cpuFreqGovernor': /^(?:performance|powersave|ondemand|conservative|schedutil|userspace)$/u,
  'networking.nameservers': ADDRESS,
  'networking.search': DOMAIN,
  'networking.domain': DOMAIN,
  'networking.hostId': /^[0-9a-f]{8}$/u,
  'networking.firewall.trustedInterfaces': INTERFACE,
  'boot.kernelModules': MODULE,
  'boot.blacklistedKernelModules': MODULE,
  'boot.kernelParams': /^[a-z][\w.-]*(?:=\S+)?$/iu,
  'boot.supportedFilesystems': /^[a-z][a-z0-9]+$/u,
  'boot.kernel.sysctl."vm.swappiness"': /^\d+$/u,
  'console.font': /^[\w.+-]*[\d/][\w./+-]*$/u,
  'nix.binaryCaches': URL,
  'nix.settings.substituters': URL,
  'nix.trustedUsers': NIX_USER,
  'nix.settings.trusted-users': NIX_USER,
  'nix.allowedUsers': NIX_USER,
  'nix.settings.allowed-users': NIX_USER,
  'networking.proxy.default': URL,
  'security.acme.email': EMAIL,
  'security.acme.defaults.email': EMAIL,
  'zramSwap.algorithm': /^(?:lz4|lzo|lzo-rle|zstd|deflate|842|lz4hc)$/u,
  'services.xserver.xkbOptions': XKB_OPTIONS,
  'services.xserver.xkb.options': XKB_OPTIONS,
  'services.xserver.xkbVariant': XKB_VARIANT,
  'services.xserver.xkb.variant': XKB_VARIANT,
  'services.xserver.videoDrivers':
    /^(?:nvidia|nvidiaBeta|nvidiaLegacy\d+|nouveau|amdgpu|amdgpu-pro|radeon|ati|intel|modesetting|vesa|fbdev|qxl|vmware|virtualbox|displaylink|cirrus)$/u,
  'services.xserver.displayManager.defaultSession': SESSION,
  'services.displayManager.defaultSession': SESSION,
};
