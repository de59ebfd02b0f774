# The options of NixOS that the module defines, where there is a library and no NixOS.
{ lib, ... }:
let
  any = lib.mkOption {
    type = lib.types.attrsOf lib.types.anything;
    default = { };
  };
  list = lib.mkOption {
    type = lib.types.listOf lib.types.anything;
    default = [ ];
  };
in
{
  options = {
    assertions = list;
    warnings = list;
    environment.systemPackages = list;
    environment.etc = any;
    environment.sessionVariables = any;
    systemd.services = any;
    systemd.timers = any;
    users.groups = any;
  };
  config.users.groups = {
    wheel = { };
    users = { };
  };
}
