import type { HostPlace } from '../../model/host/place.ts';
import { exitCodeOfRefusal } from '../../app/exit-code.ts';
import { tryJournal, type JournalUse } from '../../app/open-journal.ts';
import type { HostSettings } from '../../config/host-settings.ts';
import { systemClock } from '../../host/clock.ts';
import { openHost, type HostUse } from '../../host/open-host.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Finding, Result } from '../../model/finding.ts';
import { hostRedact } from '../../run/host-redactor.ts';
import type { Program } from '../command-line/program.ts';
import { makeOutput, type Output } from '../screen/output.ts';

/** Ends the command with a code that is not 0, after everything has been said. */
export class Ended extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`ended with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/**
 * What every command does at its edge: it says what happened, opens the host and its journal, ends with a code. It knows
 * no parser of arguments and nothing that changes a host, so that a command that only looks need not wait for either to be
 * loaded.
 */
export class CommandContext {
  readonly output: Output;
  /** The program that the command is one of: its commands, and how another one is run. */
  readonly program: Program;

  constructor(json: boolean, program: Program) {
    this.output = makeOutput(json);
    this.program = program;
  }

  /** The value of a result, after its warnings; or its findings, and their exit code. */
  need<T>(result: Result<T>): T {
    if (!result.ok) return this.refuse(result.findings);
    this.output.findings(result.findings.filter((finding) => finding.severity === 'warning'));
    return result.value;
  }

  refuse(findings: readonly Finding[], code: number = exitCodeOfRefusal(findings)): never {
    this.output.findings(findings);
    throw new Ended(code);
  }

  async openHost(named: string | undefined, use?: HostUse): Promise<HostSettings> {
    const settings = this.need(await openHost(named, process.env['NIXOS_AI_HOST'], use));
    this.output.hide(await hostRedact(settings.place));
    return settings;
  }

  /** To read it, which the commands that need no more do. */
  openJournal(place: Pick<HostPlace, 'state'>, use: JournalUse = 'read'): Journal {
    return this.need(tryJournal(place, systemClock, use));
  }

  /** An error that nobody expected, without the secrets that it may repeat. */
  hide(error: unknown): unknown {
    if (!(error instanceof Error)) return error;
    error.message = this.output.redact(error.message);
    if (error.stack !== undefined) error.stack = this.output.redact(error.stack);
    return error;
  }
}
