import type { HostPlace } from '../model/host/place.ts';
import { openServiceLog } from '../journal/service-log.ts';
import { failed, ok, type Result } from '../model/finding.ts';
import type { Principal } from '../model/principal.ts';

/** A command is started for a request at once; a busy host takes a while to do so. */
const FRESH_MS = 120_000;

/**
 * Who asked the service for what a command is about to do: what its log has under that number, which the superuser alone
 * writes. SRV023 where that is another request, or one of before.
 */
export function readRequester(
  { state }: Pick<HostPlace, 'state'>,
  id: number,
  what: string,
  now: Date,
): Result<Principal> {
  using log = openServiceLog(state);
  const request = log.find(id);
  const fresh = request !== undefined && now.getTime() - Date.parse(request.at) < FRESH_MS;
  if (request?.type === 'request' && request.what === what && fresh) return ok(request.by);
  return failed({
    code: 'SRV023',
    severity: 'error',
    message: `the service has no request ${id} on record to ${what}, or it is of before`,
    fix: '`--request` is for the service alone: leave it out',
  });
}
