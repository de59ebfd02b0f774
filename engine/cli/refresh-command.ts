import type { HostSettings } from '../config/host-settings.ts';
import type { Command } from '../model/command.ts';
import { hostArguments } from '../model/host/identity.ts';

/** Our own command that makes a host's option catalogue anew, for the background. */
export function refreshCommand(settings: HostSettings): Command {
  const host = hostArguments(settings);
  return { argv: [process.execPath, process.argv[1] ?? 'nixos-ai', 'options', 'refresh', ...host] };
}
