# The toplevel: what one build of a host gives.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkOption types;
  root = config.sandbox.root;

  failed = map (each: each.message) (builtins.filter (each: !each.assertion) config.assertions);
  checked =
    toplevel:
    if failed != [ ] then
      throw "\nFailed assertions:\n${lib.concatMapStringsSep "\n" (message: "- ${message}") failed}"
    else
      lib.showWarnings config.warnings toplevel;

  kernel = config.boot.kernelPackages.kernel;

  preSwitchCheck = ''
    #!/bin/sh
    incoming=''${1-}
    action=''${2-}
    failed=0
    ${lib.concatStrings (lib.mapAttrsToList checkScript config.system.preSwitchChecks)}
    if [ "$failed" != 0 ]; then
      echo "Pre-switch checks failed"
      exit 1
    fi
  '';
  # A subshell whose status is asked ignores `set -e`: the text is a script of its own.
  checkScript = name: text: ''
    if ! sh -e -c ${lib.escapeShellArg text} pre-switch-check "$incoming" "$action"; then
      echo "Pre-switch check '${name}' failed"
      failed=1
    fi
  '';

  # The lock is held by the process itself, so that it ends with it however it ends.
  switchToConfiguration = ''
    #!/bin/sh
    case "''${1-}" in
      switch|boot|test|dry-activate)
        mkdir -p ${root}/run/nixos
        exec 9>>${root}/run/nixos/switch-to-configuration.lock
        if command -v flock >/dev/null 2>&1; then
          flock -n 9 || { echo "Could not acquire lock" >&2; exit 11; }
        fi
        ;;
    esac
    exec ${config.sandbox.program "switch-to-configuration"} '@out@' "$@"
  '';

  init = ''
    #!/bin/sh
    # What the boot loader starts: activation, then the supervisor in place of this shell.
    mkdir -p ${root}/run
    ln -sfn '@out@' ${root}/run/booted-system
    '@out@'/activate
    exec ${config.sandbox.program "supervisor"}
  '';
in
{
  options.system = {
    build = mkOption {
      type = types.lazyAttrsOf types.unspecified;
      default = { };
      internal = true;
      description = "What can be built from the configuration.";
    };
    path = mkOption {
      type = types.package;
      internal = true;
      description = "The packages of the host in one tree.";
    };
    preSwitchChecks = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = { failsEveryTime = "false"; };
      description = "Shell commands that must succeed before a switch. They get the new toplevel and the action.";
    };
    switch.inhibitors = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = { dbus = "broker"; };
      description = "Texts that refuse a live switch when they change: the new system has to be booted.";
    };
  };

  config.system.preSwitchChecks = lib.mkIf (config.system.switch.inhibitors != { }) {
    switchInhibitors = ''
      case "''${2-}" in boot) exit 0 ;; esac
      current=${root}/run/current-system/switch-inhibitors
      if [ -e "$current" ] && ! cmp -s "$current" "''${1-}/switch-inhibitors"; then
        echo "There are changes to critical components of the system."
        echo "You probably want to run 'nixos-rebuild boot' and reboot your system instead."
        exit 1
      fi
    '';
  };

  config.system.build.toplevel = checked (
    pkgs.runCommand "nixos-system-${config.networking.hostName}-${config.system.nixos.label}"
      {
        activate = config.system.build.activationText;
        inherit preSwitchCheck switchToConfiguration init;
        passAsFile = [ "activate" "preSwitchCheck" "switchToConfiguration" "init" ];
      }
      ''
        mkdir -p $out/bin
        place() {
          sed "s|@out@|$out|g" "$1" > "$2"
          chmod +x "$2"
        }
        place "$activatePath" $out/activate
        place "$preSwitchCheckPath" $out/pre-switch-check
        place "$switchToConfigurationPath" $out/bin/switch-to-configuration
        place "$initPath" $out/init
        ln -s ${config.system.build.etc}/etc $out/etc
        ln -s ${config.system.path} $out/sw
        ln -s ${kernel}/bzImage $out/kernel
        ln -s ${kernel} $out/kernel-modules
        printf '%s' ${toString config.sandbox.initInterfaceVersion} > $out/init-interface-version
        printf '%s' ${lib.escapeShellArg (builtins.toJSON config.system.switch.inhibitors)} > $out/switch-inhibitors
        printf '%s' "initrd for ${kernel.modDirVersion}" > $out/initrd
        printf '%s' ${lib.escapeShellArg (toString config.boot.kernelParams)} > $out/kernel-params
        printf '%s' ${lib.escapeShellArg config.system.nixos.label} > $out/nixos-version
        printf '%s' ${lib.escapeShellArg pkgs.system} > $out/system
      ''
  );
}
