import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditExport } from '../../../engine/journal/audit.ts';
import { foldRun } from '../../../engine/journal/fold.ts';
import { toEvents } from '../../../engine/journal/to-event.ts';
import type { RunEvent } from '../../../engine/model/event.ts';
import { parseEvent } from '../../../engine/model/events/parse-event.ts';
import { parseFinding } from '../../../engine/model/events/parse-finding.ts';
import { parseHistoryEntry } from '../../../engine/model/events/parse-history.ts';
import { parseServiceEvent } from '../../../engine/model/events/parse-service-event.ts';
import { previewIn } from '../../../engine/model/events/preview-in.ts';
import { aboutRun } from '../../../engine/report/graph/about.ts';
import { traceRun } from '../../../engine/report/graph/trace.ts';
import { parseStatusView } from '../../../engine/report/host/parse-status.ts';
import { renderAudit } from '../../../engine/report/host/audit.ts';
import { renderProgress } from '../../../engine/report/progress/progress.ts';
import { renderEnding } from '../../../engine/report/run/ending.ts';
import { renderHistory } from '../../../engine/report/run/history.ts';
import { renderPreview } from '../../../engine/report/run/preview.ts';
import { renderStory } from '../../../engine/report/run/story.ts';
import { plain } from '../../../engine/report/text/paint.ts';
import { visibleData } from '../../../engine/report/text/visible.ts';
import { schemaNamed, textsOf } from '../inputs/corpus.ts';
import { mutatedData } from '../inputs/document.ts';
import { fromSchema } from '../inputs/schema.ts';
import { mutatedBytes, mutatedText } from '../inputs/text.ts';
import { checkTold } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

/** An export of the journal, and its rows as events: read, folded, told and drawn. */
export const eventsTarget: Target = {
  name: 'events',
  about: 'lines of an export and of event streams: verified, parsed, folded, told as a story',
  inputs: () => {
    const lines = textsOf('tests/data/journals/*.jsonl').flatMap((text) => text.trim().split('\n'));
    const export_ = fc.oneof(
      mutatedText(fc.constant(`${lines.slice(0, 40).join('\n')}\n`), [
        '\n',
        '"id":',
        '"payload":"{',
        '{}\n',
        'null\n',
      ]),
      mutatedBytes(fc.constant(`${lines.slice(0, 40).join('\n')}\n`)),
    );
    const row = fc.constantFrom(...lines).map((line) => eventIn(JSON.parse(line)));
    const event = fc.oneof(
      { weight: 3, arbitrary: mutatedData(row) },
      { weight: 2, arbitrary: fromSchema(schemaNamed('event')) },
      { weight: 1, arbitrary: mutatedData(fromSchema(schemaNamed('event'))) },
    );
    const events = fc.array(event, { minLength: 1, maxLength: 12 }).map((list) => JSON.stringify(list));
    return fc.tuple(export_, events);
  },
  open: () => {
    const directory = mkdtempSync(join(tmpdir(), 'nixos-ai-fuzz-events-'));
    const play = ([text = '', written = '[]']: Input): Ending => {
      const file = join(directory, 'export.jsonl');
      writeFileSync(file, text);
      for (const partial of [true, false]) {
        const audit = auditExport(file, {}, partial);
        checkTold(audit.findings);
        renderAudit(audit, plain);
      }
      const list: unknown = JSON.parse(written);
      const events = (Array.isArray(list) ? list : []).flatMap((value: unknown) => readEvent(value) ?? []);
      tellAll(events);
      return events.length > 0 ? 'taken' : 'refused';
    };
    return { play, close: () => rmSync(directory, { recursive: true, force: true }) };
  },
};

/** A row of an export as the event that it is. */
function eventIn(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('payload' in row)) return row;
  const { payload, ...head } = row;
  const { id, hash, previous, ...event } = { id: 0, hash: '', previous: '', ...head };
  void [id, hash, previous];
  return { v: 1, ...event, ...Object(JSON.parse(String(payload))) };
}

/** Everything that may come over a socket or from `--json`; one that is an event of a run is given. */
function readEvent(value: unknown): RunEvent | undefined {
  parseServiceEvent(value);
  const finding = parseFinding(value);
  if (finding !== undefined) checkTold([finding]);
  parseStatusView(value);
  const entry = parseHistoryEntry(value) ?? parseHistoryEntry({ started: value, ended: value, paused: true });
  if (entry !== undefined) renderHistory([entry], plain);
  return parseEvent(value);
}

/** All that is made of the events of a run for a person. What was parsed must not be too much for it. */
function tellAll(events: readonly RunEvent[]): void {
  for (const event of events) {
    renderProgress(visibleData(event), plain);
    const preview = previewIn(event);
    if (preview !== undefined) renderPreview(preview, plain);
    if (event.type === 'run-ended') renderEnding(event, plain);
  }
  if (!events.some(({ type }) => type === 'run-started')) return;
  renderStory(visibleData(events), plain);
  foldRun(events);
  aboutRun(events);
  traceRun(events);
  toEvents(events.map((event) => ({ ...event, payload: JSON.stringify(event) })));
}
