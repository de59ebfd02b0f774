# The script that makes a running host follow a configuration: `/etc`, accounts, and what the user adds.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkOption types;
  cfg = config.system.activationScripts;

  snippet = {
    options = {
      deps = mkOption {
        type = types.listOf types.str;
        default = [ ];
        description = "The scripts that run before this one.";
      };
      text = mkOption {
        type = types.lines;
        description = "The shell commands.";
      };
      supportsDryActivation = mkOption {
        type = types.bool;
        default = false;
        description = "Whether the script also runs in a dry activation.";
      };
    };
  };

  # Every script after those it names.
  ordered =
    let
      visit =
        seen: name:
        if builtins.elem name seen then
          seen
        else
          builtins.foldl' visit seen (builtins.filter (dep: cfg ? ${dep}) cfg.${name}.deps) ++ [ name ];
      step = seen: name: if builtins.elem name seen then seen else lib.unique (visit seen name);
    in
    builtins.foldl' step [ ] (builtins.attrNames cfg);

  # A script that fails is reported, and the next one runs: that is how a host activates.
  run = name: ''
    #### Activation script snippet ${name}:
    (
    set -e
    ${cfg.${name}.text}
    )
    _localstatus=$?
    if [ "$_localstatus" -gt 0 ]; then
      _status=1
      printf "Activation script snippet '%s' failed (%s)\n" ${lib.escapeShellArg name} "$_localstatus"
    fi
  '';
in
{
  options.system.activationScripts = mkOption {
    type = types.attrsOf (types.coercedTo types.str (text: { inherit text; }) (types.submodule snippet));
    default = { };
    description = "Shell commands that run when a configuration is activated. They must bear being run again.";
  };

  config = {
    system.activationScripts = {
      etc.text = ''
        echo "setting up /etc..."
        ${config.sandbox.program "setup-etc"} "$systemConfig"
      '';
    };

    system.build.activationText = ''
      #!/bin/sh
      systemConfig='@out@'
      export PATH=${pkgs.coreutils}/bin:${config.system.path}/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
      _status=0
      umask 0022
      root=${config.sandbox.root}
      mkdir -p $root/run $root/etc $root/var/lib $root/var/log $root/tmp
      ${lib.concatMapStrings run ordered}
      # The running system, replaced in one step.
      ln -sfn "$systemConfig" $root/run/.current-system.new
      mv -Tf $root/run/.current-system.new $root/run/current-system
      exit $_status
    '';
  };
}
