import { Flags } from '@oclif/core';
import { parseServiceEvent } from '../../model/events/parse-service-event.ts';
import type { ServiceEvent } from '../../model/service/service-event.ts';
import { renderServiceEvent, renderServiceEvents } from '../../report/host/service-events.ts';
import { visibleData } from '../../report/text/visible.ts';
import { followServiceEvents, readServiceEvents } from '../../run/service-events.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';
import { onInterrupt } from '../interrupt.ts';
import { askRemote, isRemote } from '../remote.ts';
import { readDate } from '../read-date.ts';

export default class Events extends BaseCommand {
  static override readonly summary = 'Show what the service saw and did: triggers, schedules, notifications.';
  static override readonly examples = [
    '<%= config.bin %> events --since 2026-11-01',
    '<%= config.bin %> events --follow --json',
  ];
  static override readonly flags = {
    ...hostFlags,
    limit: Flags.integer({ char: 'n', description: 'How many at most.', default: 50, min: 1, max: 10_000 }),
    since: Flags.string({
      description: 'Only from this day or time on (ISO 8601, UTC).',
      helpValue: 'DATE',
    }),
    follow: Flags.boolean({ char: 'f', description: 'Go on with what happens, until Ctrl-C.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Events);
    const output = this.begin(flags);
    const since = flags.since === undefined ? undefined : this.need(readDate(flags.since));
    const settings = await this.openHost(flags.host);
    if (await isRemote(settings)) {
      const { limit, follow } = flags;
      const request = {
        v: 1,
        op: 'events',
        limit,
        follow,
        ...(since === undefined ? {} : { since }),
      } as const;
      await askRemote(this.door, settings, request, (value) => {
        const event = parseServiceEvent(value);
        if (event !== undefined) this.#print(event);
      });
      return;
    }
    const events = readServiceEvents(settings, flags.limit, since);
    if (output.json) events.forEach((event) => this.#print(event));
    else output.text(renderServiceEvents(visibleData(events), output.paint));
    if (!flags.follow) return;
    const signal = onInterrupt(output);
    await followServiceEvents(settings, events.at(-1)?.id ?? 0, (event) => this.#print(event), signal);
  }

  #print(event: ServiceEvent): void {
    const { type, ...rest } = event;
    this.output.answer(type, rest, () => renderServiceEvent(visibleData(event), this.output.paint));
  }
}
