# The runbooks that ship, from `nix/library.json`, which `node scripts/docs.ts` makes from `runbooks/`.
{ lib }:
let
  own = import ./types.nix { inherit lib; };
  runbooks = lib.importJSON ../library.json;
  known = own.fromSchema { root = { }; };

  required = parameter: !parameter ? default;
  describe =
    parameter:
    parameter.description or "A parameter of the runbook."
    + (if required parameter then " Required for a schedule." else " `${builtins.toJSON parameter.default}` if null.");
in
{
  inherit runbooks;

  # The parameters of a runbook as options, each of the type that the runbook says.
  parameterOptions =
    shipped:
    builtins.mapAttrs (_: parameter: own.optional (known.typeOf parameter) (describe parameter)) (shipped.parameters or { });

  # The names of parameters that have no default.
  requiredOf = shipped: builtins.attrNames (lib.filterAttrs (_: required) (shipped.parameters or { }));

  # The runbook with given values as defaults: `nixos-ai run` then needs no `-p` for them.
  withDefaults =
    shipped: given:
    shipped
    // {
      parameters = builtins.mapAttrs (
        name: parameter: parameter // lib.optionalAttrs (given ? ${name}) { default = given.${name}; }
      ) shipped.parameters;
    };
}
