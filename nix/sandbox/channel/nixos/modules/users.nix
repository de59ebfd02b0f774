{ config, lib, pkgs, ... }:
let
  cfg = config.users;
  inherit (lib) mkOption types;

  user =
    { name, config, ... }:
    {
      options = {
        name = mkOption {
          type = types.passwdEntry types.str;
          default = name;
          defaultText = "<name>";
          description = "The login name.";
        };
        enable = mkOption {
          type = types.bool;
          default = true;
          description = "Whether the account exists.";
        };
        description = mkOption {
          type = types.passwdEntry types.str;
          default = "";
          example = "Alice Q. User";
          description = "The full name of the user.";
        };
        uid = mkOption {
          type = types.nullOr types.int;
          default = null;
          description = "The number of the account; null lets the host choose.";
        };
        isNormalUser = mkOption {
          type = types.bool;
          default = false;
          description = "Whether this is an account of a person.";
        };
        isSystemUser = mkOption {
          type = types.bool;
          default = false;
          description = "Whether this is an account of a service.";
        };
        group = mkOption {
          type = types.str;
          default = "";
          description = "The primary group.";
        };
        extraGroups = mkOption {
          type = types.listOf types.str;
          default = [ ];
          example = [ "wheel" ];
          description = "The further groups of the user.";
        };
        home = mkOption {
          type = types.passwdEntry types.path;
          default = "/var/empty";
          description = "The home directory.";
        };
        createHome = mkOption {
          type = types.bool;
          default = false;
          description = "Whether to make the home directory.";
        };
        shell = mkOption {
          type = types.nullOr (types.either types.shellPackage (types.passwdEntry types.path));
          default = "/run/current-system/sw/bin/nologin";
          example = lib.literalExpression "pkgs.bashInteractive";
          description = "The login shell.";
        };
        packages = mkOption {
          type = types.listOf types.package;
          default = [ ];
          example = lib.literalExpression "[ pkgs.firefox pkgs.thunderbird ]";
          description = "Packages in the path of this user only.";
        };
        hashedPassword = mkOption {
          type = types.nullOr (types.passwdEntry types.str);
          default = null;
          description = "The hash of the password.";
        };
        initialPassword = mkOption {
          type = types.nullOr types.str;
          default = null;
          description = "The password the account begins with; readable by everyone in the store.";
        };
        initialHashedPassword = mkOption {
          type = types.nullOr (types.passwdEntry types.str);
          default = null;
          description = "The hash of the password the account begins with.";
        };
        password = mkOption {
          type = types.nullOr types.str;
          default = null;
          description = "The password; readable by everyone in the store.";
        };
        linger = mkOption {
          type = types.nullOr types.bool;
          default = null;
          description = "Whether the units of the user run without a session.";
        };
        openssh.authorizedKeys.keys = mkOption {
          type = types.listOf types.singleLineStr;
          default = [ ];
          example = [ "ssh-ed25519 AAAAC3NzaCetcetera/etceteraJZMfk3QPfQ alice" ];
          description = "Public keys that may log in as this user.";
        };
        openssh.authorizedKeys.keyFiles = mkOption {
          type = types.listOf types.path;
          default = [ ];
          description = "Files of public keys that may log in as this user.";
        };
      };

      config = lib.mkIf config.isNormalUser {
        group = lib.mkDefault "users";
        createHome = lib.mkDefault true;
        home = lib.mkDefault "/home/${config.name}";
        shell = lib.mkDefault "/run/current-system/sw/bin/bash";
      };
    };

  group =
    { name, ... }:
    {
      options = {
        name = mkOption {
          type = types.passwdEntry types.str;
          default = name;
          defaultText = "<name>";
          description = "The name of the group.";
        };
        gid = mkOption {
          type = types.nullOr types.int;
          default = null;
          description = "The number of the group; null lets the host choose.";
        };
        members = mkOption {
          type = types.listOf (types.passwdEntry types.str);
          default = [ ];
          description = "Users in the group, besides those that name it in `extraGroups`.";
        };
      };
    };

  users = lib.filterAttrs (_: each: each.enable) cfg.users;
  shellPath = shell: if shell == null then "/bin/sh" else if lib.isDerivation shell then "${shell}${shell.shellPath}" else shell;
  spec = builtins.toJSON {
    inherit (cfg) mutableUsers;
    users = lib.mapAttrsToList (_: each: {
      inherit (each) name description uid isNormalUser group home createHome hashedPassword;
      initialHash = each.initialHashedPassword;
      shell = shellPath each.shell;
    }) users;
    groups = lib.mapAttrsToList (_: each: {
      inherit (each) name gid;
      members = lib.unique (
        each.members ++ builtins.concatMap (user: lib.optional (builtins.elem each.name user.extraGroups) user.name) (builtins.attrValues users)
      );
    }) cfg.groups;
  };
in
{
  options.users = {
    mutableUsers = mkOption {
      type = types.bool;
      default = true;
      description = "Whether accounts made by hand are kept.";
    };
    users = mkOption {
      type = types.attrsOf (types.submodule user);
      default = { };
      description = "The accounts of the host.";
    };
    groups = mkOption {
      type = types.attrsOf (types.submodule group);
      default = { };
      description = "The groups of the host.";
    };
    defaultUserShell = mkOption {
      type = types.either types.path types.shellPackage;
      default = "/run/current-system/sw/bin/bash";
      description = "The shell of new users.";
    };
  };

  config = {
    users.users.root = {
      uid = 0;
      description = "System administrator";
      home = "/root";
      shell = lib.mkDefault "/run/current-system/sw/bin/bash";
      group = "root";
      isSystemUser = lib.mkDefault true;
    };
    users.groups = lib.genAttrs [ "root" "wheel" "users" "networkmanager" "audio" "video" "input" "nogroup" ] (_: { })
    // {
      root.gid = 0;
      wheel.gid = 1;
      users.gid = 100;
      audio.gid = 17;
      video.gid = 26;
      nogroup.gid = 65534;
    };

    environment.etc = lib.mapAttrs' (
      name: each:
      lib.nameValuePair "ssh/authorized_keys.d/${name}" {
        text = lib.concatLines each.openssh.authorizedKeys.keys;
      }
    ) (lib.filterAttrs (_: each: each.openssh.authorizedKeys.keys != [ ]) users)
    // lib.mapAttrs' (
      name: each:
      lib.nameValuePair "profiles/per-user/${name}" {
        source = pkgs.buildEnv {
          name = "user-environment";
          paths = each.packages;
        };
      }
    ) (lib.filterAttrs (_: each: each.packages != [ ]) users);

    system.activationScripts.users = {
      deps = [ "etc" ];
      text = ''
        ${config.sandbox.program "update-users"} ${pkgs.writeText "users-groups.json" spec}
      '';
    };

    assertions = builtins.concatLists (
      lib.mapAttrsToList (name: each: [
        {
          assertion = (each.isNormalUser || each.isSystemUser) && !(each.isNormalUser && each.isSystemUser);
          message = "Exactly one of users.users.${name}.isSystemUser and users.users.${name}.isNormalUser must be set.\n";
        }
        {
          assertion = each.group != "";
          message = "users.users.${name}.group is unset. This used to default to\nnogroup, but this is unsafe. For example you can create a group\nfor this user with:\nusers.users.${name}.group = \"${name}\";\nusers.groups.${name} = {};\n";
        }
      ]) users
    );
  };
}
