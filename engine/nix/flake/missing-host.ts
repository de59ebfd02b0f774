import type { Finding } from '../../model/finding.ts';

/**
 * DOC024: a flake has no host of a name. `hosts` are those that it is known to have.
 *
 * @example
 * missingHost('foo', ['desk', 'laptop']).message // 'flake.nix has no nixosConfigurations.foo; it has desk, laptop'
 */
export function missingHost(attribute: string, hosts: readonly string[]): Finding {
  // A flake may compute its hosts; then only an evaluation knows.
  const has = hosts.length === 0 ? '' : `; it has ${hosts.join(', ')}`;
  return {
    code: 'DOC024',
    severity: 'error',
    message: `flake.nix has no nixosConfigurations.${attribute}${has}`,
    fix: `set host.attribute in the host settings to ${hosts.length === 0 ? 'the name of this host there' : 'one of these'}`,
  };
}
