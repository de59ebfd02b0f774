import { splitOptionPath } from '../../engine/model/options/option.ts';
import type { Edit, NixValue } from '../../engine/model/options/value.ts';

/** The edits that people ask for most, on a host with these users. */
export function usualEdits(host: {
  readonly users: readonly string[];
  readonly homes: readonly string[];
}): readonly Edit[] {
  const [user = 'alice'] = host.users.filter((name) => name !== 'root');
  const [home] = host.homes;
  return [
    set('networking.hostName', 'nova'),
    set('time.timeZone', 'Europe/Paris'),
    set('services.openssh.enable', true),
    set('services.openssh.settings.PasswordAuthentication', false),
    set('services.fwupd.enable', true),
    set('virtualisation.docker.enable', true),
    set('boot.loader.systemd-boot.configurationLimit', 10),
    add('environment.systemPackages', pkgs('cowsay')),
    { op: 'remove', path: ['environment', 'systemPackages'], items: [pkgs('git')] },
    add('networking.firewall.allowedTCPPorts', 8443),
    { op: 'add', path: ['users', 'users', user, 'extraGroups'], items: ['docker'] },
    { op: 'unset', path: ['services', 'printing', 'enable'] },
    ...(home === undefined ? [] : homeEdits(home)),
  ];
}

function homeEdits(user: string): readonly Edit[] {
  const below = (...names: readonly string[]): readonly string[] => ['home-manager', 'users', user, ...names];
  return [
    { op: 'add', path: below('home', 'packages'), items: [pkgs('cowsay')] },
    { op: 'set', path: below('programs', 'git', 'enable'), value: true },
  ];
}

function set(option: string, value: NixValue): Edit {
  return { op: 'set', path: splitOptionPath(option), value };
}

function add(option: string, item: NixValue): Edit {
  return { op: 'add', path: splitOptionPath(option), items: [item] };
}

function pkgs(name: string): NixValue {
  return { type: 'pkgs', path: [name] };
}
