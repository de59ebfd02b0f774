# Options that moved or went.
{ lib }:
{
  # An option that moved: definitions of the old name go to the new one, with a warning.
  mkRenamedOptionModule = from: to: lib.doRename {
    inherit from to;
    message = "The option `${lib.showOption from}' defined in %s has been renamed to `${lib.showOption to}'.";
    visible = false;
  };
  mkAliasOptionModule = from: to: lib.doRename {
    inherit from to;
    message = null;
    visible = true;
  };
  mkRemovedOptionModule =
    path: replacement:
    { options, lib, ... }:
    let
      option = lib.getAttrFromPath path options;
    in
    {
      options = lib.setAttrByPath path (
        lib.mkOption {
          visible = false;
          type = lib.types.raw;
          description = "Removed.";
          apply = _: throw "The option `${lib.showOption path}' can no longer be used since it's been removed. ${replacement}";
        }
      );
      config.assertions = lib.optional option.isDefined {
        assertion = false;
        message = "The option definition `${lib.showOption path}' in ${lib.showFiles option.files} no longer has any effect; please remove it.\n${replacement}";
      };
    };
  doRename =
    { from, to, message, visible }:
    { config, options, lib, ... }:
    let
      old = lib.getAttrFromPath from options;
      new = lib.getAttrFromPath to options;
    in
    {
      options = lib.setAttrByPath from (
        lib.mkOption {
          inherit visible;
          description = "Alias of `${lib.showOption to}`.";
          type = new.type;
          apply = _: lib.getAttrFromPath to config;
        }
      );
      config = lib.mkMerge [
        (lib.setAttrByPath to (lib.mkIf old.isDefined (lib.mkMerge (map (lib.mkOverride old.highestPrio) old.definitions))))
        (lib.optionalAttrs (message != null) {
          warnings = lib.mkIf old.isDefined [ (builtins.replaceStrings [ "%s" ] [ (lib.showFiles old.files) ] message) ];
        })
      ];
    };
}
