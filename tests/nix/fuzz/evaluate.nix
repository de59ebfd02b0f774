# Many module files in one call of Nix: what each is when its function has been called, with the module system's
# functions as data. `packages` is the tree of names that `pkgs` has.
{ files, packages }:
let
  packageSet =
    path: tree:
    builtins.mapAttrs (name: packageSet (path ++ [ name ])) tree
    // (if path == [ ] then { } else { __package = builtins.concatStringsSep "." path; });
  override = priority: content: {
    _type = "override";
    inherit priority content;
  };
  order = priority: content: {
    _type = "order";
    inherit priority content;
  };
  lib = rec {
    mkIf = condition: content: {
      _type = "if";
      inherit condition content;
    };
    mkMerge = contents: {
      _type = "merge";
      inherit contents;
    };
    mkOverride = override;
    mkForce = override 50;
    mkDefault = override 1000;
    mkOptionDefault = override 1500;
    mkVMOverride = override 10;
    mkImageMediaOverride = override 60;
    mkOrder = order;
    mkBefore = order 500;
    mkAfter = order 1500;
    optional = condition: item: if condition then [ item ] else [ ];
    optionals = condition: items: if condition then items else [ ];
    optionalAttrs = condition: attrs: if condition then attrs else { };
    attrValues = builtins.attrValues;
  };
  argument =
    name:
    {
      inherit lib;
      pkgs = packageSet [ ] packages;
      config = { };
    }
    .${name} or "argument-${name}";
  call =
    value:
    if builtins.isFunction value then
      call (
        value (
          {
            inherit lib;
            pkgs = argument "pkgs";
            config = { };
          }
          // builtins.mapAttrs (name: _: argument name) (builtins.functionArgs value)
        )
      )
    else
      value;
in
map (file: call (import file)) files
