import type { HostSettings } from '../config/host-settings.ts';
import type { Command } from '../model/command.ts';

/** Our own command that makes a host's option catalogue anew, for the background. */
export function refreshCommand({ root }: HostSettings): Command {
  const host = root === '/' ? [] : ['--host', root];
  return { argv: [process.execPath, process.argv[1] ?? 'nixos-ai', 'options', 'refresh', ...host] };
}
