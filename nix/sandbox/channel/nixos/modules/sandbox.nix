# What makes a host a sandbox: the directory that stands for `/`, and the programs that run it.
{ config, lib, pkgs, ... }:
let
  cfg = config.sandbox;
  programs = builtins.path {
    path = ../../programs;
    name = "sandbox-programs";
  };
in
{
  options.sandbox = {
    root = lib.mkOption {
      type = lib.types.strMatching "/[A-Za-z0-9._/+-]*";
      example = "/home/alice/sandbox";
      description = "The directory that stands for `/`. Without blanks: it is part of unit files.";
    };
    node = lib.mkOption {
      type = lib.types.strMatching "/[A-Za-z0-9._/+-]*";
      example = "/usr/bin/node";
      description = "The Node.js (24 or newer) that runs the programs of the sandbox.";
    };
    listenAddress = lib.mkOption {
      type = lib.types.str;
      default = "127.0.0.1";
      description = "The address on which the services of the sandbox listen.";
    };
    initInterfaceVersion = lib.mkOption {
      type = lib.types.int;
      default = 2;
      description = "What the supervisor and the units of a system agree on; a system of another one has to be booted.";
    };
    program = lib.mkOption {
      type = lib.types.functionTo lib.types.str;
      readOnly = true;
      internal = true;
      description = "The command line of one of the programs, by its name; the root is its first argument.";
    };
  };

  config = {
    sandbox.program = name: "${cfg.node} ${programs}/${name}.mjs ${cfg.root}";

    environment.systemPackages =
      let
        program = name: pkgs.writeShellScriptBin name ''exec ${cfg.program name} "$@"'';
        # The supervisor answers; Perl is asked for nothing but itself.
        client =
          name:
          pkgs.writeShellScriptBin name ''
            for perl in /usr/bin/perl /run/current-system/sw/bin/perl; do
              if [ -x "$perl" ]; then exec "$perl" ${programs}/client.pl ${cfg.root} ${name} "$@"; fi
            done
            exec ${cfg.program "client"} ${name} "$@"
          '';
      in
      lib.mkAfter [
        (client "systemctl")
        (client "systemd-run")
        (program "journalctl")
        (program "getent")
        (program "id")
        # The login shell of every account.
        (pkgs.writeShellScriptBin "bash" ''exec /bin/sh "$@"'')
        (pkgs.writeShellScriptBin "nixos-version" "echo ${lib.escapeShellArg config.system.nixos.version}")
      ];
  };
}
