import type { CheckedRunbook } from '../check/check-runbook.ts';
import type { HostSettings } from '../config/host-settings.ts';
import { systemClock } from '../host/clock.ts';
import { exec, type Exec } from '../host/exec.ts';
import { openHost } from '../host/open-host.ts';
import { openJournal, type Journal } from '../journal/journal.ts';
import { showCommand, type Command } from '../model/command.ts';
import type { Cause } from '../model/cause.ts';
import type { PlannedBy } from '../model/event.ts';
import type { Finding, Result } from '../model/finding.ts';
import { EXIT_CODES } from '../model/outcome.ts';
import { renderEnding } from '../report/ending.ts';
import { listCommands, type RunResult, type World } from '../run/conduct.ts';
import { hostRedact } from '../run/host-redactor.ts';
import { startRun } from '../run/start.ts';
import { makeConsent } from './consent.ts';
import { onInterrupt } from './interrupt.ts';
import { watchNix } from './nix-watch.ts';
import { makeOutput, type Output } from './output.ts';

// An interrupted run that only a person can end.
const NEEDS_HUMAN: ReadonlySet<string> = new Set(['RUN002', 'RUN007']);

function refusalCode(findings: readonly Finding[]): number {
  return findings.some((finding) => NEEDS_HUMAN.has(finding.code))
    ? EXIT_CODES['needs-human']
    : EXIT_CODES.usage;
}

export interface ApplyOptions {
  readonly flags: { readonly yes: boolean; readonly 'dry-run': boolean };
  readonly request?: string;
  readonly planned?: PlannedBy;
  readonly run?: string;
  readonly cause?: Cause;
}

/** Ends the command with a code that is not 0, after everything has been said. */
export class Ended extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`ended with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/**
 * What every command does at its edge: it says what happened, opens the host, runs what was checked, ends with a code.
 * It knows no parser of arguments, so that a sentence need not wait for one to be loaded.
 */
export class Door {
  output: Output = makeOutput(false);
  /** Runs commands; a person sees what Nix does meanwhile. */
  readonly exec: Exec = watchNix(exec, () => (this.output.json ? undefined : this.output));

  begin(flags: { readonly json: boolean }): Output {
    this.output = makeOutput(flags.json);
    return this.output;
  }

  /** The value of a result, after its warnings; or its findings and exit 2. */
  need<T>(result: Result<T>): T {
    if (!result.ok) return this.refuse(result.findings);
    this.output.findings(result.findings.filter((finding) => finding.severity === 'warning'));
    return result.value;
  }

  refuse(findings: readonly Finding[], code: number = EXIT_CODES.usage): never {
    this.output.findings(findings);
    throw new Ended(code);
  }

  async openHost(named: string | undefined): Promise<HostSettings> {
    const settings = this.need(await openHost(named, process.env['NIXOS_AI_HOST']));
    this.output.hide(await hostRedact(settings));
    return settings;
  }

  openJournal(settings: HostSettings): Journal {
    try {
      return openJournal(settings.state, () => systemClock.now());
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const fix =
        process.getuid?.() === 0
          ? 'look at the disk and its rights'
          : 'run it as root (sudo), or as who owns the host';
      const message = `the journal in ${settings.state} cannot be opened: ${why}; nothing was changed`;
      return this.refuse([{ code: 'HOST005', severity: 'error', message, fix }], EXIT_CODES.failed);
    }
  }

  world(settings: HostSettings, flags: { readonly yes: boolean }): World {
    return {
      settings,
      exec: watchNix(exec, () => this.output),
      clock: systemClock,
      journal: this.openJournal(settings),
      consent: makeConsent(flags.yes, this.output),
      self: [process.execPath, process.argv[1] ?? 'nixos-ai'],
      redact: (text) => this.output.redact(text),
      emit: (event) => this.output.event(event),
      stop: onInterrupt(this.output),
    };
  }

  /** Runs a checked runbook, or with `--dry-run` shows its plan and the commands it would run. */
  async apply(settings: HostSettings, checked: CheckedRunbook, options: ApplyOptions): Promise<void> {
    const { flags, ...rest } = options;
    const world = this.world(settings, flags);
    try {
      const mode = flags['dry-run'] ? 'plan' : 'apply';
      const result = await startRun(world, checked, { mode, ...rest });
      if (result.ok && result.value.outcome === 'planned')
        showCommands(this.output, listCommands(world, checked, result.value.run));
      this.finish(result);
    } finally {
      world.journal.close();
    }
  }

  /** An error that nobody expected, without the secrets that it may repeat. */
  hide(error: unknown): unknown {
    if (!(error instanceof Error)) return error;
    error.message = this.output.redact(error.message);
    if (error.stack !== undefined) error.stack = this.output.redact(error.stack);
    return error;
  }

  /** Says how a run ended and takes its exit code. */
  finish(result: Result<RunResult>): void {
    if (!result.ok) return this.refuse(result.findings, refusalCode(result.findings));
    const ended = result.value;
    const { run, outcome, message, exitCode } = ended;
    if (!this.output.json) this.output.text(`\n${renderEnding(run, outcome, message, this.output.paint)}`);
    if (exitCode !== 0) throw new Ended(exitCode);
  }
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
