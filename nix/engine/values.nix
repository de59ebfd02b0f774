# A value of a configuration as plain data.
{ attempt }:
rec {
  isDerivation = value: builtins.isAttrs value && (value.type or null) == "derivation";

  # A whole package set built for one kernel (boot.kernelPackages) is known by that kernel.
  isKernelSet = value: builtins.isAttrs value && isDerivation (value.kernel or null);

  # A value as data: packages by their output path, functions and what does not evaluate by a tag. `depth` ends values
  # that contain themselves.
  plain =
    depth: value:
    if depth == 0 then
      { _unknown = "deep"; }
    else if isDerivation value then
      {
        _package = builtins.unsafeDiscardStringContext value.outPath;
        _name = builtins.unsafeDiscardStringContext (value.name or "");
      }
    else if isKernelSet value then
      plain depth value.kernel
    else if builtins.isAttrs value then
      if value ? outPath then
        { _package = builtins.unsafeDiscardStringContext "${value.outPath}"; }
      else
        builtins.mapAttrs (_: member: attempt { _unknown = "error"; } (plain (depth - 1) member)) value
    else if builtins.isList value then
      map (member: attempt { _unknown = "error"; } (plain (depth - 1) member)) value
    else if builtins.isFunction value then
      { _unknown = "function"; }
    else if builtins.isPath value then
      { _path = toString value; }
    else if builtins.isString value then
      builtins.unsafeDiscardStringContext value
    else
      value;
}
