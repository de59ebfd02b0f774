{ config, lib, pkgs, ... }:
let
  inherit (lib) mkOption types;
  atom = types.oneOf [ types.bool types.int types.float types.str types.path types.package ];
  section = description: mkOption {
    type = types.attrsOf (types.either atom (types.listOf atom));
    default = { };
    inherit description;
  };
  units = description: mkOption {
    type = types.listOf types.str;
    default = [ ];
    inherit description;
  };

  common = {
    enable = mkOption {
      type = types.bool;
      default = true;
      description = "Whether the unit exists.";
    };
    description = mkOption {
      type = types.singleLineStr;
      default = "";
      description = "The description of the unit.";
    };
    wantedBy = units "Units that start this one.";
    requiredBy = units "Units that need this one.";
    after = units "Units that start before this one.";
    before = units "Units that start after this one.";
    wants = units "Units that this one starts.";
    requires = units "Units that this one needs.";
    bindsTo = units "Units that this one needs all the time.";
    partOf = units "Units with which this one stops.";
    conflicts = units "Units that this one stops.";
    unitConfig = section "The section `[Unit]`.";
  };

  service =
    { config, name, ... }:
    {
      options = common // {
        serviceConfig = section "The section `[Service]`.";
        script = mkOption {
          type = types.lines;
          default = "";
          description = "Shell commands that are the service.";
        };
        preStart = mkOption {
          type = types.lines;
          default = "";
          description = "Shell commands before the service starts.";
        };
        postStart = mkOption {
          type = types.lines;
          default = "";
          description = "Shell commands after the service started.";
        };
        reload = mkOption {
          type = types.lines;
          default = "";
          description = "Shell commands that make the service read its configuration again.";
        };
        environment = mkOption {
          type = types.attrsOf (types.nullOr (types.oneOf [ types.str types.path types.package ]));
          default = { };
          description = "Environment variables of the service.";
        };
        path = mkOption {
          type = types.listOf (types.either types.package types.str);
          default = [ ];
          description = "Packages in the path of the service.";
        };
        restartIfChanged = mkOption {
          type = types.bool;
          default = true;
          description = "Whether a switch restarts the service when its unit changed.";
        };
        reloadIfChanged = mkOption {
          type = types.bool;
          default = false;
          description = "Whether a switch reloads the service, instead of a restart, when its unit changed.";
        };
        stopIfChanged = mkOption {
          type = types.bool;
          default = true;
          description = "Whether a switch stops the changed service before activation and starts it afterwards.";
        };
        restartTriggers = mkOption {
          type = types.listOf types.unspecified;
          default = [ ];
          description = "Values that restart the service when they change.";
        };
        reloadTriggers = mkOption {
          type = types.listOf types.unspecified;
          default = [ ];
          description = "Values that reload the service when they change.";
        };
        startAt = mkOption {
          type = types.either types.str (types.listOf types.str);
          default = [ ];
          apply = lib.toList;
          example = "Sun 14:00:00";
          description = "When a timer starts the service.";
        };
      };

      config.serviceConfig = lib.mkMerge [
        (lib.mkIf (config.script != "") {
          ExecStart = script "${name}-start" config.script;
        })
        (lib.mkIf (config.preStart != "") {
          ExecStartPre = [ (script "${name}-pre-start" config.preStart) ];
        })
        (lib.mkIf (config.postStart != "") {
          ExecStartPost = [ (script "${name}-post-start" config.postStart) ];
        })
        (lib.mkIf (config.reload != "") {
          ExecReload = script "${name}-reload" config.reload;
        })
      ];
    };

  timer = {
    options = common // {
      timerConfig = section "The section `[Timer]`.";
    };
  };
  target = {
    options = common;
  };

  script = name: text: "${pkgs.writeScript "unit-script-${lib.sanitizeDerivationName name}" "#!/bin/sh -e\n${text}"}";

  value = each: if builtins.isBool each then lib.boolToString each else toString each;
  renderSection =
    name: entries:
    lib.optionalString (entries != { }) (
      "[${name}]\n"
      + lib.concatStrings (
        lib.mapAttrsToList (key: each: lib.concatMapStrings (one: "${key}=${value one}\n") (lib.toList each)) entries
      )
      + "\n"
    );

  unitSection =
    unit:
    let
      dependencies = {
        After = unit.after;
        Before = unit.before;
        Wants = unit.wants;
        Requires = unit.requires;
        BindsTo = unit.bindsTo;
        PartOf = unit.partOf;
        Conflicts = unit.conflicts;
      };
    in
    lib.filterAttrs (_: names: names != "") (builtins.mapAttrs (_: toString) dependencies)
    // lib.optionalAttrs (unit.description != "") { Description = unit.description; }
    // unit.unitConfig;

  trigger = key: values: lib.optionalAttrs (values != [ ]) {
    ${key} = builtins.hashString "sha256" (lib.concatMapStringsSep "\n" toString values);
  };

  renderService =
    unit:
    let
      path = "${lib.concatMapStrings (each: "${each}/bin:") unit.path}${pkgs.coreutils}/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
      environment = {
        PATH = path;
      }
      // lib.filterAttrs (_: each: each != null) unit.environment;
    in
    renderSection "Unit" (
      unitSection unit
      // trigger "X-Restart-Triggers" unit.restartTriggers
      // trigger "X-Reload-Triggers" unit.reloadTriggers
    )
    + renderSection "Service" (
      unit.serviceConfig
      // {
        Environment = lib.mapAttrsToList (name: each: builtins.toJSON "${name}=${toString each}") environment
          ++ lib.toList (unit.serviceConfig.Environment or [ ]);
      }
      // lib.optionalAttrs (!unit.restartIfChanged) { X-RestartIfChanged = false; }
      // lib.optionalAttrs unit.reloadIfChanged { X-ReloadIfChanged = true; }
      // lib.optionalAttrs (!unit.stopIfChanged) { X-StopIfChanged = false; }
    );

  rendered =
    suffix: render: all:
    lib.mapAttrs' (name: unit: {
      name = "${name}.${suffix}";
      value = {
        text = render unit;
        inherit (unit) enable wantedBy requiredBy;
      };
    }) all;

  all =
    rendered "service" renderService config.systemd.services
    // rendered "timer" (unit: renderSection "Unit" (unitSection unit) + renderSection "Timer" unit.timerConfig) config.systemd.timers
    // rendered "target" (unit: renderSection "Unit" (unitSection unit)) config.systemd.targets;

  link = directory: file: ''
    mkdir -p $out/${directory}
    ln -s ../${file} $out/${directory}/${file}
  '';
  place = file: unit: ''
    printf %s ${lib.escapeShellArg unit.text} > $out/${lib.escapeShellArg file}
    ${lib.concatMapStrings (by: link "${by}.wants" file) unit.wantedBy}
    ${lib.concatMapStrings (by: link "${by}.requires" file) unit.requiredBy}
  '';
in
{
  options.systemd = {
    units = mkOption {
      type = types.attrsOf (types.submodule {
        options = {
          enable = common.enable;
          text = mkOption {
            type = types.nullOr types.str;
            default = null;
            description = "The unit file.";
          };
          inherit (common) wantedBy requiredBy;
        };
      });
      default = { };
      description = "The unit files of the host, whatever they are made from.";
    };
    services = mkOption {
      type = types.attrsOf (types.submodule service);
      default = { };
      description = "The services of the host.";
    };
    timers = mkOption {
      type = types.attrsOf (types.submodule timer);
      default = { };
      description = "The timers of the host.";
    };
    targets = mkOption {
      type = types.attrsOf (types.submodule target);
      default = { };
      description = "The targets of the host.";
    };
  };

  config = {
    systemd.units = all;
    systemd.targets = {
      multi-user = {
        description = "Multi-User System";
        wants = [ "timers.target" ];
      };
      timers.description = "Timer Units";
    };
    systemd.timers = builtins.mapAttrs (_: unit: {
      wantedBy = [ "timers.target" ];
      timerConfig.OnCalendar = unit.startAt;
    }) (lib.filterAttrs (_: unit: unit.enable && unit.startAt != [ ]) config.systemd.services);

    system.build.units = pkgs.runCommand "system-units" { } ''
      mkdir -p $out
      ${lib.concatStrings (lib.mapAttrsToList place (lib.filterAttrs (_: unit: unit.enable) config.systemd.units))}
    '';

    assertions = lib.mapAttrsToList (name: unit: {
      assertion = unit.serviceConfig ? ExecStart || unit.serviceConfig.Type or "" == "oneshot";
      message = "Service ${name}.service has neither `script' nor `serviceConfig.ExecStart'.";
    }) (lib.filterAttrs (_: unit: unit.enable) config.systemd.services);
  };
}
