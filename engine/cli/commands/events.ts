import { parseServiceEvent } from '../../model/events/parse-service-event.ts';
import type { ServiceEvent } from '../../model/service/service-event.ts';
import { renderServiceEvent, renderServiceEvents } from '../../report/host/service-events.ts';
import { visibleData } from '../../report/text/visible.ts';
import { followServiceEvents, readServiceEvents } from '../../run/answer/service-events.ts';
import type { CommandContext } from '../context/command-context.ts';
import { events } from '../command-line/declarations/look.ts';
import { makeCommand } from '../command-line/handler.ts';
import { onInterrupt } from '../context/interrupt.ts';
import { readDate } from '../sources/read-date.ts';
import { askRemote, isRemote } from '../remote/ask-service.ts';
import { followRemote } from '../remote/follow-service.ts';

export const command = makeCommand(events, async (context, { flags }) => {
  const { output } = context;
  const since = flags.since === undefined ? undefined : context.need(readDate(flags.since));
  const settings = await context.openHost(flags.host);
  if (await isRemote(settings.place)) {
    const { limit, follow } = flags;
    const begin = since === undefined ? {} : { since };
    const request = { v: 1, op: 'events', limit, follow, ...begin } as const;
    const tell = (value: unknown): void => {
      const event = parseServiceEvent(value);
      if (event !== undefined) print(context, event);
    };
    if (follow) await followRemote(context, settings.place, request, tell);
    else await askRemote(context, settings.place, request, tell);
    return;
  }
  const events = readServiceEvents(settings.place, flags.limit, since);
  if (output.json) events.forEach((event) => print(context, event));
  else output.text(renderServiceEvents(visibleData(events), output.paint));
  if (!flags.follow) return;
  const signal = onInterrupt(output);
  await followServiceEvents(settings.place, events.at(-1)?.id ?? 0, (event) => print(context, event), signal);
});

function print(context: CommandContext, event: ServiceEvent): void {
  const { type, ...rest } = event;
  context.output.answer(type, rest, () => renderServiceEvent(visibleData(event), context.output.paint));
}
