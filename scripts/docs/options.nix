# The options of the NixOS module as plain data, by the module system of a sandbox:
#   nix-instantiate --eval --strict --json scripts/docs/options.nix
let
  lib = import ../../nix/sandbox/channel/lib;
  evaluated = lib.evalModules {
    modules = [
      ../../nix/module.nix
      {
        _module.args.pkgs = { };
        _module.check = false;
      }
    ];
  };

  code = value: if value._type or "" == "literalExpression" then lib.removeSuffix "\n" value.text else lib.generators.toPretty { } value;
  # A default that needs the host is told by its text.
  default =
    option:
    if option ? defaultText then
      { default = code option.defaultText; }
    else if option ? default && option.default != null then
      { default = code option.default; }
    else
      { };

  entry =
    option:
    {
      name = lib.showOption option.loc;
      type = option.type.description;
      inherit (option) description;
      # Where it may be left out there is a value without it.
      required = !option ? default && !option ? defaultText;
    }
    // default option
    // lib.optionalAttrs (option ? example) { example = code option.example; };

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
        lib.optionals (!(value.internal or false)) ([ (entry value) ] ++ walk (value.type.getSubOptions value.loc))
      else
        walk value
    ) (builtins.attrNames set);
in
walk evaluated.options.services.nixos-ai
