import { Flags } from '@oclif/core';
import type { HostSettings } from '../../config/host-settings.ts';
import { systemClock } from '../../host/clock.ts';
import { exec } from '../../host/process/exec.ts';
import { parseServiceEvent } from '../../model/events/parse-service-event.ts';
import { renderServiceEvent, renderServiceEvents } from '../../report/host/service-events.ts';
import { renderJobs } from '../../report/host/service-view.ts';
import { renderStatus } from '../../report/host/status.ts';
import { visibleData } from '../../report/text/visible.ts';
import { statusOf } from '../../run/answer.ts';
import { readServiceEvents } from '../../run/service-events.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';
import { onInterrupt } from '../interrupt.ts';
import { askRemote, isRemote } from '../remote.ts';
import { openScreen } from '../screen.ts';

/** Milliseconds between two looks: a host at rest is not kept busy by who watches it. */
const EVERY_MS = 2_000;
/** Events below the rest. */
const EVENTS = 12;

export default class Watch extends BaseCommand {
  static override readonly summary = 'Watch a host: its status, triggers, schedules and newest events.';
  static override readonly description =
    'Until Ctrl-C. Where there is no terminal to draw on it is said once; `events --follow` tells what happens line by line.';
  static override readonly examples = ['<%= config.bin %> watch', '<%= config.bin %> watch --once'];
  static override readonly flags = {
    host: hostFlags.host,
    once: Flags.boolean({ description: 'Say it once.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Watch);
    const output = this.begin({ json: false });
    const settings = await this.openHost(flags.host);
    if (await isRemote(settings)) return this.#follow(settings);
    using screen = flags.once ? undefined : openScreen(process.stdout);
    if (screen === undefined) return output.text(await this.#look(settings));
    const signal = onInterrupt(output);
    while (!signal.aborted) {
      screen.draw(output.redact(await this.#look(settings)));
      await systemClock.sleep(EVERY_MS, signal).catch(() => undefined);
    }
  }

  async #look(settings: HostSettings): Promise<string> {
    using journal = this.openJournal(settings);
    const { paint } = this.output;
    const { kind: _, ...status } = await statusOf(exec, settings, journal);
    const parts = [
      renderStatus(visibleData(status), paint),
      status.service === undefined ? '' : renderJobs(visibleData(status.service), paint),
      renderServiceEvents(visibleData(readServiceEvents(settings, EVENTS)), paint),
    ];
    return parts.filter((part) => part !== '').join('\n\n');
  }

  /** Who may not read the state of the host hears what the service says. */
  async #follow(settings: HostSettings): Promise<void> {
    const request = { v: 1, op: 'events', limit: EVENTS, follow: true } as const;
    await askRemote(this.door, settings, request, (value) => {
      const event = parseServiceEvent(value);
      if (event !== undefined) this.output.text(renderServiceEvent(visibleData(event), this.output.paint));
    });
  }
}
