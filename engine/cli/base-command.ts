import { Command, Flags } from '@oclif/core';
import type { CheckedRunbook } from '../check/check-runbook.ts';
import type { HostSettings } from '../config/host-settings.ts';
import type { Exec } from '../model/host/exec.ts';
import type { Journal } from '../journal/journal.ts';
import type { Finding, Result } from '../model/finding.ts';
import type { Principal } from '../model/principal.ts';
import type { RunResult, RunDeps } from '../run/conduct.ts';
import type { Given } from './consent.ts';
import { Door, type ApplyOptions } from './door.ts';
import { Ended } from './look.ts';
import type { Output } from './output.ts';

export { Ended } from './look.ts';

/** Flags of every command that speaks of a host. */
export const hostFlags = {
  host: Flags.string({
    description: 'Directory of the host; else NIXOS_AI_HOST, else this NixOS computer.',
    helpValue: 'DIR',
  }),
  json: Flags.boolean({ description: 'Print newline-delimited JSON (schemas/event.schema.json).' }),
};

/** Hidden: the service starts a command for who asked it. */
export const requestFlag = {
  request: Flags.integer({ description: 'The request that it is for.', helpValue: 'ID', hidden: true }),
};

/** Flags of every command that changes one. */
export const changeFlags = {
  ...hostFlags,
  yes: Flags.boolean({ char: 'y', description: 'Approve what the preview shows.' }),
  'dry-run': Flags.boolean({ description: 'Stop after the preview and print the commands that would run.' }),
};

/** A command file parses, calls one function, prints; what they have in common is the {@link Door}. */
export abstract class BaseCommand extends Command implements Door {
  readonly door = new Door();

  get output(): Output {
    return this.door.output;
  }

  get exec(): Exec {
    return this.door.exec;
  }

  begin(flags: { readonly json: boolean }): Output {
    return this.door.begin(flags);
  }

  need<T>(result: Result<T>): T {
    return this.door.need(result);
  }

  refuse(findings: readonly Finding[], code?: number): never {
    return this.door.refuse(findings, code);
  }

  async openHost(named: string | undefined): Promise<HostSettings> {
    return this.door.openHost(named);
  }

  openJournal(settings: HostSettings): Journal {
    return this.door.openJournal(settings);
  }

  runDeps(settings: HostSettings, flags: Given, principal?: Principal): RunDeps {
    return this.door.runDeps(settings, flags, principal);
  }

  async apply(settings: HostSettings, checked: CheckedRunbook, options: ApplyOptions): Promise<void> {
    return this.door.apply(settings, checked, options);
  }

  requester(settings: HostSettings, request: number, what: string): Principal {
    return this.door.requester(settings, request, what);
  }

  finish(result: Result<RunResult>): void {
    this.door.finish(result);
  }

  hide(error: unknown): unknown {
    return this.door.hide(error);
  }

  protected override async catch(error: Error & { exitCode?: number }): Promise<unknown> {
    if (error instanceof Ended) {
      process.exitCode = error.exitCode;
      return undefined;
    }
    this.hide(error);
    return super.catch(error);
  }
}
