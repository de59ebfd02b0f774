import type { Finding } from '../../model/finding.ts';
import type { FlakeHosts, OtherOutput } from '../partial/hosts.ts';
import { resolvePathLiteral, type LinkedFiles } from '../paths.ts';

/** NIX113: a file to start from is not there. */
export function missingEntry(entry: string, { links }: LinkedFiles): Finding {
  const target = links?.get(resolvePathLiteral('', entry) ?? entry);
  const message =
    target === undefined
      ? `the module file '${entry}' does not exist in the configuration directory`
      : `the module file '${entry}' is a link to ${target}, which leads to no file`;
  const fix = target === undefined ? 'name an existing file in host.entries' : 'correct the link';
  return { code: 'NIX113', severity: 'error', message, fix };
}

/** NIX113: the flake has no such host; another one's files are never taken for it. */
export function noHost(attribute: string | undefined, hosts: readonly string[]): Finding {
  const has = hosts.length === 0 ? 'it has none' : `it has ${hosts.join(', ')}`;
  const message =
    attribute === undefined
      ? `flake.nix has several hosts and none is named: ${has}`
      : `flake.nix has no nixosConfigurations.${attribute}; ${has}`;
  const fix = hosts.length === 0 ? 'define the host there' : 'set host.attribute to one of these';
  return { code: 'NIX113', severity: 'error', message, fix };
}

/** NIX113: the host is, or may be, there, and which modules it has is computed. */
export function noModules(attribute: string | undefined, hosts: readonly string[]): Finding {
  const host = attribute === undefined ? 'the host' : `'${attribute}'`;
  const named = hosts.length > 0 && attribute !== undefined && !hosts.includes(attribute);
  const others = named ? ` (hosts that can be read: ${hosts.join(', ')})` : '';
  const message = `flake.nix does not show which modules ${host} has${others}`;
  const fix = 'list its files in host.entries in the host settings, or name one file with --file';
  return { code: 'NIX113', severity: 'error', message, fix };
}

const MADE_BY: Readonly<Record<OtherOutput, string>> = {
  homeConfigurations: 'a home that Home Manager makes without NixOS',
  darwinConfigurations: 'a Mac that nix-darwin makes',
};

/** NIX113: what the flake has under the name, or all it has, is not a host of NixOS. */
export function notOfNixos(
  attribute: string | undefined,
  hosts: readonly string[],
  others: FlakeHosts['others'],
): Finding | undefined {
  if (attribute !== undefined && hosts.includes(attribute)) return undefined;
  const named = [...others].find(([, names]) => attribute !== undefined && names.includes(attribute));
  const [output, names] = named ?? (hosts.length === 0 ? [...others][0] : undefined) ?? [];
  if (output === undefined || names === undefined) return undefined;
  const message =
    named === undefined
      ? `flake.nix has no nixosConfigurations; it has ${output}: ${names.join(', ')}`
      : `'${attribute ?? ''}' is ${MADE_BY[output]} (${output}), not a NixOS host`;
  const instead = hosts.length === 0 ? '' : `set host.attribute to one of ${hosts.join(', ')}; or `;
  const fix = `${instead}edit the file that defines it: nixos-ai edit … --file FILE`;
  return { code: 'NIX113', severity: 'error', message, fix };
}
