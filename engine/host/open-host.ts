import { basename, dirname, join, resolve } from 'node:path';
import { defaultHostSettings, parseHostSettings, type HostSettings } from '../config/host-settings.ts';
import type { Style } from '../model/host/place.ts';
import type { Finding, Result } from '../model/finding.ts';
import { failed, ok } from '../model/finding.ts';
import { refuseUnanswering } from './configuration/answering.ts';
import { computerName } from './identify.ts';
import { exec } from './process/exec.ts';
import { exists, readIfThere, resolveLinks } from './tree/files.ts';
import { refuseOthers } from './tree/who-decides.ts';

/** Name of the settings file in a host's directory. */
export const SETTINGS_FILE = 'nixos-ai.yaml';
const SYSTEM_SETTINGS = '/etc/nixos-ai/config.yaml';

/**
 * The settings of the host a person means: the directory they named, else `NIXOS_AI_HOST`, else this NixOS computer.
 *
 * Findings: HOST001 the directory is not a host, HOST002 this computer is not NixOS, HOST009 root would go by settings of
 * somebody else, HOST011 the configuration does not answer, CFG… a settings file is wrong.
 */
export async function openHost(
  named: string | undefined,
  environment: string | undefined,
  use: HostUse = 'change',
): Promise<Result<HostSettings>> {
  const opened = await readHostSettings(named, environment);
  if (!opened.ok) return opened;
  const problems = await checkHost(opened.value, use);
  return problems.length > 0 ? failed(...problems) : opened;
}

/** `edit`: only its files, as of a checkout for another machine, which has no running system here. */
export type HostUse = 'change' | 'edit';

/** The same, whether or not the host is one that can be changed: for who looks at what is wrong with it. */
export async function readHostSettings(
  named: string | undefined,
  environment: string | undefined,
): Promise<Result<HostSettings>> {
  const directory = named ?? (environment === '' ? undefined : environment);
  const opened = directory === undefined ? await openThisComputer() : await openDirectory(resolve(directory));
  return opened.ok ? ok(withAttribute(await withRealPlace(opened.value)), opened.findings) : opened;
}

async function openDirectory(directory: string): Promise<Result<HostSettings>> {
  const file = join(directory, SETTINGS_FILE);
  const refused = (await exists(file)) ? refuseOthers('the settings file', file) : undefined;
  if (refused !== undefined) return failed(refused);
  const text = await readIfThere(file);
  if (text === undefined) {
    const what = (await exists(directory)) ? `it has no ${SETTINGS_FILE}` : 'no such directory';
    return failed(notAHost(`${directory} is not a host: ${what}`));
  }
  return readSettings(text.toString('utf8'), file);
}

async function openThisComputer(): Promise<Result<HostSettings>> {
  const refused = refuseOthers('the settings file', SYSTEM_SETTINGS);
  if (refused !== undefined) return failed(refused);
  const text = await readIfThere(SYSTEM_SETTINGS);
  if (text !== undefined) return readSettings(text.toString('utf8'), SYSTEM_SETTINGS);
  if (!(await exists('/etc/NIXOS'))) {
    return failed({
      code: 'HOST002',
      severity: 'error',
      message: 'this computer is not NixOS, and no other host was named',
      fix: 'name one with --host DIR or NIXOS_AI_HOST; `nixos-ai sandbox create DIR` creates one to try things on',
    });
  }
  const silent = await refuseUnanswering('/etc/nixos', exec);
  if (silent !== undefined) return failed(silent);
  return ok(defaultHostSettings(await detectStyle('/etc/nixos')));
}

/** The style is that of the directory which the settings name. */
async function readSettings(text: string, file: string): Promise<Result<HostSettings>> {
  const read = parseHostSettings(text, file, 'channel');
  if (!read.ok) return read;
  const silent = await refuseUnanswering(read.value.place.configuration, exec);
  if (silent !== undefined) return failed(silent);
  const style = await detectStyle(read.value.place.configuration);
  return style === 'channel' ? read : parseHostSettings(text, file, style);
}

async function detectStyle(configuration: string): Promise<Style> {
  return (await exists(join(configuration, 'flake.nix'))) ? 'flake' : 'channel';
}

/**
 * A flake is where its files are: a link to its directory, or to its flake.nix alone (which nixos-rebuild follows, too), names
 * it, and Nix would resolve what it imports from there.
 */
async function withRealPlace(settings: HostSettings): Promise<HostSettings> {
  const { place } = settings;
  if (place.style === 'channel') return settings;
  const directory = await resolveLinks(place.configuration).catch(() => place.configuration);
  const flake = join(directory, 'flake.nix');
  const real = await resolveLinks(flake).catch(() => flake);
  const isOutside = basename(real) === 'flake.nix' && !real.startsWith(`${directory}/`);
  return { ...settings, place: { ...place, configuration: isOutside ? dirname(real) : directory } };
}

function withAttribute(settings: HostSettings): HostSettings {
  if (settings.place.style === 'channel' || settings.place.attribute !== undefined) return settings;
  return { ...settings, place: { ...settings.place, attribute: computerName(), attributeIsHostName: true } };
}

async function checkHost(settings: HostSettings, use: HostUse): Promise<Finding[]> {
  const files = [[settings.place.configuration, 'the configuration directory']] as const;
  const system = [
    [join(settings.place.system, 'current-system'), 'the running system'],
    [settings.place.profile, 'the system profile'],
  ] as const;
  const needed = use === 'edit' ? files : [...files, ...system];
  const missing = await Promise.all(
    needed.map(async ([path, what]) => ((await exists(path)) ? [] : [`${what}, ${path},`])),
  );
  return missing
    .flat()
    .map((what) => notAHost(`${settings.place.root} is not a host that can be changed: ${what} is missing`));
}

function notAHost(message: string): Finding {
  return {
    code: 'HOST001',
    severity: 'error',
    message,
    fix: 'name a directory made by `nixos-ai sandbox create`, or omit --host on NixOS; a checkout for another machine can be edited (`nixos-ai edit`), not switched',
  };
}
