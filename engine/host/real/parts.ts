import type { HostSettings } from '../../config/host-settings.ts';
import type { Clock } from '../../model/host/clock.ts';
import type { Exec } from '../../model/host/exec.ts';

/** What the members of a real host are made of. */
export interface RealParts {
  readonly settings: HostSettings;
  readonly exec: Exec;
  readonly clock: Clock;
}
