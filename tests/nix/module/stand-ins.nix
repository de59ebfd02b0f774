# What nixpkgs has and the packages of a sandbox have not, as far as the flake and the package ask for it: functions whose
# results say what they were given. `lib` is that of today's nixpkgs, or the sandbox's own.
{ channel, lib }:
let
  flake = (import (channel + "/flake.nix")).outputs { self = { }; };
  extend =
    pkgs:
    let
      all = pkgs // {
        inherit lib;
        callPackage =
          file: given:
          let
            function = import file;
          in
          function (builtins.intersectAttrs (builtins.functionArgs function) all // given);
        buildNpmPackage = arguments: pkgs.runCommand "npm-package" { passthru = { inherit arguments; }; } "mkdir $out";
        importNpmLock = {
          __functor = _: arguments: { inherit arguments; };
          npmConfigHook = "npm-config-hook";
        };
        mkShell = arguments: pkgs.runCommand "shell" { passthru = { inherit arguments; }; } "mkdir $out";
        linkFarm = name: entries: pkgs.runCommand name { passthru = { inherit entries; }; } "mkdir $out";
        installShellFiles = "install-shell-files";
        makeWrapper = "make-wrapper";
        nodejs_24 = pkgs.hello;
        nix = pkgs.hello;
        util-linux = pkgs.hello;
        git = pkgs.hello;
        pkgsStatic.busybox = pkgs.hello;
      };
    in
    all;
in
flake // { legacyPackages = builtins.mapAttrs (_: extend) flake.legacyPackages; }
