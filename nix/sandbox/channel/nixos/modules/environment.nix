{ config, lib, pkgs, ... }:
let
  cfg = config.environment;
  file =
    { name, config, ... }:
    {
      options = {
        enable = lib.mkOption {
          type = lib.types.bool;
          default = true;
          description = "Whether this file should be made.";
        };
        target = lib.mkOption {
          type = lib.types.str;
          default = name;
          defaultText = "<name>";
          description = "The path of the file below `/etc`.";
        };
        text = lib.mkOption {
          type = lib.types.nullOr lib.types.lines;
          default = null;
          description = "The text of the file.";
        };
        source = lib.mkOption {
          type = lib.types.path;
          description = "The file it links to.";
        };
        mode = lib.mkOption {
          type = lib.types.str;
          default = "symlink";
          example = "0600";
          description = "`symlink`, or the mode of a copy.";
        };
        user = lib.mkOption {
          type = lib.types.str;
          default = "+0";
          description = "The owner of a copy.";
        };
        group = lib.mkOption {
          type = lib.types.str;
          default = "+0";
          description = "The group of a copy.";
        };
      };
    };
  files = builtins.filter (each: each.enable) (builtins.attrValues cfg.etc);
  # Texts are written by this one build, so that a changed text costs one derivation.
  write =
    each:
    let
      target = lib.escapeShellArg each.target;
    in
    ''
      file=$out/etc/${target}
      mkdir -p "''${file%/*}"
      ${
        if each.text != null then
          "printf %s ${lib.escapeShellArg each.text} > \"$file\""
        else
          "ln -s ${lib.escapeShellArg "${each.source}"} \"$file\""
      }
      ${lib.optionalString (each.mode != "symlink") ''
        echo ${lib.escapeShellArg each.mode} > "$file.mode"
      ''}
    '';
in
{
  options.environment = {
    systemPackages = lib.mkOption {
      type = lib.types.listOf lib.types.package;
      default = [ ];
      example = lib.literalExpression "[ pkgs.firefox pkgs.thunderbird ]";
      description = "Packages that are in the path of every user.";
    };
    etc = lib.mkOption {
      type = lib.types.attrsOf (lib.types.submodule file);
      default = { };
      description = "Files below `/etc`.";
    };
    variables = lib.mkOption {
      type = lib.types.attrsOf (
        lib.types.nullOr (
          lib.types.either (lib.types.oneOf [ lib.types.int lib.types.str lib.types.path ]) (lib.types.listOf lib.types.str)
        )
      );
      default = { };
      example = { EDITOR = "nvim"; };
      description = "Environment variables of every shell.";
    };
    sessionVariables = lib.mkOption {
      type = lib.types.attrsOf (lib.types.either lib.types.str (lib.types.listOf lib.types.str));
      default = { };
      description = "Environment variables of every session.";
    };
    shellAliases = lib.mkOption {
      type = lib.types.attrsOf (lib.types.nullOr (lib.types.either lib.types.str lib.types.path));
      default = { };
      example = { ll = "ls -l"; };
      description = "Aliases of every shell.";
    };
  };

  config = {
    environment.etc."set-environment".text =
      let
        text = value: if builtins.isList value then builtins.concatStringsSep ":" value else toString value;
        export = name: value: "export ${name}=${lib.escapeShellArg (text value)}";
      in
      lib.concatLines (
        lib.mapAttrsToList export (lib.filterAttrs (_: value: value != null) (cfg.sessionVariables // cfg.variables))
      );
    environment.etc."profile".text = ''
      . ${config.sandbox.root}/etc/set-environment
      ${lib.concatLines (
        lib.mapAttrsToList (name: value: "alias -- ${name}=${lib.escapeShellArg value}") (
          lib.filterAttrs (_: value: value != null) cfg.shellAliases
        )
      )}
    '';

    system.path = pkgs.buildEnv {
      name = "system-path";
      paths = cfg.systemPackages;
    };
    system.build.etc = pkgs.runCommand "etc" { } ''
      mkdir -p $out/etc/systemd
      ln -s ${config.system.build.units} $out/etc/systemd/system
      ${lib.concatMapStrings write files}
    '';
  };
}
