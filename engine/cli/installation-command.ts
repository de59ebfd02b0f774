import { Flags } from '@oclif/core';
import { installProgram } from '../app/apply-configuration.ts';
import { defaultHostSettings, type HostSettings } from '../config/host-settings.ts';
import { ownProgram, ownSource } from '../host/program/own-source.ts';
import { isLocal } from '../model/host/identity.ts';
import type { Installation } from '../model/installation.ts';
import { changeInstallation } from '../nix/install/install.ts';
import { colourDiff } from '../report/run/preview.ts';
import { editDirectory } from '../run/edit-files.ts';
import { BaseCommand, changeFlags } from './base-command.ts';

export const installationFlags = {
  ...changeFlags,
  source: Flags.string({
    description:
      'Where the module comes from: a directory, or for a flake the URL of an input; else this program.',
    helpValue: 'PLACE',
  }),
  configuration: Flags.string({
    description: 'Change the files in this directory alone; nothing is evaluated, built or switched.',
    helpValue: 'DIR',
  }),
  attribute: Flags.string({ description: 'The host of a flake, with --configuration.', helpValue: 'NAME' }),
  'this-program': Flags.boolean({
    description: 'Run this very program, instead of a package that Nix builds; so it is on a sandbox host.',
  }),
};

export interface InstallationFlags {
  readonly host: string | undefined;
  readonly json: boolean;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
  readonly source: string | undefined;
  readonly configuration: string | undefined;
  readonly attribute: string | undefined;
  readonly 'this-program': boolean;
}

/** What adding our module and taking it out have in common. */
export abstract class InstallationCommand extends BaseCommand {
  async install(to: Installation['to'], flags: InstallationFlags): Promise<void> {
    this.begin(flags);
    const { configuration } = flags;
    if (configuration !== undefined) return this.editOnly(configuration, to, flags);
    const settings = await this.openHost(flags.host);
    const { context } = this;
    const installation = await describe(settings, to, flags);
    const mode = flags['dry-run'] ? 'plan' : 'apply';
    const input = { installation, mode, ...context.control(flags) } as const;
    context.finish(
      await context.done(installProgram(context.deps(settings), context.principal(settings), input)),
    );
  }

  private async editOnly(directory: string, to: Installation['to'], flags: InstallationFlags): Promise<void> {
    const { attribute } = flags;
    const write = !flags['dry-run'];
    const edited = await editDirectory(directory, attribute, write, async (files, style) => {
      const settings = { ...defaultHostSettings(style), configuration: directory };
      const place = { style, ...(attribute === undefined ? {} : { attribute }) };
      return changeInstallation(files, place, await describe(settings, to, flags));
    });
    const files = this.need(edited);
    const { paint } = this.output;
    this.output.answer('edit', { changed: files.length > 0, written: write, files }, () =>
      files.length === 0
        ? `${paint.green('✓')} already so`
        : files.map((file) => colourDiff(file.diff, paint)).join('\n'),
    );
  }
}

async function describe(
  settings: HostSettings,
  to: Installation['to'],
  flags: InstallationFlags,
): Promise<Installation> {
  const source = flags.source ?? (await ownSource(settings.style));
  const own = flags['this-program'] || !isLocal(settings);
  const host = isLocal(settings) ? {} : { host: settings.root };
  return { to, source, ...(own ? { program: { ...(await ownProgram()), ...host } } : {}) };
}
