# The options and packages of a host as plain data, in one evaluation that builds nothing:
#   nix-instantiate --eval --strict --json --expr 'import <nixpkgs/nixos/lib/options-json.nix> { }'
{
  host ? import ../default.nix { },
  lib ? import ../../lib,
}:
let
  plain =
    value:
    let
      check =
        depth: each:
        depth < 5
        && (
          builtins.isNull each
          || builtins.isBool each
          || builtins.isInt each
          || builtins.isFloat each
          || builtins.isString each && !(builtins.hasContext each)
          || builtins.isList each && builtins.all (check (depth + 1)) each
          || builtins.isAttrs each && !(each ? outPath) && !(each ? _type) && builtins.all (check (depth + 1)) (builtins.attrValues each)
        );
      attempt = builtins.tryEval (check 0 value);
    in
    attempt.success && attempt.value;

  tree =
    type:
    { inherit (type) name; }
    // lib.optionalAttrs (type.nestedTypes ? elemType) { elem = tree type.nestedTypes.elemType; }
    // lib.optionalAttrs (type.name == "coercedTo") { elem = tree type.nestedTypes.finalType; }
    // lib.optionalAttrs (type.name == "either") {
      of = [
        (tree type.nestedTypes.left)
        (tree type.nestedTypes.right)
      ];
    }
    // lib.optionalAttrs (type.name == "enum") { inherit (type.functor.payload) values; };

  entry =
    option:
    {
      name = lib.showOption option.loc;
      type = option.type.description;
      tree = tree option.type;
      description = option.description or "";
      declarations = map toString option.declarations;
    }
    // lib.optionalAttrs (option.readOnly or false) { readOnly = true; }
    // lib.optionalAttrs (option ? default && plain option.default) { inherit (option) default; };

  walk =
    set:
    builtins.concatMap (
      name:
      let
        value = set.${name};
      in
      if name == "_module" then
        [ ]
      else if lib.isOption value then
        lib.optionals (!(value.internal or false) && value.visible or true != false) (
          [ (entry value) ] ++ walk (value.type.getSubOptions value.loc)
        )
      else
        walk value
    ) (builtins.attrNames set);

  packages =
    prefix: set:
    builtins.concatMap (
      name:
      let
        attempt = builtins.tryEval set.${name};
        value = attempt.value;
        path = prefix ++ [ name ];
      in
      if !attempt.success || !builtins.isAttrs value then
        [ ]
      else if lib.isDerivation value then
        [
          {
            attr = builtins.concatStringsSep "." path;
            name = value.pname or value.name;
            version = lib.getVersion value;
            description = value.meta.description or "";
          }
        ]
      else
        lib.optionals (value.recurseForDerivations or false) (packages path value)
    ) (builtins.attrNames set);
in
{
  options = walk host.options;
  packages = packages [ ] host.pkgs;
}
