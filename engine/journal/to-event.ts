import type { RunEvent } from '../model/event.ts';
import { isKnownType, parseEvent } from '../model/events/parse-event.ts';

/** A row that is not what an engine wrote. */
export class UnreadableRow extends Error {
  constructor(run: string, seq: number) {
    super(
      `event ${seq} of run ${run} in the journal is not what an engine wrote; \`nixos-ai audit verify\` says where it was altered`,
    );
  }
}

/**
 * Rows of the journal's table as the events that they are, what older engines wrote among them. One of a type that only a
 * newer engine knows changes nothing here and is left out. Throws an {@link UnreadableRow}: to leave that out too would
 * make a run look untouched that is not.
 */
export function toEvents(rows: readonly Record<string, unknown>[]): RunEvent[] {
  return rows.flatMap((row) => {
    const payload: unknown = JSON.parse(String(row['payload']));
    const head = {
      v: 1,
      run: String(row['run']),
      seq: Number(row['seq']),
      at: String(row['at']),
      type: String(row['type']),
    };
    const event = typeof payload === 'object' ? parseEvent({ ...head, ...payload, ...head }) : undefined;
    if (event === undefined && isKnownType(head.type)) throw new UnreadableRow(head.run, head.seq);
    return event ?? [];
  });
}
