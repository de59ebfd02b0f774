# A service that says something, and does not start where that is `bad`.
{ config, lib, ... }:
let
  cfg = config.lab.web;
in
{
  options.lab.web = {
    enable = lib.mkEnableOption "a service that runs";
    greeting = lib.mkOption {
      type = lib.types.str;
      default = "hello";
      description = "What it says.";
    };
  };

  config.systemd.services.web = lib.mkIf cfg.enable {
    wantedBy = [ "multi-user.target" ];
    preStart = "[ ${lib.escapeShellArg cfg.greeting} != bad ]";
    script = ''
      echo ${lib.escapeShellArg cfg.greeting}
      exec sleep infinity
    '';
  };
}
