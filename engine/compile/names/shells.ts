/** Whether a program may be a login shell; that the host has it is another question. */
export function isShell(name: string): boolean {
  return LOGIN_SHELLS.has(name);
}

export const LOGIN_SHELLS: ReadonlySet<string> = new Set([
  'zsh',
  'fish',
  'bash',
  'dash',
  'mksh',
  'tcsh',
  'nushell',
  'xonsh',
  'elvish',
  'ion',
  'ksh',
]);
