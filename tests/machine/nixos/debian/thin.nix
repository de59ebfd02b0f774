# A package that is links to what a Debian package has in its directories of programs, and copies of data that NixOS reads.
{ lib, system }:
let
  make =
    {
      name,
      version ? "1",
      debs ? [ ],
      script ? "",
      meta ? { },
      attributes ? { },
    }:
    let
      package = derivation {
        inherit name system version script;
        debs = lib.concatStringsSep " " debs;
        pname = name;
        builder = "/bin/bash";
        args = [ "-e" ./thin.sh ];
      };
      outputs = lib.genAttrs [ "out" "bin" "lib" "dev" "man" "doc" "info" "terminfo" "debug" "static" "dict" "vi" "getent" "lastlog" "cli" "host" "dnsutils" "p11kit" "unbundled" "hashed" "login" "mount" "swap" "server" ] (_: whole);
      whole =
        package
        // outputs
        // {
          meta = {
            mainProgram = name;
            available = true;
            broken = false;
            unfree = false;
            insecure = false;
            outputsToInstall = [ "out" ];
            priority = lib.meta.defaultPriority;
            license = [ ];
            maintainers = [ ];
            teams = [ ];
            description = name;
            homepage = "";
            changelog = "";
            platforms = lib.platforms.all;
            position = "";
          }
          // meta;
          passthru = attributes;
          # One package serves all who want a variant of it.
          override = _: whole;
          overrideAttrs = _: whole;
          overrideDerivation = _: whole;
        }
        // attributes;
    in
    whole;
in
{
  inherit make;

  of = name: debs: make { inherit name debs; };

  # Programs by their names → files.
  links = name: files: make {
    inherit name;
    script = "mkdir -p $out/bin; " + lib.concatStrings (lib.mapAttrsToList (as: file: "ln -s ${file} $out/bin/${as}; ") files) + "ln -s bin $out/sbin";
  };

  stub = name: make { inherit name; };

  libc = make {
    name = "libc";
    debs = [ "libc-bin" ];
  };
}
