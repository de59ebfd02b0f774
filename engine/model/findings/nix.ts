import type { FindingSection } from './section.ts';

/** OPT: options and packages of the host. */
export const HOST_OPTIONS = {
  title: 'OPT: options and packages of the host',
  rows: {
    OPT001: ['The option does not exist on this host.', 'Take a name that is suggested, or search for it.'],
    OPT002: ["The value does not have the option's type.", 'Write a value of the type in the message.'],
    OPT003: ['The option is read-only.', 'Change what it is computed from.'],
    OPT004: ['The package does not exist on this host.', 'Take a name that is suggested.'],
    OPT005: ['Items are added to or removed from an option that is no list.', 'Use `set`.'],
    OPT006: ['The path names a set of options.', 'Name one of its options.'],
    OPT007: [
      "An item does not have the type of the list's items.",
      'Write items of the type in the message.',
    ],
    OPT008: ['The path leads into the items of a list.', 'Set the whole list.'],
    OPT009: ['Two edits of one option contradict each other.', 'Keep one of the two.'],
    OPT010: ['A line of an option or package list cannot be read.', 'Make the list again from the host.'],
    OPT011: [
      'The option has been renamed; NixOS still takes the old name. A warning.',
      'Write the name that is given.',
    ],
  },
} as const satisfies FindingSection;

/** NIX: Nix text and edits of it. */
export const NIX_TEXT = {
  title: 'NIX: Nix text and edits of it',
  rows: {
    NIX001: ['The Nix text has another word than the syntax wants.', 'Mend the syntax at the place.'],
    NIX002: ['A comment is not closed.', 'Close it with `*/`.'],
    NIX003: ['A string is not closed.', 'Close it.'],
    NIX004: ['An attribute or an argument is named twice.', 'Remove one of the two.'],
    NIX005: ['A number is out of range.', 'Write a smaller number.'],
    NIX006: ['A path has a doubled slash, or ends with one.', 'Remove that slash.'],
    NIX007: ['`let` or `inherit` has a computed name.', 'Write the name itself.'],
    NIX008: ['Two operators stand side by side that do not associate.', 'Put one of the two in parentheses.'],
    NIX009: [
      'A pipe operator is used, which is experimental and not switched on.',
      'Write a function application.',
    ],
    NIX010: ['The expression is nested too deeply.', 'Split it with `let`.'],
    NIX101: ['The option is defined under a condition.', 'Change it there by hand.'],
    NIX102: ['The option is defined in several places.', 'Keep one of them.'],
    NIX103: ['The option is defined in parts.', 'Set the parts one by one.'],
    NIX104: [
      'A set above the option is computed, or one side of a `//` or a `rec` would change what the other defines.',
      'Change it there by hand.',
    ],
    NIX105: ['The option is inherited.', 'Write its value out first.'],
    NIX106: ['No place was found where the option can be added.', 'Add it by hand.'],
    NIX107: ['Items are added to or removed from what is no list.', 'Use `set`.'],
    NIX108: ['The module does not take `pkgs`.', "Add it to the module's arguments."],
    NIX109: [
      'The item comes from an expression that cannot be changed safely, or it cannot be told whether it is in the list.',
      'Change it there by hand.',
    ],
    NIX110: ['A value has a number that Nix cannot write.', 'Use a finite number.'],
    NIX111: [
      'An import is no literal path, so what it defines is not seen.',
      'Nothing, unless the edit should be there.',
    ],
    NIX112: ['An imported file was not read.', 'Nothing, unless the edit should be there.'],
    NIX113: ['The entry file of the configuration is not there.', 'Name an existing file.'],
    NIX114: ['An option path has an empty name.', 'Name the option in full.'],
    NIX115: ['A Nix file cannot be read, or is no UTF-8.', 'Name a file of text that you may read.'],
    NIX116: ['`config` or `options` begins what should be an option.', 'Leave it out.'],
  },
} as const satisfies FindingSection;

/** NIX12x, EDIT: renames, modules, flake inputs, and editing files directly. */
export const NIX_FILES = {
  title: 'NIX12x, EDIT: renames, modules, flake inputs, and editing files directly',
  rows: {
    NIX120: ['The new name of an option is already defined.', 'Merge the two by hand.'],
    NIX121: [
      'A definition cannot be moved to its new place: names in it, or its path, would mean something else.',
      'Move it by hand.',
    ],
    NIX122: [
      'The name is none for a module file below the configuration directory.',
      'Take letters, digits, `-`, `_`, `+` and `.`, and end it with `.nix`.',
    ],
    NIX123: ['A file of that name is there, with other text.', 'Take another name, or change that file.'],
    NIX124: [
      "A flake's input has no such name, or no such URL.",
      'Write a letter, then letters, digits, `-` and `_`; write the URL as `github:owner/repository`.',
    ],
    NIX125: ['The input is described by attributes other than `url`.', 'Change it by hand.'],
    NIX126: ['`outputs` uses the input, or is no function that can be seen.', 'Take the use out first.'],
    NIX127: ['Another input follows the one that should go.', 'Remove its `follows` first.'],
    NIX128: [
      'Our own module cannot be added or taken out with certainty.',
      'Write, or take out, the lines that are said.',
    ],
    NIX129: ['The flake has several hosts, or not the one that is named.', 'Name one with `--attribute`.'],
    EDIT001: [
      'The text names no option.',
      'Write attribute names joined by dots, in double quotes where needed.',
    ],
    EDIT002: ['No value is given.', 'Write it behind the option; nothing is `null` or `[]`.'],
    EDIT003: ['A file cannot be read or written. Nothing was changed.', 'Name a file that you may write.'],
    EDIT004: [
      'A run was interrupted and may have to put files back.',
      'Finish it with `nixos-ai resume`, or take it back.',
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
      'See that it can be reached; or update other inputs by name.',
    ],
    INP002: [
      'The source did not answer, and Nix took a copy of earlier.',
      'See that it can be reached, then try again.',
    ],
    INP003: [
      'An input would become older than it is.',
      'See that its source answers; to go back on purpose, name the revision in `flake.nix`.',
    ],
    INP004: ['The flake has no such input.', 'Take one that it has.'],
    INP005: ['`flake.lock` is no lock file.', 'Put back the one that was committed, or lock anew.'],
    INP006: [
      'The host is built from channels, whose update is no part of a change.',
      'Update by hand, or move to a flake.',
    ],
  },
} as const satisfies FindingSection;

/** IDX: options and packages of a host. */
export const OPTION_LISTS = {
  title: 'IDX: options and packages of a host',
  rows: {
    IDX001: [
      'The host has changed since its options were read; they are read again meanwhile. For information.',
      'Ask again in a while.',
    ],
    IDX002: [
      'The file of `--list` is not there.',
      'Name a file with one JSON object a line, or leave `--list` out.',
    ],
  },
} as const satisfies FindingSection;
