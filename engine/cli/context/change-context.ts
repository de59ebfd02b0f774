import type { HostPlace } from '../../model/host/place.ts';
import type { Act } from '../../app/act.ts';
import type { AppDeps, Control } from '../../app/deps.ts';
import type { AppEvent } from '../../app/event.ts';
import { watchNix } from '../../app/nix-progress.ts';
import { openDeps } from '../../app/open-deps.ts';
import type { ChangeDone } from '../../app/run-change.ts';
import type { HostSettings } from '../../config/host-settings.ts';
import { systemClock } from '../../host/clock.ts';
import { exec } from '../../host/process/exec.ts';
import { findDiskTrouble, type DiskTrouble } from '../../host/storage/disk-trouble.ts';
import { copyState } from '../../host/storage/scratch-state.ts';
import type { Exec } from '../../model/host/exec.ts';
import { readPrincipal } from '../../host/people/identity.ts';
import { showCommand, type Command } from '../../model/command.ts';
import type { Finding, Result } from '../../model/finding.ts';
import type { Principal } from '../../model/principal.ts';
import { redactData } from '../../redact/redact-data.ts';
import { renderHostBusy } from '../../report/progress/host-busy.ts';
import { renderEnding } from '../../report/run/ending.ts';
import { visibleData } from '../../report/text/visible.ts';
import { readRequester } from '../../run/requester.ts';
import { CommandContext, Ended } from './command-context.ts';
import { makeConsent, type GivenFlags } from './consent.ts';
import { onInterrupt } from './interrupt.ts';
import type { Output } from '../screen/output.ts';
import { ProgressView } from '../screen/progress-view.ts';
import { SELF } from './self.ts';

/** What a command at a terminal hands to the acts that it asks for, and how it shows what happens in them. */
export class ChangeContext extends CommandContext {
  readonly #progress = new ProgressView(() => this.output);
  /** Runs commands; a person sees what Nix does meanwhile. */
  readonly exec: Exec = this.#progress.inOrder(
    watchNix(exec, systemClock, 'planning', (event) =>
      this.#progress.onNixProgress(redactData(event, this.output.redact)),
    ),
  );

  /** What the acts on a host need from outside. */
  deps(settings: HostSettings): AppDeps {
    const facts = { env: process.env, self: SELF, random: Math.random };
    return openDeps(settings, (text) => this.output.redact(text), facts);
  }

  /**
   * The host of a command. Where it only looks and the state of the host takes nothing, what the preview writes goes to a
   * copy in memory: HOST008, a warning.
   */
  async openHostFor({ host, 'dry-run': looks }: LookFlags): Promise<HostSettings> {
    const settings = await this.openHost(host);
    const { state } = settings.place;
    const trouble = looks ? findDiskTrouble(state) : undefined;
    if (trouble === undefined) return settings;
    this.output.findings([notOnRecord(state, trouble)]);
    return { ...settings, place: { ...settings.place, state: copyState(state) } };
  }

  /** Who asks: who this process runs for, or who asked the service for what it does. */
  principal(place: HostPlace, request?: { readonly id: number; readonly what: string }): Principal {
    if (request === undefined) return readPrincipal(place);
    return this.need(readRequester(place, request.id, request.what, systemClock.now()));
  }

  control(flags: GivenFlags): Control {
    const { wait = false } = flags;
    return { consent: makeConsent(flags, this.output), signal: onInterrupt(this.output), wait };
  }

  /** Shows what happens in an act; what came of it. */
  async play<T>(
    act: Act<T>,
    show: (event: AppEvent) => Promise<void> | void = (event) => this.show(event),
  ): Promise<Result<T>> {
    for await (const event of act.events) await show(event);
    this.#progress.end();
    return act.result;
  }

  /** The value of an act; or its findings, and their exit code. */
  async done<T>(act: Act<T>): Promise<T> {
    return this.need(await this.play(act));
  }

  async show(event: AppEvent): Promise<void> {
    switch (event.type) {
      case 'nix-progress':
      case 'model-progress':
        return this.#progress.show(event);
      case 'finding':
        this.#progress.end();
        return this.output.findings([event.finding]);
      case 'host-busy': {
        const { holder } = visibleData(event);
        return this.output.answer('host-busy', { holder: holder ?? null }, () => renderHostBusy(holder));
      }
      case 'reply':
        // The prompt shows it.
        return undefined;
      default:
        this.#progress.end();
        return this.output.event(event);
    }
  }

  /** Takes away the line about what a model does. */
  endProgress(): void {
    this.#progress.end();
  }

  /** Says how a run ended and takes its exit code. */
  finish(done: ChangeDone): void {
    const { exitCode, commands } = done;
    const { output } = this;
    if (commands !== undefined) showCommands(output, commands);
    if (!output.json) output.text(`\n${renderEnding(visibleData(done), output.paint)}`);
    if (exitCode !== 0) throw new Ended(exitCode);
  }
}

interface LookFlags {
  readonly host?: string | undefined;
  readonly 'dry-run': boolean;
}

function notOnRecord(state: string, trouble: DiskTrouble): Finding {
  const what = trouble === 'full' ? 'is full' : 'is mounted read-only';
  return {
    code: 'HOST008',
    severity: 'warning',
    message: `the disk of ${state} ${what}: this preview is not on record`,
    fix: 'make room, or mount it writable, before a change',
  };
}

/** The argv of everything that a run would do after its preview, in order. */
function showCommands(output: Output, commands: readonly Command[]): void {
  const shown = commands.map((command) => `  ${showCommand(command)}`).join('\n');
  output.answer(
    'commands',
    { commands: commands.map((command) => command.argv) },
    () => `${output.paint.bold('It would run')}\n${shown}`,
  );
}
