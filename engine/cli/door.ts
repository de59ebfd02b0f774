import type { CheckedRunbook } from '../check/check-runbook.ts';
import type { HostSettings } from '../config/host-settings.ts';
import { systemClock } from '../host/clock.ts';
import { realHost } from '../host/real/real-host.ts';
import { exec } from '../host/process/exec.ts';
import type { Exec } from '../model/host/exec.ts';
import { readPrincipal } from '../host/people/identity.ts';
import { showCommand, type Command } from '../model/command.ts';
import type { Cause } from '../model/cause.ts';
import type { PlannedBy } from '../model/event.ts';
import type { Finding, Result } from '../model/finding.ts';
import { EXIT_CODES } from '../model/outcome.ts';
import type { Principal } from '../model/principal.ts';
import { renderEnding } from '../report/run/ending.ts';
import { listCommands, type RunResult, type RunDeps } from '../run/conduct.ts';
import { readRequester } from '../run/requester.ts';
import { startRun } from '../run/start.ts';
import { makeConsent, type Given } from './consent.ts';
import { onInterrupt } from './interrupt.ts';
import { watchNix } from './nix-watch.ts';
import { Ended, Look } from './look.ts';
import type { Output } from './output.ts';

// An interrupted run that only a person can end.
const NEEDS_HUMAN: ReadonlySet<string> = new Set(['RUN002', 'RUN007']);

function refusalCode(findings: readonly Finding[]): number {
  return findings.some((finding) => NEEDS_HUMAN.has(finding.code))
    ? EXIT_CODES['needs-human']
    : EXIT_CODES.usage;
}

export interface ApplyOptions {
  readonly flags: Given & { readonly 'dry-run': boolean };
  readonly request?: string;
  readonly planned?: PlannedBy;
  readonly run?: string;
  readonly cause?: Cause;
  /** Who asks, where it is not who this process runs for. */
  readonly principal?: Principal;
}

/** What a command does at its edge that may change a host: it runs what was checked, and says how that ended. */
export class Door extends Look {
  /** Runs commands; a person sees what Nix does meanwhile. */
  readonly exec: Exec = watchNix(exec, () => (this.output.json ? undefined : this.output));

  runDeps(settings: HostSettings, flags: Given, principal: Principal = readPrincipal(settings)): RunDeps {
    return {
      settings,
      host: realHost({ settings, exec: watchNix(exec, () => this.output), clock: systemClock }),
      principal,
      journal: this.openJournal(settings),
      consent: makeConsent(flags, this.output),
      self: [process.execPath, process.argv[1] ?? 'nixos-ai'],
      redact: (text) => this.output.redact(text),
      onEvent: (event) => this.output.event(event),
      signal: onInterrupt(this.output),
    };
  }

  /** Runs a checked runbook, or with `--dry-run` shows its plan and the commands it would run. */
  async apply(settings: HostSettings, checked: CheckedRunbook, options: ApplyOptions): Promise<void> {
    const { flags, principal, ...rest } = options;
    const deps = this.runDeps(settings, flags, principal);
    try {
      const mode = flags['dry-run'] ? 'plan' : 'apply';
      const result = await startRun(deps, checked, { mode, ...rest });
      if (result.ok && result.value.outcome === 'planned')
        showCommands(this.output, listCommands(deps, checked, result.value.run));
      this.finish(result);
    } finally {
      deps.journal.close();
    }
  }

  /** Who asked the service for what this command does, by the number of the request that it hands on. */
  requester(settings: HostSettings, request: number, what: string): Principal {
    return this.need(readRequester(settings, request, what, systemClock.now()));
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
