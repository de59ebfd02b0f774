import { failed, type Result } from '../../model/finding.ts';
import type { Installation } from '../../model/installation.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { installInChannel, removeFromChannel } from './channel.ts';
import { installInFlake, removeFromFlake } from './flake.ts';
import type { NewFiles } from './lines.ts';

export type { NewFiles } from './lines.ts';

/** Which of a configuration's forms it has; a flake may have several hosts. */
export interface InstallPlace {
  readonly style: 'channel' | 'flake';
  readonly attribute?: string;
}

/**
 * Our module into a configuration, or out of it: the fewest lines that do, none where it is so already. What cannot be
 * done with certainty is not done.
 *
 * Errors: NIX128 with the very lines to write by hand, and what the edits of files are refused with.
 *
 * @example
 * changeInstallation(config, { style: 'channel' }, { to: 'present', source: '/opt/nixos-ai' })
 */
export function changeInstallation(
  config: ConfigFiles,
  place: InstallPlace,
  installation: Installation,
): Result<NewFiles> {
  const files =
    place.style === 'flake'
      ? inFlake(config, place.attribute, installation)
      : inChannel(config, installation);
  if (!files.ok || installation.lock === undefined) return files;
  return { ...files, value: new Map([...files.value, ['flake.lock', installation.lock]]) };
}

function inChannel(config: ConfigFiles, installation: Installation): Result<NewFiles> {
  return installation.to === 'present' ? installInChannel(config, installation) : removeFromChannel(config);
}

function inFlake(
  config: ConfigFiles,
  attribute: string | undefined,
  installation: Installation,
): Result<NewFiles> {
  const text = config.files.get('flake.nix');
  if (text === undefined) {
    const message = 'the settings say the configuration is a flake, but it has no flake.nix';
    return failed({
      code: 'NIX113',
      severity: 'error',
      message,
      fix: 'correct `style` in the host settings',
    });
  }
  return installation.to === 'present'
    ? installInFlake(text, attribute, installation)
    : removeFromFlake(text, attribute);
}
