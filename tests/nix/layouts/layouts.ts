/** Files of a flake by path, and what is particular about how its hosts are made. */
export type Layout = readonly [name: string, files: Readonly<Record<string, string>>];

const DESK = '  networking.hostName = "desk";\n  services.openssh.enable = true;\n';
const LIST = 'environment.systemPackages = with pkgs; [\n    htop\n    git\n  ];\n';
const PACKAGES = `{ pkgs, ... }:\n{\n  ${LIST}}\n`;
const COMMON = '{\n  networking.firewall.allowedTCPPorts = [ 22 ];\n}\n';
const LAP = '{\n  imports = [ ../../common.nix ];\n\n  networking.hostName = "lap";\n}\n';

/** Two hosts in a directory each, and what both have. */
const TREE = {
  'hosts/desk/default.nix': `{\n  imports = [\n    ./packages.nix\n    ../../common.nix\n  ];\n\n${DESK}}\n`,
  'hosts/desk/packages.nix': PACKAGES,
  'hosts/lap/default.nix': LAP,
  'common.nix': COMMON,
};

/** The same without what hosts import themselves. */
const ALONE = {
  'desk.nix': `{ pkgs, ... }:\n{\n${DESK}  ${LIST}}\n`,
  'lap.nix': '{ networking.hostName = "lap"; }\n',
  'common.nix': COMMON,
};

function flake(body: string, args = '{ self, nixpkgs, ... }@inputs'): string {
  return `{\n  outputs = ${args}:\n${body};\n}\n`;
}

function hosts(body: string, head = ''): string {
  return flake(`    ${head}{\n      nixosConfigurations = ${body};\n    }`);
}

const SYSTEM = 'nixpkgs.lib.nixosSystem';

/** One host of each, with its own list. */
function both(desk: string, lap: string, head = ''): string {
  return hosts(`{\n        desk = ${desk};\n        lap = ${lap};\n      }`, head);
}

function system(modules: string): string {
  return `${SYSTEM} { modules = [ ${modules} ]; }`;
}

const withFlake = (text: string, files: Readonly<Record<string, string>> = TREE): Layout[1] => ({
  'flake.nix': text,
  ...files,
});

const PLAIN: readonly Layout[] = [
  ['a call of nixosSystem each', withFlake(both(system('./hosts/desk'), system('./hosts/lap')))],
  [
    'attribute paths',
    withFlake(
      flake(
        `    {\n      nixosConfigurations.desk = ${system('./hosts/desk')};\n      nixosConfigurations.lap = ${system('./hosts/lap')};\n    }`,
      ),
    ),
  ],
  [
    'a let around the call',
    withFlake(both(`let user = "a"; in ${system('./hosts/desk')}`, system('./hosts/lap'))),
  ],
  [
    'a function that is called by name',
    withFlake(
      both(
        'mk "desk"',
        'mk "lap"',
        `let mk = name: ${SYSTEM} { modules = [ (./hosts + "/\${name}") ]; }; in `,
      ),
    ),
  ],
  [
    'a function of a set',
    withFlake(
      both(
        'mkHost { name = "desk"; }',
        'mkHost { name = "lap"; extra = [ { } ]; }',
        `let mkHost = { name, extra ? [ ] }: ${SYSTEM} { modules = [ ./hosts/\${name} ] ++ extra; }; in `,
      ),
    ),
  ],
  [
    'genAttrs over names',
    withFlake(
      hosts(
        `nixpkgs.lib.genAttrs [ "desk" "lap" ] (name: ${SYSTEM} { modules = [ (./hosts + "/\${name}") ]; })`,
      ),
    ),
  ],
  [
    'listToAttrs of map',
    withFlake(
      hosts(
        `builtins.listToAttrs (map (name: { inherit name; value = ${SYSTEM} { modules = [ ./hosts/\${name} ]; }; }) [ "desk" "lap" ])`,
      ),
    ),
  ],
  [
    'mapAttrs over a table',
    withFlake(
      hosts(
        `nixpkgs.lib.mapAttrs (name: host: ${SYSTEM} { modules = [ host.path ]; }) { desk.path = ./hosts/desk; lap.path = ./hosts/lap; }`,
      ),
    ),
  ],
  [
    'a directory that is read',
    withFlake(
      hosts(
        `builtins.mapAttrs (name: _: ${SYSTEM} { modules = [ (./hosts + "/\${name}") ]; }) (builtins.readDir ./hosts)`,
      ),
    ),
  ],
  [
    'directories of a directory that is read',
    withFlake(
      hosts(
        `let inherit (nixpkgs) lib; names = builtins.attrNames (lib.filterAttrs (_: type: type == "directory") (builtins.readDir ./hosts)); in lib.genAttrs names (name: ${SYSTEM} { modules = [ ./hosts/\${name} ]; })`,
      ),
    ),
  ],
  [
    'a file of hosts',
    {
      ...TREE,
      'flake.nix': hosts('import ./hosts { inherit nixpkgs; }'),
      'hosts/default.nix': `{ nixpkgs }:\n{\n  desk = ${system('./desk')};\n  lap = ${system('./lap')};\n}\n`,
    },
  ],
  [
    'outputs in a file of their own',
    {
      ...TREE,
      'flake.nix': '{\n  outputs = inputs: import ./outputs.nix inputs;\n}\n',
      'outputs.nix': `{ nixpkgs, ... }:\n{\n  nixosConfigurations.desk = ${system('./hosts/desk')};\n  nixosConfigurations.lap = ${system('./hosts/lap')};\n}\n`,
    },
  ],
  [
    'a function in a file',
    {
      ...TREE,
      'flake.nix': both('mkHost "desk"', 'mkHost "lap"', 'let mkHost = import ./lib/mk-host.nix inputs; in '),
      'lib/mk-host.nix': `{ nixpkgs, self, ... }:\nname:\n${SYSTEM} {\n  specialArgs = { inherit self; };\n  modules = [ ../hosts/\${name} ];\n}\n`,
    },
  ],
  [
    'a library of functions',
    {
      ...TREE,
      'flake.nix': hosts('lib.mapHosts ./hosts', 'let lib = import ./lib { inherit inputs; }; in '),
      'lib/default.nix':
        '{ inputs }:\nlet\n  inherit (inputs) nixpkgs;\nin\nrec {\n  mkHost = path: nixpkgs.lib.nixosSystem { modules = [ path ]; };\n  mapHosts = dir: builtins.mapAttrs (name: _: mkHost (dir + "/${name}")) (builtins.readDir dir);\n}\n',
    },
  ],
  [
    'an extended library',
    withFlake(
      both(
        'lib.mkHost ./hosts/desk',
        'lib.mkHost ./hosts/lap',
        'let lib = nixpkgs.lib // { mkHost = path: nixpkgs.lib.nixosSystem { modules = [ path ]; }; }; in ',
      ),
    ),
  ],
  [
    'a set that imports',
    withFlake(both(system('{ imports = [ ./hosts/desk ]; }'), system('{ imports = [ ./hosts/lap ]; }'))),
  ],
  ['a path made of self', withFlake(both(system('"${self}/hosts/desk"'), system('(self + "/hosts/lap")')))],
  [
    'the name of the function inherited',
    withFlake(
      both(
        'nixosSystem { modules = [ ./hosts/desk ]; }',
        'nixosSystem { modules = [ ./hosts/lap ]; }',
        'let inherit (nixpkgs.lib) nixosSystem; in ',
      ),
    ),
  ],
  [
    'the name of the function by with',
    withFlake(
      both(
        'nixosSystem { modules = [ ./hosts/desk ]; }',
        'nixosSystem { modules = [ ./hosts/lap ]; }',
        'with nixpkgs.lib; ',
      ),
    ),
  ],
  [
    'modules joined of lists',
    withFlake(
      both(
        `${SYSTEM} { modules = common ++ [ ./desk.nix ]; }`,
        `${SYSTEM} { modules = common ++ [ ./lap.nix ]; }`,
        'let common = [ ./common.nix ]; in ',
      ),
      ALONE,
    ),
  ],
  [
    'a recursive set of arguments',
    withFlake(
      both(
        `${SYSTEM} rec { system = "x"; specialArgs = { inherit system; }; modules = [ ./hosts/desk ]; }`,
        system('./hosts/lap'),
      ),
    ),
  ],
  [
    'systems beside the hosts',
    withFlake(
      flake(
        `    inputs.flake-utils.lib.eachDefaultSystem (system: { }) // {\n      nixosConfigurations.desk = ${system('./hosts/desk')};\n      nixosConfigurations.lap = ${system('./hosts/lap')};\n    }`,
      ),
    ),
  ],
  [
    'hosts folded into one set',
    withFlake(
      hosts(
        `builtins.foldl' nixpkgs.lib.recursiveUpdate { } (map (name: { \${name} = ${SYSTEM} { modules = [ ./hosts/\${name} ]; }; }) [ "desk" "lap" ])`,
      ),
    ),
  ],
  [
    'outputs merged of parts',
    withFlake(
      flake(
        `    nixpkgs.lib.recursiveUpdate { nixosConfigurations.desk = ${system('./hosts/desk')}; } { nixosConfigurations.lap = ${system('./hosts/lap')}; }`,
      ),
    ),
  ],
];

const MODULES: readonly Layout[] = [
  [
    'a module written in the list',
    withFlake(
      both(
        system(
          './common.nix ./packages.nix { networking.hostName = "desk"; services.openssh.enable = true; }',
        ),
        system('./common.nix { networking.hostName = "lap"; }'),
      ),
      { 'common.nix': COMMON, 'packages.nix': PACKAGES },
    ),
  ],
  [
    'a function written in the list',
    withFlake(
      both(
        system(
          './common.nix { networking.hostName = "desk"; } ({ pkgs, ... }: { environment.systemPackages = [ pkgs.htop pkgs.git ]; services.openssh.enable = true; })',
        ),
        system('./common.nix { networking.hostName = "lap"; }'),
      ),
      { 'common.nix': COMMON },
    ),
  ],
  [
    'a module that let binds',
    withFlake(
      both(
        system('./common.nix ./packages.nix base'),
        system('./common.nix { networking.hostName = "lap"; }'),
        'let base = { networking.hostName = "desk"; services.openssh.enable = true; }; in ',
      ),
      { 'common.nix': COMMON, 'packages.nix': PACKAGES },
    ),
  ],
  [
    'one configuration for all, named by an argument',
    {
      ...TREE,
      'flake.nix': hosts(
        `nixpkgs.lib.genAttrs [ "desk" "lap" ] (host: ${SYSTEM} { specialArgs = { inherit host; }; modules = [ ./configuration.nix ]; })`,
      ),
      'configuration.nix': '{ host, ... }:\n{\n  imports = [ ./hosts/${host} ];\n}\n',
    },
  ],
  [
    'an import that an argument decides',
    withFlake(
      hosts(
        `nixpkgs.lib.genAttrs [ "desk" "lap" ] (host: ${SYSTEM} { specialArgs = { inherit host; }; modules = [ ./configuration.nix ]; })`,
      ),
      {
        ...ALONE,
        'configuration.nix':
          '{ host, lib, ... }:\n{\n  imports =\n    [ ./common.nix ]\n    ++ lib.optionals (host == "desk") [ ./desk.nix ]\n    ++ lib.optional (host == "lap") ./lap.nix;\n}\n',
      },
    ),
  ],
  [
    'modules of the flake by name',
    withFlake(
      flake(
        `    {\n      nixosModules = { common = ./common.nix; desk = import ./desk.nix; };\n      nixosConfigurations.desk = ${system('self.nixosModules.common self.nixosModules.desk')};\n      nixosConfigurations.lap = ${system('self.nixosModules.common ./lap.nix')};\n    }`,
      ),
      ALONE,
    ),
  ],
  [
    'all modules of the flake',
    withFlake(
      flake(
        `    {\n      nixosModules = import ./modules;\n      nixosConfigurations.desk = ${SYSTEM} { modules = builtins.attrValues self.nixosModules ++ [ ./desk.nix ]; };\n      nixosConfigurations.lap = ${SYSTEM} { modules = [ self.nixosModules.common ./lap.nix ]; };\n    }`,
      ),
      {
        'desk.nix': ALONE['desk.nix'],
        'lap.nix': ALONE['lap.nix'],
        'modules/default.nix': '{\n  common = import ./common.nix;\n}\n',
        'modules/common.nix': COMMON,
      },
    ),
  ],
  [
    'all files below a directory',
    withFlake(
      both(
        `${SYSTEM} { modules = nixpkgs.lib.filesystem.listFilesRecursive ./desk ++ [ ./common.nix ]; }`,
        system('./lap.nix ./common.nix'),
      ),
      {
        'common.nix': COMMON,
        'lap.nix': ALONE['lap.nix'],
        'desk/host.nix': `{\n${DESK}}\n`,
        'desk/more/packages.nix': PACKAGES,
      },
    ),
  ],
  ...importing('(import ./ssh.nix)', '{ lib, ... }: { services.openssh.enable = true; }\n'),
  ...importing(
    '(import ./ssh.nix { on = true; })',
    '{ on }:\n{ lib, ... }:\n{\n  services.openssh.enable = true;\n}\n',
  ),
  ...importing('(./. + "/ssh.nix")', '{ services.openssh.enable = true; }\n'),
  ...importing('./${name}.nix', '{ services.openssh.enable = true; }\n', 'let name = "ssh"; in '),
  ...importing('{ services.openssh.enable = true; }', undefined),
  ...importing('({ lib, ... }: { services.openssh.enable = true; })', undefined),
  ...importsAs('map (name: ./. + "/${name}.nix") [ "ssh" "packages" ]'),
  ...importsAs('builtins.attrValues { a = ./ssh.nix; b = ./packages.nix; }'),
  ...importsAs('with builtins; [ ./ssh.nix ] ++ (if true then [ ./packages.nix ] else [ ])'),
  ...importsAs(
    'builtins.filter (path: baseNameOf path != "default.nix") (map (name: ./. + "/${name}") (builtins.attrNames (builtins.readDir ./.)))',
  ),
];

/** A desk that has its SSH from one import. */
function importing(item: string, file: string | undefined, head = ''): readonly Layout[] {
  const desk = `${head}{\n  imports = [\n    ${item}\n    ./packages.nix\n    ../../common.nix\n  ];\n\n  networking.hostName = "desk";\n}\n`;
  return [
    [
      `an import as ${item.slice(0, 24)}`,
      {
        ...withFlake(both(system('./hosts/desk'), system('./hosts/lap'))),
        'hosts/desk/default.nix': desk,
        ...(file === undefined ? {} : { 'hosts/desk/ssh.nix': file }),
      },
    ],
  ];
}

/** A desk whose imports are one expression. */
function importsAs(list: string): readonly Layout[] {
  return [
    [
      `imports as ${list.slice(0, 24)}`,
      {
        ...withFlake(both(system('./hosts/desk ./common.nix'), system('./hosts/lap'))),
        'hosts/desk/default.nix': `{\n  imports = ${list};\n\n  networking.hostName = "desk";\n}\n`,
        'hosts/desk/ssh.nix': '{\n  services.openssh.enable = true;\n}\n',
      },
    ],
  ];
}

const PARTS = 'inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; }';

function parts(module: string): string {
  return `{\n  outputs = ${PARTS} ${module};\n}\n`;
}

const OF_INPUTS = 'inputs.nixpkgs.lib.nixosSystem';

const FRAMEWORKS: readonly Layout[] = [
  [
    'flake-parts with its hosts written out',
    withFlake(
      parts(
        `{\n    systems = [ "x86_64-linux" ];\n    flake.nixosConfigurations.desk = ${OF_INPUTS} { modules = [ ./hosts/desk ]; };\n    flake.nixosConfigurations.lap = ${OF_INPUTS} { modules = [ ./hosts/lap ]; };\n  }`,
      ),
    ),
  ],
  [
    'flake-parts with a directory of hosts',
    {
      ...TREE,
      'flake.nix': parts('{ imports = [ ./hosts ]; systems = [ ]; }'),
      'hosts/default.nix': `{ inputs, ... }:\n{\n  flake.nixosConfigurations = {\n    desk = ${OF_INPUTS} { modules = [ ./desk ]; };\n    lap = ${OF_INPUTS} { modules = [ ./lap ]; };\n  };\n}\n`,
    },
  ],
  [
    'flake-parts with a module of a function',
    withFlake(
      parts(
        `({ withSystem, ... }: {\n    flake.nixosConfigurations.desk = withSystem "x86_64-linux" ({ system, ... }: ${OF_INPUTS} { modules = [ ./hosts/desk ]; });\n    flake.nixosConfigurations.lap = ${OF_INPUTS} { modules = [ ./hosts/lap ]; };\n  })`,
      ),
    ),
  ],
  [
    'flake-parts with hosts in two modules',
    {
      ...TREE,
      'flake.nix': parts('{ imports = [ ./a.nix ./b.nix ]; }'),
      'a.nix': `{ inputs, ... }:\n{ flake.nixosConfigurations.desk = ${OF_INPUTS} { modules = [ ./hosts/desk ]; }; }\n`,
      'b.nix': `{ inputs, ... }:\n{ flake.nixosConfigurations.lap = ${OF_INPUTS} { modules = [ ./hosts/lap ]; }; }\n`,
    },
  ],
  ['import-tree with modules of one name', dendritic('modules.nixos', 'config.flake.modules.nixos')],
  ['import-tree with modules of the flake', dendritic('nixosModules', 'inputs.self.nixosModules')],
  [
    'import-tree with a module in two files',
    {
      ...dendritic('modules.nixos', 'config.flake.modules.nixos'),
      'modules/desk.nix': '{\n  flake.modules.nixos.desk = {\n    networking.hostName = "desk";\n  };\n}\n',
      'modules/ssh.nix':
        '{\n  flake.modules.nixos.desk = { lib, ... }: {\n    services.openssh.enable = true;\n  };\n}\n',
    },
  ],
  [
    'import-tree with a table of hosts',
    {
      ...ALONE,
      'flake.nix': parts('(inputs.import-tree ./modules)'),
      'modules/hosts.nix': `{ inputs, config, lib, ... }:\n{\n  hosts.desk = ../desk.nix;\n  hosts.lap = ../lap.nix;\n  flake.nixosConfigurations = lib.mapAttrs (_: file: ${OF_INPUTS} { modules = [ file ../common.nix ]; }) config.hosts;\n}\n`,
    },
  ],
  ['snowfall-lib', snowfall('inputs.snowfall-lib.mkFlake { inherit inputs; src = ./.; }', '')],
  [
    'snowfall-lib in a directory',
    snowfall('inputs.snowfall-lib.mkFlake { inherit inputs; src = ./.; snowfall.root = ./nix; }', 'nix/'),
  ],
  [
    'snowfall-lib by its library',
    snowfall('(inputs.snowfall-lib.mkLib { inherit inputs; src = ./.; }).mkFlake { }', ''),
  ],
  ['blueprint', blueprint('inputs.blueprint { inherit inputs; }', '')],
  ['blueprint with a prefix', blueprint('inputs.blueprint { inherit inputs; prefix = "nix/"; }', 'nix/')],
  [
    'blueprint with a host of its own',
    {
      ...blueprint('inputs.blueprint { inherit inputs; }', ''),
      'hosts/lap/default.nix': `{ inputs, ... }:\n{\n  class = "nixos";\n  value = ${OF_INPUTS} { modules = [ ./configuration.nix ]; };\n}\n`,
    },
  ],
  [
    'clan',
    clan('inputs: { inherit (inputs.clan-core.lib.clan { inherit (inputs) self; }) nixosConfigurations; }'),
  ],
  [
    'clan with what machines say',
    {
      'flake.nix':
        '{\n  outputs = inputs:\n    let\n      clan = inputs.clan-core.lib.clan {\n        inherit (inputs) self;\n        machines.desk = { pkgs, ... }: {\n          imports = [ ./common.nix ./packages.nix ];\n          networking.hostName = "desk";\n          services.openssh.enable = true;\n        };\n        machines.lap = { imports = [ ./common.nix ]; networking.hostName = "lap"; };\n      };\n    in\n    { inherit (clan.config) nixosConfigurations; };\n}\n',
      'common.nix': COMMON,
      'packages.nix': PACKAGES,
      'machines/README.nix': '{ }\n',
    },
  ],
  ['clan within flake-parts', clan(`${PARTS} { clan = { }; }`)],
  [
    'flake-utils-plus',
    withFlake(
      '{\n  outputs = inputs: inputs.utils.lib.mkFlake {\n    inherit (inputs) self;\n    inherit inputs;\n    hostDefaults.modules = [ ./common.nix ];\n    hosts.desk.modules = [ ./desk.nix ];\n    hosts.lap.modules = [ ./lap.nix ];\n  };\n}\n',
      ALONE,
    ),
  ],
  [
    'nixos-unified',
    {
      'flake.nix':
        '{\n  outputs = inputs: inputs.nixos-unified.lib.mkFlake { inherit inputs; root = ./.; };\n}\n',
      'configurations/nixos/desk/default.nix': `{\n  imports = [ ../../../common.nix ./packages.nix ];\n${DESK}}\n`,
      'configurations/nixos/desk/packages.nix': PACKAGES,
      'configurations/nixos/lap.nix': '{ imports = [ ../../common.nix ]; networking.hostName = "lap"; }\n',
      'common.nix': COMMON,
    },
  ],
  [
    'flakelight',
    withFlake(
      '{\n  outputs = inputs: inputs.flakelight ./. {\n    inherit inputs;\n    nixosConfigurations.desk = { system = "x86_64-linux"; modules = [ ./hosts/desk ]; };\n    nixosConfigurations.lap = { system = "x86_64-linux"; modules = [ ./hosts/lap ]; };\n  };\n}\n',
    ),
  ],
  [
    'haumea',
    {
      ...TREE,
      'flake.nix': `{\n  outputs = inputs:\n    let\n      data = inputs.haumea.lib.load { src = ./systems; inputs = { inherit inputs; }; };\n    in\n    { nixosConfigurations = builtins.foldl' (all: one: all // one) { } (builtins.attrValues data); };\n}\n`,
      'systems/desk.nix': `{ inputs, ... }:\n{ desk = ${OF_INPUTS} { modules = [ ../hosts/desk ]; }; }\n`,
      'systems/lap.nix': `{ inputs, ... }:\n{ lap = ${OF_INPUTS} { modules = [ ../hosts/lap ]; }; }\n`,
    },
  ],
  [
    'ez-configs',
    {
      'flake.nix': parts('{ ezConfigs.root = ./.; }'),
      'nixos-configurations/desk.nix': ALONE['desk.nix'],
      'nixos-configurations/lap.nix': ALONE['lap.nix'],
      'nixos-modules/default.nix': COMMON,
    },
  ],
  [
    'flake-parts without its outputs around',
    {
      ...TREE,
      'flake.nix': `{\n  outputs = inputs: (inputs.flake-parts.lib.evalFlakeModule { inherit inputs; } {\n    flake.nixosConfigurations.desk = ${OF_INPUTS} { modules = [ ./hosts/desk ]; };\n    flake.nixosConfigurations.lap = ${OF_INPUTS} { modules = [ ./hosts/lap ]; };\n  }).config.flake;\n}\n`,
    },
  ],
  [
    'flake-parts with a module of elsewhere that makes hosts',
    {
      ...TREE,
      'flake.nix': parts('{ imports = [ inputs.configs.flakeModule ./hosts.nix ]; }'),
      'hosts.nix':
        '{\n  configurations.nixos.desk.modules = [ ./hosts/desk ];\n  configurations.nixos.lap.modules = [ ./hosts/lap ];\n}\n',
    },
  ],
  [
    'clan with the modules of hosts that the flake has besides',
    {
      ...TREE,
      'machines/README.nix': '{ }\n',
      'flake.nix': parts(
        `({ self, ... }: {\n    flake.base.desk = ${OF_INPUTS} { modules = [ ./hosts/desk ]; };\n    flake.base.lap = ${OF_INPUTS} { modules = [ ./hosts/lap ]; };\n    clan.machines = builtins.mapAttrs (_: host: { imports = host._module.args.modules; }) self.base;\n  })`,
      ),
    },
  ],
  [
    'a library of its own, in layers',
    {
      ...withFlake(
        hosts(
          `let lib = (nixpkgs.lib.makeExtensible (self: { modulesOf = name: [ (self.directory + "/\${name}") ]; directory = ./hosts; mk = name: nixpkgs.lib.nixosSystem { modules = self.modulesOf name; }; })).extend (nixpkgs.lib.composeManyExtensions [ (final: prev: { names = [ "desk" ]; }) (final: prev: { names = prev.names ++ [ "lap" ]; }) ]); in nixpkgs.lib.genAttrs lib.names lib.mk`,
        ),
      ),
    },
  ],
  [
    'inputs that a function makes of others',
    withFlake(
      `{\n  outputs = args:\n    let\n      inputs = args.patcher.patch args ./patch.nix;\n    in\n    {\n      nixosConfigurations.desk = ${OF_INPUTS} { modules = [ ./hosts/desk ]; };\n      nixosConfigurations.lap = ${OF_INPUTS} { modules = [ ./hosts/lap ]; };\n    };\n}\n`,
      { ...TREE, 'patch.nix': '{ fetchpatch, ... }:\n{\n  nixpkgs = [ ];\n}\n' },
    ),
  ],
  [
    'lite-config',
    {
      ...TREE,
      'flake.nix': parts(
        '{ imports = [ inputs.lite-config.flakeModule ]; lite-config = { lib, ... }: { hostModuleDir = ./hosts; systemModules = [ ./all.nix ]; hosts.desk.system = "x86_64-linux"; hosts.lap.system = "x86_64-linux"; }; }',
      ),
      'all.nix': '{\n  services.cron.enable = false;\n}\n',
    },
  ],
  [
    'flake-parts with the hosts in a partition',
    {
      ...TREE,
      'flake.nix': parts(
        '{ imports = [ inputs.flake-parts.flakeModules.partitions ]; partitionedAttrs.nixosConfigurations = "nixos"; partitions.nixos.module = ./nixos.nix; }',
      ),
      'nixos.nix': `{ inputs, ... }:\n{\n  flake.nixosConfigurations.desk = ${OF_INPUTS} { modules = [ ./hosts/desk ]; };\n  flake.nixosConfigurations.lap = ${OF_INPUTS} { modules = [ ./hosts/lap ]; };\n}\n`,
    },
  ],
  [
    'easy-hosts',
    {
      ...TREE,
      'flake.nix': parts(
        '{ easy-hosts = { path = ./hosts; hosts.desk.arch = "x86_64"; hosts.lap = { }; }; }',
      ),
    },
  ],
  [
    'npins beside the flake',
    {
      ...withFlake(both(system('./hosts/desk'), system('./hosts/lap'), 'let sources = import ./npins; in ')),
      'npins/default.nix': '{ }\n',
    },
  ],
  [
    'niv beside the flake',
    {
      ...withFlake(
        both(
          `${SYSTEM} { specialArgs = { inherit sources; }; modules = [ ./hosts/desk ]; }`,
          system('./hosts/lap'),
          'let sources = import ./nix/sources.nix; in ',
        ),
      ),
      'nix/sources.nix': '{ nixpkgs = { }; }\n',
    },
  ],
  [
    'home-manager as a module',
    withFlake(
      both(
        system(
          './hosts/desk inputs.home-manager.nixosModules.home-manager { nixpkgs.hostPlatform = "x86_64-linux"; }',
        ),
        system('./hosts/lap'),
      ),
    ),
  ],
  [
    'homes by the names of their files',
    {
      ...withFlake(
        both(
          system('inputs.home-manager.nixosModules.home-manager ./hosts/desk ./homes'),
          system('./hosts/lap'),
        ),
      ),
      'homes/default.nix':
        '{ lib, ... }:\n{\n  home-manager.users = lib.genAttrs [ "alice" "bob" ] (name: import (./. + "/${name}.nix"));\n}\n',
      'homes/alice.nix': '{ pkgs, ... }:\n{\n  programs.git.enable = true;\n}\n',
      'homes/bob.nix': '{\n  programs.git.enable = true;\n}\n',
    },
  ],
  [
    'a home of its own beside them',
    withFlake(
      flake(
        `    {\n      homeConfigurations."alice@desk" = inputs.home-manager.lib.homeManagerConfiguration { modules = [ ./alice.nix ]; };\n      nixosConfigurations.desk = ${system('./hosts/desk')};\n      nixosConfigurations.lap = ${system('./hosts/lap')};\n    }`,
      ),
      { ...TREE, 'alice.nix': '{\n  programs.git.enable = true;\n}\n' },
    ),
  ],
  [
    'nix-darwin beside them, with modules of both',
    withFlake(
      flake(
        `    {\n      darwinConfigurations.mac = inputs.darwin.lib.darwinSystem { modules = [ ./common.nix ./mac.nix ]; };\n      nixosConfigurations.desk = ${system('./hosts/desk')};\n      nixosConfigurations.lap = ${system('./hosts/lap')};\n    }`,
      ),
      { ...TREE, 'mac.nix': '{\n  networking.hostName = "mac";\n}\n' },
    ),
  ],
  [
    'disko',
    withFlake(
      both(
        system('inputs.disko.nixosModules.disko ./disks.nix ./hosts/desk'),
        system('inputs.disko.nixosModules.disko (import ./disk.nix { device = "/dev/vda"; }) ./hosts/lap'),
      ),
      {
        ...TREE,
        'disks.nix':
          '{\n  disko.devices.disk.main = {\n    type = "disk";\n    device = "/dev/sda";\n  };\n}\n',
        'disk.nix': '{ device, ... }:\n{\n  disko.devices.disk.main.device = device;\n}\n',
      },
    ),
  ],
  [
    'microvm, with virtual machines in the host',
    withFlake(
      both(system('inputs.microvm.nixosModules.host ./vms.nix ./hosts/desk'), system('./hosts/lap')),
      {
        ...TREE,
        'vms.nix':
          '{\n  microvm.vms.web.config = { pkgs, ... }: {\n    networking.hostName = "web";\n    services.nginx.enable = true;\n  };\n}\n',
      },
    ),
  ],
  [
    'the modules of other hosts',
    withFlake(
      flake(
        `    let\n      base = {\n        desk = ${system('./hosts/desk')};\n        lap = ${system('./hosts/lap')};\n      };\n    in\n    {\n      nixosConfigurations = builtins.mapAttrs (_: host: ${SYSTEM} { modules = host._module.args.modules ++ [ { } ]; }) base;\n    }`,
      ),
    ),
  ],
  [
    'another host with more modules',
    withFlake(
      flake(
        `    let\n      base = ${system('./common.nix')};\n    in\n    {\n      nixosConfigurations.desk = base.extendModules { modules = [ ./desk.nix ]; };\n      nixosConfigurations.lap = base.extendModules { modules = [ ./lap.nix ]; };\n    }`,
      ),
      ALONE,
    ),
  ],
  [
    'twenty hosts of one function',
    withFlake(
      hosts(
        `let names = [ "desk" "lap" ${Array.from({ length: 18 }, (_, at) => `"h${at}"`).join(' ')} ]; in nixpkgs.lib.genAttrs names (name: ${SYSTEM} { modules = [ ./common.nix (if name == "desk" then ./desk.nix else { networking.hostName = name; }) ]; })`,
      ),
      ALONE,
    ),
  ],
  [
    'forty modules of one host',
    {
      ...withFlake(both(system('./hosts/desk'), system('./hosts/lap'))),
      'hosts/desk/default.nix': `{\n  imports = [\n    ./packages.nix\n    ../../common.nix\n    ../../parts\n  ];\n\n${DESK}}\n`,
      'parts/default.nix': `{\n  imports = [\n${Array.from({ length: 40 }, (_, at) => `    ./p${at}.nix`).join('\n')}\n  ];\n}\n`,
      ...Object.fromEntries(
        Array.from({ length: 40 }, (_, at) => [
          `parts/p${at}.nix`,
          `{\n  services.s${at}.enable = false;\n}\n`,
        ]),
      ),
    },
  ],
];

function dendritic(attribute: string, read: string): Layout[1] {
  return {
    'flake.nix': parts('(inputs.import-tree ./modules)'),
    'modules/hosts.nix': `{ inputs, config, ... }:\n{\n  flake.nixosConfigurations.desk = ${OF_INPUTS} {\n    modules = [ ${read}.desk ${read}.common ${read}.packages ];\n  };\n  flake.nixosConfigurations.lap = ${OF_INPUTS} {\n    modules = [ ${read}.lap ${read}.common ];\n  };\n}\n`,
    'modules/desk.nix': `{\n  flake.${attribute}.desk = {\n    networking.hostName = "desk";\n    services.openssh.enable = true;\n  };\n}\n`,
    'modules/lap.nix': `{ flake.${attribute}.lap = { networking.hostName = "lap"; }; }\n`,
    'modules/common.nix': `{\n  flake.${attribute}.common = { lib, ... }: {\n    networking.firewall.allowedTCPPorts = [ 22 ];\n  };\n}\n`,
    'modules/packages.nix': `{\n  flake.${attribute}.packages = { pkgs, ... }: {\n    environment.systemPackages = [ pkgs.htop pkgs.git ];\n  };\n}\n`,
  };
}

function snowfall(outputs: string, root: string): Layout[1] {
  return {
    'flake.nix': `{\n  outputs = inputs: ${outputs};\n}\n`,
    [`${root}systems/x86_64-linux/desk/packages.nix`]: PACKAGES,
    [`${root}systems/x86_64-linux/lap/default.nix`]: '{ networking.hostName = "lap"; }\n',
    [`${root}modules/nixos/common/default.nix`]: COMMON,
    [`${root}systems/x86_64-linux/desk/default.nix`]: `{ lib, ... }:\n{\n  imports = [ ./packages.nix ];\n\n${DESK}}\n`,
  };
}

function blueprint(outputs: string, root: string): Layout[1] {
  const up = root === '' ? '../../' : '../../../';
  return {
    'flake.nix': `{\n  outputs = inputs: ${outputs};\n}\n`,
    [`${root}hosts/desk/configuration.nix`]: `{ hostName, ... }:\n{\n  imports = [ ./packages.nix ${up}common.nix ];\n\n${DESK}}\n`,
    [`${root}hosts/desk/packages.nix`]: PACKAGES,
    [`${root}hosts/lap/configuration.nix`]: `{\n  imports = [ ${up}common.nix ];\n\n  networking.hostName = "lap";\n}\n`,
    'common.nix': COMMON,
  };
}

function clan(outputs: string): Layout[1] {
  return {
    'flake.nix': `{\n  outputs = ${outputs};\n}\n`,
    'machines/desk/configuration.nix': `{\n  imports = [ ./packages.nix ../../common.nix ];\n\n${DESK}}\n`,
    'machines/desk/packages.nix': PACKAGES,
    'machines/lap/configuration.nix': LAP,
    'common.nix': COMMON,
  };
}

/** Ways in which flakes make hosts, each with a host `desk` and a host `lap` that shares a file with it. */
export const LAYOUTS: readonly Layout[] = [...PLAIN, ...MODULES, ...FRAMEWORKS];
