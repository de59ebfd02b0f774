# In place of the sandbox's own module of this name: the host is `/` of a computer that Debian's systemd runs. Its own
# programs set up /etc and write the boot menu as in any sandbox; what boots is systemd.
{ config, lib, pkgs, ... }:
let
  cfg = config.sandbox;
  programs = builtins.path {
    path = ../../programs;
    name = "machine-programs";
  };
  option = type: default: description: lib.mkOption { inherit type default description; };
in
{
  options.sandbox = {
    root = option lib.types.str "/" "The directory that stands for `/`.";
    node = option lib.types.str "/usr/local/bin/node" "The Node.js that runs the programs of the host.";
    listenAddress = option lib.types.str "127.0.0.1" "The address on which services listen.";
    initInterfaceVersion = option lib.types.int 2 "What init and the units of a system agree on.";
    program = lib.mkOption {
      type = lib.types.functionTo lib.types.str;
      readOnly = true;
      internal = true;
      description = "The command line of one of the programs, by its name; the root is its first argument.";
    };
  };

  config = {
    sandbox.program =
      name: if name == "supervisor" then "/lib/systemd/systemd" else "${cfg.node} ${programs}/${name}.mjs ${cfg.root}";

    environment.systemPackages = lib.mkAfter [
      (pkgs.writeShellScriptBin "systemctl" ''exec /usr/bin/systemctl "$@"'')
      (pkgs.writeShellScriptBin "systemd-run" ''exec /usr/bin/systemd-run "$@"'')
    ];
  };
}
