import type { HostPlace } from '../../model/host/place.ts';
import type { Approvers } from '../../model/policy.ts';
import type { SystemFacts } from '../../model/system.ts';

/** What is known of the host, and of who asks, beyond what an evaluation tells. */
export interface Relying {
  readonly place: HostPlace;
  /** Hosts that flake.nix names literally; none where it computes them. */
  readonly flakeHosts: readonly string[];
  /** Users of the host on whom this run depends: who asked for it. */
  readonly caller: string | undefined;
  readonly approvers: Approvers | undefined;
  /** The port of the SSH session that this runs in. */
  readonly sessionPort: number | undefined;
  /** Whether the change is the one that brings this program, or takes it out. */
  readonly installs: boolean;
}

/**
 * What this program, or who calls it, takes from the running host and a change alters, a line each. A person reads it before
 * they say yes: afterwards it may be too late to ask.
 *
 * @param before - Undefined where the configuration of before does not evaluate.
 * @example
 * tellRelied(before, after, relying) // ['the host is renamed to foo, and this flake is looked up by …']
 */
export function tellRelied(
  before: SystemFacts | undefined,
  after: SystemFacts,
  relying: Relying,
): readonly string[] {
  return [
    ...renamed(after, relying),
    ...(before === undefined ? [] : RULES.flatMap((rule) => rule(before, after, relying))),
  ];
}

/** The attribute of the flake is the name of the host where nobody says otherwise. */
function renamed(after: SystemFacts, { place, flakeHosts }: Relying): readonly string[] {
  const { attribute = '', attributeIsHostName } = place;
  const name = after.hostName;
  if (attributeIsHostName !== true || name === '' || name === attribute) return [];
  const then = flakeHosts.includes(name)
    ? `after it the next change is one of nixosConfigurations.${name}, not of nixosConfigurations.${attribute}`
    : `flake.nix ${flakeHosts.length === 0 ? 'may have' : 'has'} no nixosConfigurations.${name}, so after it no other change is possible`;
  return [
    `the host will be called ${name}, and its part of the flake is looked up by that name: ${then}. Write host.attribute: ${attribute} into the host settings first (services.nixos-ai.settings.host.attribute), or rename it in flake.nix as well`,
  ];
}

type Rule = (before: SystemFacts, after: SystemFacts, relying: Relying) => readonly string[];

const OWN_FILES = ['nixos-ai/config.yaml', 'nixos-ai/policy.yaml', 'nixos-ai/service.yaml'] as const;
const OWN_PACKAGE = 'nixos-ai';
const ADMINISTRATORS = 'wheel';

const RULES: readonly Rule[] = [
  (before, after, { caller }) => {
    if (caller === undefined || caller === 'root' || !(caller in before.users)) return [];
    if (!(caller in after.users)) return [`you, ${caller}, are no longer a user of this host`];
    const left = (before.users[caller] ?? []).filter((group) => !(after.users[caller] ?? []).includes(group));
    return left.includes(ADMINISTRATORS)
      ? [`you, ${caller}, leave the group ${ADMINISTRATORS}: sudo may no longer let you in`]
      : [];
  },
  (before, after, { approvers }) => {
    const users = (approvers?.users ?? []).filter((name) => name in before.users && !(name in after.users));
    const groups = (approvers?.groups ?? []).filter(
      (name) => before.groups.includes(name) && !after.groups.includes(name),
    );
    const gone = [...users, ...groups];
    return gone.length === 0
      ? []
      : [`policy lets ${gone.join(', ')} approve, and after this change the host does not know them`];
  },
  (before, after) => {
    const [was, is] = [before.relied, after.relied];
    if (was?.sudo === true && is?.sudo === false)
      return ['sudo is switched off: make sure that you can become root without it'];
    return was?.sudoRules !== undefined && is?.sudoRules !== undefined && was.sudoRules !== is.sudoRules
      ? ['the rules of sudo change: make sure that they still let you in']
      : [];
  },
  (before, after) => {
    const [was, is] = [before.relied, after.relied];
    return [
      ...(was?.nix === true && is?.nix === false
        ? [
            'nix.enable becomes false: NixOS no longer installs Nix or runs its daemon, and without another Nix this is the last change that can be made here',
          ]
        : []),
      ...(was?.switch === true && is?.switch === false
        ? [
            'system.switch.enable is off: nobody can switch to this system, or to another from it, without a reboot',
          ]
        : []),
    ];
  },
  (before, after, { sessionPort: port }) => {
    if (port === undefined || !after.ports.firewall || after.ports.tcp.includes(port)) return [];
    const wasOpen = !before.ports.firewall || before.ports.tcp.includes(port);
    return wasOpen ? [`the firewall closes port ${port}, through which you are logged in`] : [];
  },
  (before, after) => {
    const [was, is] = [before.relied?.system, after.relied?.system];
    return was !== undefined && is !== undefined && was !== '' && is !== '' && was !== is
      ? [`the system is one for ${is}, and this computer runs one for ${was}`]
      : [];
  },
  (before, after) => {
    const [was, is] = [before.relied?.timeZone, after.relied?.timeZone];
    return was !== undefined && is !== undefined && was !== is
      ? [`the time zone becomes ${is ?? 'UTC'}: windows and schedules are in the time of the host`]
      : [];
  },
  (before, after, { place }) => {
    if (place.style === 'flake') return [];
    const [was = [], is = []] = [before.relied?.nixPath, after.relied?.nixPath];
    if (is.length === 0 || JSON.stringify(was) === JSON.stringify(is)) return [];
    const file = is.find((entry) => entry.startsWith('nixos-config='))?.slice('nixos-config='.length);
    const moved = file !== undefined && !`${file}/`.startsWith(`${place.configuration}/`);
    return [
      moved
        ? `nix.nixPath names ${file} as the configuration, and changes are made in ${place.configuration}: set host.configuration in the host settings`
        : 'nix.nixPath changes: what <nixpkgs> and <nixos-config> lead to may be another from the next login on',
    ];
  },
  (before, after, { installs }) => {
    if (installs) return [];
    const changed = OWN_FILES.filter(
      (name) => name in before.etc && before.etc[name] !== after.etc[name],
    ).map((name) => `/etc/${name}`);
    return changed.length === 0
      ? []
      : [
          `the settings of this program change (${changed.join(', ')}): where it keeps its state, whom it obeys and what it may do are read from there`,
        ];
  },
  (before, after, { installs }) => {
    const has = (facts: SystemFacts): boolean => facts.packages.some(({ name }) => name === OWN_PACKAGE);
    return !installs && has(before) && !has(after)
      ? ['this program is no longer installed: keep another way to roll the change back']
      : [];
  },
];
