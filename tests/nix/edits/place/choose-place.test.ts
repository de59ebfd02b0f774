import { expect, test } from 'vitest';
import type { Edit } from '../../../../engine/model/options/value.ts';
import { applyEdits } from '../../../../engine/nix/edit.ts';
import { add, pkg, set } from '../../support/apply.ts';

type Files = Readonly<Record<string, string>>;

/** A host in files of the usual kinds; its own file defines nothing but its name. */
const SPLIT: Files = {
  'configuration.nix':
    '{\n  imports = [ ./git.nix ./web.nix ./services.nix ./boot.nix ./firewall.nix ./locale.nix ./alice.nix ./unit.nix ./tools.nix ];\n  system.stateVersion = "24.05";\n}\n',
  'git.nix': '{\n  programs.git.enable = true;\n  environment.etc.gitconfig.text = "";\n}\n',
  'web.nix':
    '{\n  services.nginx = {\n    enable = true;\n  };\n  security.acme.acceptTerms = true;\n  systemd.services.nginx.serviceConfig.Nice = 1;\n}\n',
  'services.nix': '{\n  services.fwupd.enable = true;\n}\n',
  'boot.nix': '{\n  boot.loader.timeout = 3;\n}\n',
  'firewall.nix': '{\n  networking.firewall.enable = true;\n}\n',
  'locale.nix': '{\n  time.timeZone = "UTC";\n  i18n = {\n    defaultLocale = "C";\n  };\n}\n',
  'alice.nix': '{\n  users.users.alice.isNormalUser = true;\n}\n',
  'unit.nix': '{\n  systemd.services.backup.script = "true";\n}\n',
  'tools.nix': '{ pkgs, ... }:\n{\n  environment.systemPackages = with pkgs; [\n    git\n    htop\n  ];\n}\n',
};
const { 'services.nix': _, ...WITHOUT_SERVICES } = SPLIT;
/** A home in three files. */
const HOME: Files = {
  'configuration.nix': '{\n  home-manager.users.alice = import ./alice/home.nix;\n}\n',
  'alice/home.nix': '{\n  imports = [ ./git.nix ./shell.nix ];\n  home.stateVersion = "24.05";\n}\n',
  'alice/git.nix': '{\n  programs.git.enable = true;\n  home.file.".gitignore".text = "";\n}\n',
  'alice/shell.nix': '{\n  programs.fish = {\n    enable = true;\n  };\n}\n',
};
/** A flake whose list of modules does not begin with the host's own file. */
const LISTED: Files = {
  'flake.nix':
    '{ outputs = { nixpkgs, ... }: { nixosConfigurations.desk = nixpkgs.lib.nixosSystem { modules = [ ./git.nix { services.openssh.enable = true; } ./desk/configuration.nix ]; }; }; }',
  'git.nix': '{\n  programs.git.enable = true;\n}\n',
  'desk/configuration.nix': '{\n  networking.hostName = "desk";\n}\n',
};

function fileOf(files: Files, edit: Edit): string {
  const flake = files['flake.nix'] === undefined ? {} : { flake: { attribute: 'desk' } };
  const entries = files['flake.nix'] === undefined ? ['configuration.nix'] : [];
  const result = applyEdits({ entries, ...flake, files: new Map(Object.entries(files)) }, [edit]);
  return result.ok ? [...result.value.files.keys()].join(', ') : (result.findings[0]?.message ?? '');
}

test.each<[string, Files, Edit, string]>([
  ['another program, not beside one', SPLIT, set('programs.fish.enable', true), 'configuration.nix'],
  ['more of a program, with it', SPLIT, set('programs.git.lfs.enable', true), 'git.nix'],
  ['another service, where services are', SPLIT, set('services.printing.enable', true), 'services.nix'],
  [
    'another service, not beside one',
    WITHOUT_SERVICES,
    set('services.printing.enable', true),
    'configuration.nix',
  ],
  ['more of a service, into its block', SPLIT, set('services.nginx.group', 'web'), 'web.nix'],
  ['another user', SPLIT, set('users.users.bob.isNormalUser', true), 'configuration.nix'],
  ['what is for all users', SPLIT, set('users.mutableUsers', false), 'configuration.nix'],
  ['more of a user', SPLIT, set('users.users.alice.description', 'Al'), 'alice.nix'],
  ['another unit', SPLIT, set('systemd.services.sync.script', 'true'), 'configuration.nix'],
  ['another file in /etc', SPLIT, set('environment.etc.motd.text', 'hi'), 'configuration.nix'],
  ['what a file is called after', SPLIT, set('boot.kernelParams', ['quiet']), 'boot.nix'],
  ['more of what a file is about', SPLIT, set('networking.firewall.allowPing', false), 'firewall.nix'],
  ['another part of the network', SPLIT, set('networking.domain', 'lan'), 'configuration.nix'],
  ['a value beside values', SPLIT, set('time.hardwareClockInLocalTime', true), 'locale.nix'],
  ['a value in a nested set', SPLIT, set('i18n.supportedLocales', []), 'locale.nix'],
  ['a package, into the list of packages', SPLIT, add('environment.systemPackages', pkg('jq')), 'tools.nix'],
  ['another subject of security', SPLIT, set('security.rtkit.enable', true), 'configuration.nix'],
  [
    "another program of a home, into the home's own file",
    HOME,
    set('home-manager.users.alice.programs.zsh.enable', true),
    'alice/home.nix',
  ],
  [
    'more of a program of a home',
    HOME,
    set('home-manager.users.alice.programs.fish.shellInit', 'x'),
    'alice/shell.nix',
  ],
  [
    'another file of a home',
    HOME,
    set('home-manager.users.alice.home.file.".vimrc".text', ''),
    'alice/home.nix',
  ],
  ['another program of a listed module', LISTED, set('programs.fish.enable', true), 'desk/configuration.nix'],
  [
    'another service than one in flake.nix',
    LISTED,
    set('services.cron.enable', true),
    'desk/configuration.nix',
  ],
  ['more of a service in flake.nix', LISTED, set('services.openssh.ports', [22]), 'flake.nix'],
])('a new definition goes where a person looks for it: %s', (__, files, edit, file) => {
  expect(fileOf(files, edit)).toBe(file);
});
