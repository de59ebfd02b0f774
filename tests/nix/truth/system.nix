# A small system for random configurations: some options of NixOS, by their names, on the sandbox's module system. What
# its own modules define beside (SSH opens its ports, zsh brings a package) no file of a configuration says.
{ configuration, force }:
let
  lib = import ../../../nix/sandbox/channel/lib;
  fake = name: {
    type = "derivation";
    name = "${name}-1.0";
    pname = name;
    version = "1.0";
    outPath = "/nix/store/${builtins.substring 0 32 (builtins.hashString "sha256" name)}-${name}-1.0";
    override = _: (fake name) // { outPath = "/nix/store/00000000000000000000000000000000-${name}-1.0"; };
  };
  named = names: builtins.listToAttrs (map (name: lib.nameValuePair name (fake name)) names);
  pkgs = named [ "htop" "wget" "git" "zsh" "vim" ] // {
    inherit lib;
    sub = named [ "tree" "jq" ] // { htop = fake "sub-htop"; };
  };
  option = type: default: lib.mkOption { inherit type default; description = ""; };
  inherit (lib.types) attrsOf bool int listOf nullOr package str submodule;
  group.options.members = option (listOf str) [ ];
  user.options = {
    extraGroups = option (listOf str) [ ];
    isNormalUser = option bool false;
  };
  file =
    { name, ... }:
    {
      options = {
        enable = option bool true;
        target = option str name;
        text = option (nullOr str) null;
      };
    };
  base =
    { config, ... }:
    {
      options = {
        boot.kernelModules = option (listOf str) [ "loop" ];
        environment.etc = option (attrsOf (submodule file)) { };
        environment.systemPackages = option (listOf package) [ ];
        networking.firewall.allowedTCPPorts = option (listOf int) [ ];
        networking.firewall.allowedUDPPorts = option (listOf int) [ ];
        networking.firewall.enable = option bool true;
        networking.hostName = option str "nixos";
        programs.zsh.enable = option bool false;
        services.nginx.enable = option bool false;
        services.nginx.port = option int 80;
        services.openssh.enable = option bool false;
        time.timeZone = option (nullOr str) null;
        users.groups = option (attrsOf (submodule group)) { };
        users.users = option (attrsOf (submodule user)) { };
        system.build = lib.mkOption { type = lib.types.raw; description = ""; };
      };
      config = {
        boot.kernelModules = lib.mkIf config.services.nginx.enable [ "nf" ];
        environment.systemPackages = lib.mkIf config.programs.zsh.enable [ pkgs.zsh ];
        networking.firewall.allowedTCPPorts = lib.mkIf config.services.openssh.enable [ 22 ];
        users.groups.wheel = { };
        users.users.alice.isNormalUser = true;
        system.build.toplevel = {
          type = "derivation";
          outPath = "/nix/store/${builtins.substring 0 32 hash}-nixos";
          drvPath = "/nix/store/${builtins.substring 0 32 hash}-nixos.drv";
        };
      };
    };
  evaluated = lib.evalModules {
    modules = [ base configuration { _module.args.pkgs = pkgs; } ] ++ force pkgs lib;
  };
  inherit (evaluated) config;
  # What the configuration says, as plain data: what a case is judged by.
  values = {
    "boot.kernelModules" = config.boot.kernelModules;
    "environment.etc" = builtins.mapAttrs (_: entry: entry.text) config.environment.etc;
    "environment.systemPackages" = map (item: item.outPath) config.environment.systemPackages;
    "networking.firewall.allowedTCPPorts" = config.networking.firewall.allowedTCPPorts;
    "networking.firewall.enable" = config.networking.firewall.enable;
    "networking.hostName" = config.networking.hostName;
    "programs.zsh.enable" = config.programs.zsh.enable;
    "services.nginx.enable" = config.services.nginx.enable;
    "services.nginx.port" = config.services.nginx.port;
    "services.openssh.enable" = config.services.openssh.enable;
    "time.timeZone" = config.time.timeZone;
    "users.groups.wheel.members" = config.users.groups.wheel.members;
    "users.users.alice.extraGroups" = config.users.users.alice.extraGroups;
    users = builtins.attrNames config.users.users;
  };
  hash = builtins.hashString "sha256" (builtins.toJSON values);
in
{
  inherit (evaluated) options;
  inherit config pkgs values;
}
