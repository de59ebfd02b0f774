import type { HostPlace } from '../model/host/place.ts';
import type { Command } from '../model/command.ts';
import { hostArguments } from '../model/host/identity.ts';
import type { Result } from '../model/finding.ts';
import { openSession, type Session } from '../run/session.ts';
import type { Events } from './act.ts';
import type { AppDeps } from './deps.ts';
import { watchNix } from './nix-progress.ts';

/** Reads what is known of the host; a catalogue of its options that is stale is made anew in the background. */
export async function openHostSession(deps: AppDeps, events: Events): Promise<Result<Session>> {
  const exec = watchNix(deps.host.exec, deps.host.clock, 'planning', events.tell);
  return openSession(exec, deps.settings, refreshCommand(deps));
}

/** Our own command that makes a host's option catalogue anew, for the background. */
export function refreshCommand({
  settings,
  self,
}: {
  readonly settings: { readonly place: Pick<HostPlace, 'root'> };
  readonly self: AppDeps['self'];
}): Command {
  return { argv: [...self, 'options', 'refresh', ...hostArguments(settings.place)] };
}
