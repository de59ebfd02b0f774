import type { HostPlace, HostSite } from '../../model/host/place.ts';
import type { CommandResult } from '../../model/command.ts';
import type { Finding } from '../../model/finding.ts';
import { evaluationFinding, nixMessage } from '../../nix/errors.ts';
import { missingHost } from '../../nix/flake/missing-host.ts';
import { flakeHostNames } from '../../nix/modules/modules.ts';
import { readConfiguration } from '../tree/config-tree.ts';
import type { FlakePlace } from './flake-source.ts';
import { explainWithheld } from './withheld.ts';

/**
 * Why an evaluation gave nothing: what Nix says, or, where it can only name what it did not find, why that is: DOC024 the
 * flake has no such host, EVAL005 git withholds a file, EVAL006 it lies outside of the flake.
 */
export async function whyRefused(
  result: CommandResult,
  site: HostSite,
  flake: FlakePlace | undefined,
): Promise<readonly Finding[]> {
  const plain = [evaluationFinding(result, site)];
  if (flake === undefined || result.spawnError !== undefined || result.timedOut) return plain;
  const missing = await missingAttribute(result, site);
  if (missing !== undefined) return [missing];
  const withheld =
    flake.repository === undefined ? [] : await explainWithheld(flake.repository, result.stderr);
  if (withheld.length > 0) return withheld;
  const outside = outsideOf(result.stderr, site.place, flake);
  return outside === undefined ? plain : [outside];
}

async function missingAttribute(
  { stderr }: CommandResult,
  { place }: HostSite,
): Promise<Finding | undefined> {
  const said = nixMessage(stderr);
  const { attribute = '' } = place;
  if (!said.startsWith(`attribute '${attribute}' missing`) || !stderr.includes('/nix/engine/host.nix'))
    return undefined;
  return missingHost(attribute, flakeHostNames(await readConfiguration(place)).names);
}

/** EVAL006: Nix looked beside the flake in the store, where nothing of the work tree is. */
function outsideOf(stderr: string, place: HostPlace, flake: FlakePlace): Finding | undefined {
  const said = nixMessage(stderr);
  const path = /\/nix\/store\/(?![0-9a-z]{32}-)(?<path>[^'"\n]+)['"]/u.exec(said)?.groups?.['path'];
  if (path === undefined) return undefined;
  const whole = flake.repository?.root ?? place.configuration;
  const message = `the flake refers to ${path}, which lies outside of ${whole}: Nix gives a flake no file from there`;
  const fix =
    flake.repository === undefined
      ? `move the file into ${whole}; or keep both in one git repository (git init above them), and the flake may be a directory of it`
      : `move the file into ${whole}`;
  return { code: 'EVAL006', severity: 'error', message, fix };
}
