import type { ServicePlace } from '../../config/host-settings.ts';
import type { HostPlace } from '../../model/host/place.ts';
import { systemClock } from '../../host/clock.ts';
import { exec } from '../../host/process/exec.ts';
import { parseServiceEvent } from '../../model/events/parse-service-event.ts';
import { renderServiceEvent, renderServiceEvents } from '../../report/host/service-events.ts';
import { renderJobs } from '../../report/host/service-view.ts';
import { renderStatus } from '../../report/host/status.ts';
import { visibleData } from '../../report/text/visible.ts';
import { statusOf } from '../../run/answer/look-up.ts';
import { readServiceEvents } from '../../run/answer/service-events.ts';
import type { CommandContext } from '../context/command-context.ts';
import { watch } from '../command-line/declarations/look.ts';
import { makeCommand } from '../command-line/handler.ts';
import { onInterrupt } from '../context/interrupt.ts';
import { askRemote, isRemote } from '../remote/ask-service.ts';
import { openScreen } from '../screen/screen.ts';

/** Milliseconds between two looks: a host at rest is not kept busy by who watches it. */
const EVERY_MS = 2_000;
/** Events below the rest. */
const EVENTS = 12;

export const command = makeCommand(watch, async (context, { flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  if (await isRemote(settings.place)) return follow(context, settings.place);
  using screen = flags.once ? undefined : openScreen(process.stdout);
  if (screen === undefined) return output.text(await look(context, settings.place, settings.service));
  const signal = onInterrupt(output);
  while (!signal.aborted) {
    screen.draw(output.redact(await look(context, settings.place, settings.service)));
    await systemClock.sleep(EVERY_MS, signal).catch(() => undefined);
  }
});

async function look(context: CommandContext, place: HostPlace, service: ServicePlace): Promise<string> {
  using journal = context.openJournal(place);
  const { paint } = context.output;
  const { kind: _, ...status } = await statusOf(exec, place, service, journal);
  const parts = [
    renderStatus(visibleData(status), paint),
    status.service === undefined ? '' : renderJobs(visibleData(status.service), paint),
    renderServiceEvents(visibleData(readServiceEvents(place, EVENTS)), paint),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Who may not read the state of the host hears what the service says. */
async function follow(context: CommandContext, place: HostPlace): Promise<void> {
  const request = { v: 1, op: 'events', limit: EVENTS, follow: true } as const;
  await askRemote(context, place, request, (value) => {
    const event = parseServiceEvent(value);
    if (event !== undefined)
      context.output.text(renderServiceEvent(visibleData(event), context.output.paint));
  });
}
