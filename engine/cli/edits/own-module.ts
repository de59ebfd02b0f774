import { installProgram } from '../../app/apply-configuration.ts';
import { defaultHostSettings } from '../../config/host-settings.ts';
import { ownProgram, ownSource } from '../../host/program/own-source.ts';
import { isLocal } from '../../model/host/identity.ts';
import type { HostPlace } from '../../model/host/place.ts';
import type { Installation } from '../../model/installation.ts';
import { changeInstallation } from '../../nix/install/install.ts';
import { editDirectory } from '../../run/edit-files.ts';
import type { ChangeContext } from '../context/change-context.ts';
import type { selfInstall } from '../command-line/declarations/self.ts';
import type { InputOf } from '../command-line/input.ts';
import { showFiles } from './edit-option.ts';

type InstallationFlags = InputOf<typeof selfInstall>['flags'];

/** Adds our module to the configuration of a host, or takes it out: a run, or with `--configuration` files alone. */
export async function changeOwnModule(
  context: ChangeContext,
  to: Installation['to'],
  flags: InstallationFlags,
): Promise<void> {
  const { configuration } = flags;
  if (configuration !== undefined) return editOnly(context, configuration, to, flags);
  const settings = await context.openHost(flags.host);
  const installation = await describe(settings.place, to, flags);
  const mode = flags['dry-run'] ? 'plan' : 'apply';
  const input = { installation, mode, ...context.control(flags) } as const;
  context.finish(
    await context.done(installProgram(context.deps(settings), context.principal(settings.place), input)),
  );
}

async function editOnly(
  context: ChangeContext,
  directory: string,
  to: Installation['to'],
  flags: InstallationFlags,
): Promise<void> {
  const { attribute } = flags;
  const write = !flags['dry-run'];
  const edited = await editDirectory(directory, attribute, write, async (files, style) => {
    const named = { style, ...(attribute === undefined ? {} : { attribute }) };
    return changeInstallation(files, named, await describe(defaultHostSettings(style).place, to, flags));
  });
  showFiles(context, context.need(edited), write);
}

async function describe(
  place: Pick<HostPlace, 'root' | 'style'>,
  to: Installation['to'],
  flags: InstallationFlags,
): Promise<Installation> {
  const source = flags.source ?? (await ownSource(place.style));
  const own = flags['this-program'] || !isLocal(place);
  const host = isLocal(place) ? {} : { host: place.root };
  return { to, source, ...(own ? { program: { ...(await ownProgram()), ...host } } : {}) };
}
