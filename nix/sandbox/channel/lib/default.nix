# The library of the sandbox channel: the functions that configurations commonly use, and the option system.
let
  part = file: import file { inherit lib; };
  parts = {
    trivial = part ./trivial.nix;
    lists = part ./lists.nix;
    attrsets = part ./attrsets.nix;
    strings = part ./strings.nix;
    options = part ./options.nix;
    priorities = part ./priorities.nix;
    modules = part ./modules.nix;
    definitions = part ./definitions.nix;
    renames = part ./renames.nix;
  };
  lib =
    parts.trivial
    // parts.lists
    // parts.attrsets
    // parts.strings
    // parts.options
    // parts.priorities
    // parts.modules
    // parts.definitions
    // parts.renames
    // parts
    // {
      types = part ./types;
      generators = part ./generators.nix;
      licenses = import ./licenses.nix;
      version = "25.11.sandbox";
    };
in
lib
