# Many configurations in one call of Nix: for each its values, and what the engine's own expression tells of it.
{ requests }:
let
  facts =
    { directory, query, ... }:
    (builtins.scopedImport {
      __nixPath = [ { prefix = "nixpkgs"; path = "${directory}/nixpkgs"; } ];
    } ../../../nix/engine/host.nix {
      directory = "${directory}/nixos";
      options = builtins.toJSON query.options;
      packages = builtins.toJSON query.packages;
      origins = builtins.toJSON query.origins;
      modules = builtins.toJSON query.modules;
    }).facts;
  # A member that was there is known by its store path.
  valueOf =
    pkgs: item:
    if item ? package then
      pkgs.lib.getAttrFromPath (pkgs.lib.splitString "." item.package) pkgs
    else if builtins.substring 0 11 (toString item.plain) == "/nix/store/" then
      { type = "derivation"; name = "as-it-was"; outPath = item.plain; }
    else
      item.plain;
  force =
    { path, value }:
    pkgs: lib: [
      (lib.setAttrByPath path (
        lib.mkOverride 0 (
          if value ? list then map (valueOf pkgs) value.list else value.plain
        )
      ))
    ];
  values =
    request:
    (import ./system.nix {
      configuration = request.directory + "/nixos/configuration.nix";
      force = if request ? force then force request.force else _: _: [ ];
    }).values;
  answer = request: if request ? query then facts request else values request;
  tried =
    request:
    let
      result = builtins.tryEval (builtins.deepSeq (answer request) (answer request));
    in
    if result.success then result.value else null;
in
map tried requests
