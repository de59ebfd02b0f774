/**
 * What of a system is done as root, or decides who is: the parts of it, each with names that stay from one system to the
 * next and a hash of what it says. `boot` holds text.
 *
 * - `commands`: units that run something as root, by name
 * - `activation`: snippets of the activation script
 * - `files`: files below /etc that programs of root take as what to do
 * - `authority`: files below /etc that say who may become root, or log in
 * - `wrappers`: programs with rights of their own
 * - `accounts`: users and groups that are root, or may become it
 * - `boot`: what the kernel is started with
 */
export const EFFECT_PARTS = [
  'commands',
  'activation',
  'files',
  'authority',
  'wrappers',
  'accounts',
  'boot',
] as const;

export type EffectPart = (typeof EFFECT_PARTS)[number];

export type BuiltParts = Readonly<Partial<Record<EffectPart, Readonly<Record<string, string>>>>>;

/** A part of it that another system has too, and says otherwise, or that it has alone. */
export interface EffectChange {
  readonly part: EffectPart;
  readonly name: string;
  readonly how: 'added' | 'changed' | 'removed';
  /** What it said and says, where that is text. */
  readonly before?: string;
  readonly after?: string;
}

/** Files below /etc that say who may become root, or log in at all. */
const AUTHORITY =
  /^(?:sudoers(?:\.d(?:\/.*)?)?|doas\.conf|pam\.d(?:\/.*)?|pam|polkit-1(?:\/.*)?|security(?:\/.*)?|shadow|passwd|group|nsswitch\.conf|ssh\/authorized_keys\.d\/root|ld(?:-nix)?\.so\.preload)$/u;

/**
 * Those that programs of root take as what to do, the shells and managers of every session among them, and directories that
 * hold such where they are made as one.
 */
const ROOT_FILES =
  /^(?:cron(?:\.\w+)?(?:\/.*)?|crontab|anacrontab|udev(?:\/.*)?|tmpfiles\.d(?:\/.*)?|profile(?:\.d\/.*)?|set-environment|bashrc(?:\.local)?|bash\.bashrc|zshenv|zprofile|zshrc|zlogin|fish(?:\/.*)?|environment|modprobe\.d(?:\/.*)?|modules-load\.d(?:\/.*)?|binfmt\.d(?:\/.*)?|sysctl\.d(?:\/.*)?|sysctl\.conf|nix\/(?:nix\.conf|machines|registry\.json)|logrotate(?:\.conf|\.d\/.*)?|systemd\/(?:system|user)(?:\.conf|-(?:generators|shutdown|sleep|preset)(?:\/.*)?)|systemd\/user(?:\/.*)?|dbus-1(?:\/.*)?|NetworkManager\/dispatcher\.d(?:\/.*)?|dhcpcd\.(?:conf|exit-hook|enter-hook)|fstab|crypttab|gitconfig|inputrc|X11\/xinit(?:\/.*)?|acpi(?:\/.*)?|qemu\/.*|libvirt\/hooks(?:\/.*)?|nix|systemd|ssh|NetworkManager|libvirt|X11|qemu)$/u;

/**
 * The files of /etc that count, sorted into their parts.
 *
 * @param etc - By their path below /etc, each with a hash of what it holds.
 */
export function rootFilesIn(
  etc: Readonly<Record<string, string>>,
): Required<Pick<BuiltParts, 'files' | 'authority'>> {
  const those = (pattern: RegExp) =>
    Object.fromEntries(Object.entries(etc).filter(([name]) => pattern.test(name)));
  return { authority: those(AUTHORITY), files: those(ROOT_FILES) };
}

/**
 * What differs between two systems, sorted by part and name.
 *
 * @example
 * compareEffects(before, after)   // [{ part: 'commands', name: 'backup.service', how: 'added' }]
 */
export function compareEffects(before: BuiltParts, after: BuiltParts): readonly EffectChange[] {
  return EFFECT_PARTS.flatMap((part) => {
    const [was, is] = [before[part] ?? {}, after[part] ?? {}];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted();
    return names.flatMap((name) => {
      const [left, right] = [was[name], is[name]];
      if (left === right) return [];
      const how = left === undefined ? 'added' : right === undefined ? 'removed' : 'changed';
      const text = part === 'boot' ? { before: left ?? '', after: right ?? '' } : {};
      return [{ part, name, how, ...text } as const];
    });
  });
}
