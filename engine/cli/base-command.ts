import { Command, Flags } from '@oclif/core';
import type { HostSettings } from '../config/host-settings.ts';
import type { Exec } from '../model/host/exec.ts';
import type { Journal } from '../journal/journal.ts';
import type { Finding, Result } from '../model/finding.ts';
import { ChangeContext } from './change-context.ts';
import { Ended, type CommandContext } from './command-context.ts';
import type { Output } from './output.ts';

export { Ended } from './command-context.ts';

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

/** A command file parses, calls one function, prints; what they have in common is the {@link ChangeContext}. */
export abstract class BaseCommand extends Command implements CommandContext {
  readonly context = new ChangeContext();

  get output(): Output {
    return this.context.output;
  }

  get exec(): Exec {
    return this.context.exec;
  }

  begin(flags: { readonly json: boolean }): Output {
    return this.context.begin(flags);
  }

  need<T>(result: Result<T>): T {
    return this.context.need(result);
  }

  refuse(findings: readonly Finding[], code?: number): never {
    return this.context.refuse(findings, code);
  }

  async openHost(named: string | undefined): Promise<HostSettings> {
    return this.context.openHost(named);
  }

  openJournal(settings: HostSettings): Journal {
    return this.context.openJournal(settings);
  }

  hide(error: unknown): unknown {
    return this.context.hide(error);
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
