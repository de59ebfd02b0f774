# Properties: wrappers around a definition that say when it holds, how strong it is, and where it goes.
{ lib }:
{
  mkIf = condition: content: {
    _type = "if";
    inherit condition content;
  };
  mkMerge = contents: {
    _type = "merge";
    inherit contents;
  };
  mkOverride = priority: content: {
    _type = "override";
    inherit priority content;
  };
  mkOrder = priority: content: {
    _type = "order";
    inherit priority content;
  };
  mkOptionDefault = lib.mkOverride 1500;
  mkDefault = lib.mkOverride 1000;
  defaultOverridePriority = 100;
  mkImageMediaOverride = lib.mkOverride 60;
  mkForce = lib.mkOverride 50;
  mkVMOverride = lib.mkOverride 10;
  mkBefore = lib.mkOrder 500;
  defaultOrderPriority = 1000;
  mkAfter = lib.mkOrder 1500;
  mkAssert =
    assertion: message: content:
    lib.mkIf (if assertion then true else throw "\nFailed assertion: ${message}") content;
  mkDefinition = definition: definition // { _type = "definition"; };
}
