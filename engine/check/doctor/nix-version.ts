/** A version of Nix or of one of its descendants, as `nix-instantiate --version` says it. */
export interface NixVersion {
  /** `Nix`, `Lix`, `Determinate Nix`. */
  readonly kind: string;
  readonly major: number;
  readonly minor: number;
  readonly text: string;
}

/** The oldest Nix whose command line and language the engine's commands need. */
export const OLDEST_NIX = { major: 2, minor: 4 } as const;

/**
 * Undefined where the text is none of the known forms.
 *
 * @example
 * parseNixVersion('nix-instantiate (Determinate Nix 3.6.2) 2.29.0')
 * // { kind: 'Determinate Nix', major: 2, minor: 29, text: '2.29.0' }
 */
export function parseNixVersion(printed: string): NixVersion | undefined {
  const [line = ''] = printed.trim().split('\n');
  const found = /^\S+ \((?<kind>[^)]+)\) (?<text>(?<major>\d+)\.(?<minor>\d+)\S*)$/u.exec(
    line.trim(),
  )?.groups;
  if (found === undefined) return undefined;
  const { kind = '', text = '', major, minor } = found;
  return { kind: kindOf(kind), major: Number(major), minor: Number(minor), text };
}

export function isTooOld({ major, minor }: NixVersion): boolean {
  return major < OLDEST_NIX.major || (major === OLDEST_NIX.major && minor < OLDEST_NIX.minor);
}

/** `Lix, like Nix` and `Determinate Nix 3.6.2` are what these programs call themselves. */
function kindOf(text: string): string {
  return text.replace(/,.*$/u, '').replace(/\s+v?\d[\d.]*$/u, '');
}
