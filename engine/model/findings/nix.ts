import type { FindingSection } from './section.ts';

/** OPT: options and packages of the host. */
export const HOST_OPTIONS = {
  title: 'OPT: options and packages of the host',
  rows: {
    OPT001: ['The option does not exist on this host.', 'Use a name suggested, or search for it.'],
    OPT002: ['The value has the wrong type for the option.', 'Write a value of the type in the message.'],
    OPT003: ['The option is read-only.', 'Change what it is computed from.'],
    OPT004: ['The package does not exist on this host.', 'Use a name suggested.'],
    OPT005: ['Items are added to or removed from an option that is not a list.', 'Use `set`.'],
    OPT006: ['The path names a set of options, not an option.', 'Name one of its options.'],
    OPT007: ['An item has the wrong type for the list.', 'Write items of the type in the message.'],
    OPT008: ['The path goes inside the items of a list.', 'Set the whole list.'],
    OPT009: ['Two edits of one option contradict each other.', 'Keep one of them.'],
    OPT010: ['A line of an option or package list cannot be read.', 'Recreate the list from the host.'],
    OPT011: [
      'The option has been renamed; NixOS still accepts the old name. A warning.',
      'Use the new name.',
    ],
  },
} as const satisfies FindingSection;

/** NIX: Nix text and edits of it. */
export const NIX_TEXT = {
  title: 'NIX: Nix text and edits of it',
  rows: {
    NIX001: ['The Nix text has a syntax error.', 'Fix the syntax at the place named.'],
    NIX002: ['A comment is not closed.', 'Close it with `*/`.'],
    NIX003: ['A string is not closed.', 'Close it.'],
    NIX004: ['An attribute or argument is defined twice.', 'Remove one of them.'],
    NIX005: ['A number is out of range.', 'Write a smaller number.'],
    NIX006: ['A path contains `//` or ends with `/`.', 'Remove the extra slash.'],
    NIX007: ['`let` or `inherit` has a computed name.', 'Write the name literally.'],
    NIX008: ['Two adjacent operators do not associate.', 'Use parentheses.'],
    NIX009: ['A pipe operator is used, which older Nix does not read.', 'Use function application.'],
    NIX010: [
      'The expression is nested too deeply, or the file has more in it than is read.',
      'Split the expression with `let`, or the file into several.',
    ],
    NIX101: ['The option is defined under a condition.', 'Change it there by hand.'],
    NIX102: ['The option is defined in several places.', 'Keep one of them.'],
    NIX103: ['The option is defined in several parts.', 'Set the parts one by one.'],
    NIX104: [
      'A set above the option or a name beside it is computed, or one side of a `//` or a `rec` would change what the other defines.',
      'Change it there by hand.',
    ],
    NIX105: ['The option is inherited.', 'Write its value out first.'],
    NIX106: [
      'No module that was read has a plain attribute set that could hold the option.',
      'Write a set of options into the file in the message, or name another file of the host in `host.entries`.',
    ],
    NIX107: ['Items are added to or removed from a value that is not a list.', 'Use `set`.'],
    NIX108: ['The module does not take `pkgs`.', "Add it to the module's arguments."],
    NIX109: [
      'The item comes from an expression that cannot be changed safely, or it is unclear whether it is in the list.',
      'Change it there by hand.',
    ],
    NIX110: ['A number cannot be written in Nix.', 'Use a finite number.'],
    NIX111: [
      'Only an evaluation can tell what an import or a part of a module is, so what it defines is not seen.',
      'Nothing, unless the edit belongs there; or list the file in `host.entries`.',
    ],
    NIX112: ['An imported file was not read.', 'Nothing, unless the edit belongs there.'],
    NIX113: [
      'The modules of the host are not found: an entry file is missing, the flake has no such host, or what it has cannot be read off its text.',
      'Set `host.attribute` to a host that the flake has, or `host.entries` to the files; or name one file with `--file`.',
    ],
    NIX114: ['An option path has an empty name.', 'Name the option in full.'],
    NIX115: ['A Nix file cannot be read, or is not UTF-8.', 'Name a text file that you may read.'],
    NIX116: ['The option path starts with `config` or `options`.', 'Leave it out.'],
    NIX117: [
      'A value is replaced as a whole, and comments in it go with it.',
      'Look at the diff, and put back what still holds.',
    ],
    NIX118: [
      'A file that changes is used by other hosts of the flake, too. A warning.',
      'Nothing if it is meant for them; else write it into a file of this host.',
    ],
    NIX119: [
      'Another value in the same `rec` set uses the one that changes, or what a `let` binds is used elsewhere, too: that changes with it.',
      'Write that value out where it should stay as it is.',
    ],
  },
} as const satisfies FindingSection;

/** NIX12x, EDIT: renames, modules, flake inputs, and editing files directly. */
export const NIX_FILES = {
  title: 'NIX12x, EDIT: renames, modules, flake inputs, and editing files directly',
  rows: {
    NIX120: ['The new name of an option is already defined.', 'Merge the two by hand.'],
    NIX121: [
      'A definition cannot be moved: names in it, or its path, would change meaning.',
      'Move it by hand.',
    ],
    NIX122: [
      'The name is not valid for a module file in the configuration directory.',
      'Use letters, digits, `-`, `_`, `+` and `.`, and end it with `.nix`.',
    ],
    NIX123: ['A file with that name exists and has other content.', 'Use another name, or change that file.'],
    NIX124: [
      'The name or URL of a flake input is not valid.',
      'Start the name with a letter, then letters, digits, `-` and `_`; write the URL as `github:owner/repository`.',
    ],
    NIX125: ['The input has attributes other than `url`.', 'Change it by hand.'],
    NIX126: ['`outputs` uses the input, or is not a visible function.', 'Remove the use first.'],
    NIX127: ['Another input follows the one to be removed.', 'Remove its `follows` first.'],
    NIX128: ['The nixos-ai module cannot be added or removed safely.', 'Add or remove the lines shown.'],
    NIX129: ['The flake has several hosts, or not the one named.', 'Name one with `--attribute`.'],
    NIX130: [
      'The old name of a renamed option is still mentioned: in a comment or a text, in a file that is not imported, or through another name.',
      'Change it there too, where it means the option.',
    ],
    NIX131: [
      'The file is a flake, or a module of flake-parts with no or several modules of NixOS in it.',
      'Name the file of a module, or change it by hand.',
    ],
    EDIT001: [
      'The text does not name an option.',
      'Write attribute names joined by dots, in double quotes where needed.',
    ],
    EDIT002: ['No value is given.', 'Write it after the option; for nothing, use `null` or `[]`.'],
    EDIT003: ['A file cannot be read or written. Nothing was changed.', 'Name a file that you may write to.'],
    EDIT004: [
      'A run was interrupted and may have files to restore.',
      'Finish it with `nixos-ai resume`, or undo it.',
    ],
  },
} as const satisfies FindingSection;

/** INP: what the configuration is built from. */
export const FLAKE_INPUTS = {
  title: 'INP: what the configuration is built from',
  intro: 'Each of these ends the run with nothing changed.',
  rows: {
    INP001: [
      'The source of an input did not answer, or Nix could not lock it.',
      'Check that it is reachable, or update other inputs by name.',
    ],
    INP002: [
      'The source did not answer, and Nix used an old copy.',
      'Check that it is reachable, then try again.',
    ],
    INP003: [
      'An input would become older.',
      'Check that its source answers; to downgrade on purpose, name the revision in `flake.nix`.',
    ],
    INP004: ['The flake has no such input.', 'Use one that it has.'],
    INP005: ['`flake.lock` is not a lock file.', 'Restore the committed one, or lock again.'],
    INP006: [
      'The host is built from channels, which cannot be updated as part of a change.',
      'Update by hand, or move to a flake.',
    ],
  },
} as const satisfies FindingSection;

/** IDX: options and packages of a host. */
export const OPTION_LISTS = {
  title: 'IDX: options and packages of a host',
  rows: {
    IDX001: [
      'The host has changed since its options were read; they are being read again. For information.',
      'Ask again in a while.',
    ],
    IDX002: [
      'The file given with `--list` is missing.',
      'Name a file with one JSON object per line, or omit `--list`.',
    ],
  },
} as const satisfies FindingSection;
