import type { CheckedRunbook } from '../check/check-runbook.ts';
import type { HostSettings } from '../config/host-settings.ts';
import { systemClock } from '../host/clock.ts';
import { readPrincipal } from '../host/people/identity.ts';
import { exec } from '../host/process/exec.ts';
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
import { Ended, type CommandContext } from './context.ts';
import { onInterrupt } from './interrupt.ts';
import { watchNix } from './nix-watch.ts';
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

/** What a run needs of the program that starts it. */
export function runDeps(
  context: CommandContext,
  settings: HostSettings,
  flags: Given,
  principal: Principal = readPrincipal(settings),
): RunDeps {
  const { output } = context;
  return {
    settings,
    principal,
    exec: watchNix(exec, () => output),
    clock: systemClock,
    journal: context.openJournal(settings),
    consent: makeConsent(flags, output),
    self: [process.execPath, process.argv[1] ?? 'nixos-ai'],
    redact: (text) => output.redact(text),
    onEvent: (event) => output.event(event),
    signal: onInterrupt(output),
  };
}

/** Runs a checked runbook, or with `--dry-run` shows its plan and the commands it would run. */
export async function applyChecked(
  context: CommandContext,
  settings: HostSettings,
  checked: CheckedRunbook,
  options: ApplyOptions,
): Promise<void> {
  const { flags, principal, ...rest } = options;
  const deps = runDeps(context, settings, flags, principal);
  try {
    const mode = flags['dry-run'] ? 'plan' : 'apply';
    const result = await startRun(deps, checked, { mode, ...rest });
    if (result.ok && result.value.outcome === 'planned')
      showCommands(context.output, listCommands(deps, checked, result.value.run));
    finishRun(context, result);
  } finally {
    deps.journal.close();
  }
}

/** Who asked the service for what this command does, by the number of the request that it hands on. */
export function requester(
  context: CommandContext,
  settings: HostSettings,
  request: number,
  what: string,
): Principal {
  return context.need(readRequester(settings, request, what, systemClock.now()));
}

/** Says how a run ended and takes its exit code. */
export function finishRun(context: CommandContext, result: Result<RunResult>): void {
  if (!result.ok) return context.refuse(result.findings, refusalCode(result.findings));
  const { run, outcome, message, exitCode } = result.value;
  const { output } = context;
  if (!output.json) output.text(`\n${renderEnding(run, outcome, message, output.paint)}`);
  if (exitCode !== 0) throw new Ended(exitCode);
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
