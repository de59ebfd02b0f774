import { parseEvent } from '../../model/events/parse-event.ts';
import { nameOfPrincipal } from '../../model/principal.ts';
import type { HostPlace } from '../../model/host/place.ts';
import { EXIT_CODES } from '../../model/outcome.ts';
import { renderStory } from '../../report/run/story.ts';
import type { RunEvent } from '../../model/event.ts';
import { visibleData } from '../../report/text/visible.ts';
import { askPerson } from '../context/consent.ts';
import type { ChangeContext } from '../context/change-context.ts';
import { Ended } from '../context/command-context.ts';
import { onInterrupt } from '../context/interrupt.ts';
import { askRemote } from './ask-service.ts';

/** Approves what a run has planned through the service. A person is shown it first; nobody else but with `--yes`. */
export async function approveRemote(
  context: ChangeContext,
  place: HostPlace,
  run: string,
  yes: boolean,
): Promise<void> {
  if (!yes) {
    const events: RunEvent[] = [];
    await askRemote(context, place, { v: 1, op: 'show', run }, (value) => {
      events.push(...[parseEvent(value) ?? []].flat());
    });
    context.output.text(renderStory(visibleData(events), context.output.paint));
    const person = !context.output.json && process.stdin.isTTY && process.stdout.isTTY;
    const answer = person
      ? await askPerson('Approve this plan?', onInterrupt(context.output), context.output)
      : undefined;
    if (answer?.approved !== true) throw new Ended(EXIT_CODES.rejected);
  }
  await askRemote(context, place, { v: 1, op: 'approve', run }, (value) => {
    const event = parseEvent(value);
    if (event?.type === 'approval')
      context.output.text(
        `${context.output.paint.green('✓')} approved by ${nameOfPrincipal(event.by)}, until ${event.expires}`,
      );
  });
}
