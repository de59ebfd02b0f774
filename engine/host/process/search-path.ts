/** Where programs are found: this process' own search path, for commands that start with another environment. */
export function searchPath(): string {
  return process.env['PATH'] ?? '/run/current-system/sw/bin:/usr/bin:/bin';
}
