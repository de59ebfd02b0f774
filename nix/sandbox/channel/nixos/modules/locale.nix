{ config, lib, ... }:
{
  options = {
    time.timeZone = lib.mkOption {
      type = lib.types.nullOr (
        lib.types.addCheck lib.types.str (value: !(lib.hasInfix " " value))
        // { description = "null or string without spaces"; }
      );
      default = null;
      example = "America/New_York";
      description = "The time zone, by its name in the tz database.";
    };
    time.hardwareClockInLocalTime = lib.mkOption {
      type = lib.types.bool;
      default = false;
      description = "Whether the hardware clock keeps local time.";
    };
    i18n.defaultLocale = lib.mkOption {
      type = lib.types.str;
      default = "en_US.UTF-8";
      example = "nl_NL.UTF-8";
      description = "The language, country and character set of programs.";
    };
    i18n.extraLocaleSettings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      example = { LC_TIME = "de_DE.UTF-8"; };
      description = "Locale settings of single categories.";
    };
    console = {
      keyMap = lib.mkOption {
        type = lib.types.either lib.types.str lib.types.path;
        default = "us";
        example = "fr";
        description = "The keyboard layout of the console.";
      };
      font = lib.mkOption {
        type = lib.types.nullOr (lib.types.either lib.types.str lib.types.path);
        default = null;
        description = "The font of the console.";
      };
    };
  };

  config.environment.etc = {
    "locale.conf".text = "LANG=${config.i18n.defaultLocale}\n${
      lib.concatLines (lib.mapAttrsToList (name: value: "${name}=${value}") config.i18n.extraLocaleSettings)
    }";
    "vconsole.conf".text = "KEYMAP=${config.console.keyMap}\n${
      lib.optionalString (config.console.font != null) "FONT=${config.console.font}\n"
    }";
    timezone = lib.mkIf (config.time.timeZone != null) { text = "${config.time.timeZone}\n"; };
  };
}
