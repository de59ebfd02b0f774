import type { RunEvent } from '../model/event.ts';
import { parsePrincipal } from '../model/principal.ts';

/** A row of the journal's table as the event that it is. What older engines wrote reads as what is written today. */
export function toEvent(row: Record<string, unknown>): RunEvent {
  const payload: object = JSON.parse(String(row['payload']));
  const by = 'by' in payload ? { by: parsePrincipal(payload.by) } : {};
  // The journal is the only writer of these rows, and the hash chain tells when somebody else was.
  return {
    v: 1,
    run: String(row['run']),
    seq: Number(row['seq']),
    at: String(row['at']),
    type: String(row['type']),
    ...payload,
    ...by,
  } as RunEvent;
}
