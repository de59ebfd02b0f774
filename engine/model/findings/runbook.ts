import type { FindingSection } from './section.ts';

/** RB: the text of a runbook. */
export const RUNBOOK_TEXT = {
  title: 'RB: the text of a runbook',
  rows: {
    RB001: ['The file is larger than 256 KiB.', 'Split it into runbooks that call each other.'],
    RB002: ['The text is not valid YAML.', 'Fix the syntax on the line named, or on the line before it.'],
    RB003: ['A tab indents a line.', 'Indent with spaces.'],
    RB004: ['The document is empty.', 'Start from a shipped runbook.'],
    RB005: ['The file holds more than one document.', 'Keep one; remove the line `---`.'],
    RB006: ['An anchor or an alias is used.', 'Write the value out where it is used.'],
    RB007: ['A tag (`!name`) is used.', 'Remove the tag.'],
    RB008: ['A merge key (`<<`) is used.', 'Write the keys out.'],
    RB009: ['A map contains the same key twice.', 'Remove one of them.'],
    RB010: ['The document is nested deeper than 32 levels.', 'Flatten the value.'],
    RB011: ['A key is not text.', 'Put the key in quotes.'],
    RB012: ['A number cannot be kept exactly, or is infinite.', 'Write it in quotes if it is text.'],
    RB020: [
      'A value has the wrong type.',
      'Write what the message allows; put words that look like numbers in quotes.',
    ],
    RB021: ['A key is unknown.', 'Use the key suggested.'],
    RB022: ['A required key is missing.', 'Add it.'],
    RB023: [
      'Text has the wrong form (a name, a path, one of a list).',
      'Write it in the form the message gives.',
    ],
    RB024: ['A number, length or count is out of bounds.', 'Keep within the bounds in the message.'],
    RB025: ['A duration is longer than 24 hours.', 'Shorten it, or use a schedule.'],
    RB026: [
      'A map mixes `param`, `output`, `cel`, `pkgs` or `literal` with other keys.',
      'Write it alone, or write `{ literal: { … } }`.',
    ],
    RB027: [
      'A step, edit or check has no kind, or more than one.',
      'Give each exactly one kind; split it if it has several.',
    ],
    RB028: ['A check requires a file both to be missing and to have content.', 'Remove `contains`.'],
    RB029: ["A step's id is a reserved word.", 'Choose another id.'],
    RB030: ['The pattern of a parameter is not a regular expression RE2 accepts.', 'Fix the pattern.'],
    RB031: ["A parameter's lower bound is above its upper bound.", 'Correct the bounds.'],
    RB032: ['Two steps have the same id.', 'Rename one of them.'],
    RB033: [
      '`on-failure` does not name another step.',
      'Name a step, or `rollback`, `continue` or `needs-human`.',
    ],
    RB034: [
      'The pattern of a parameter could take too long: it uses look-around or back-references, or compiles to more than 2,000 instructions.',
      'Write it without them, and with small counts.',
    ],
    RB040: [
      'The document does not match `schemas/runbook.schema.json`.',
      'Change the value at the place named.',
    ],
    RB041: ['Runbooks call each other in a circle.', 'Remove one of the calls in the chain shown.'],
    RB042: [
      'Calls nest deeper than 8 levels, or make more than 200 steps.',
      'Call fewer runbooks, or split the run.',
    ],
    RB043: ['A called runbook cannot be loaded.', 'Correct its name, or fix the findings that follow.'],
    RB044: ['A call has `retry` or `timeout`.', 'Write it on the steps of the called runbook.'],
    RB045: ['A call passes a parameter the called runbook does not have.', 'Use the name suggested.'],
    RB046: ['A call omits a parameter that has no default.', 'Add it to `with`.'],
    RB047: [
      'A call passes a value that is only known during the run.',
      'Pass plain data, or a whole parameter.',
    ],
    RB048: ['A call passes a parameter of another type.', 'Declare both with the same type.'],
    RB101: ['`on-failure` names no step, or an earlier one.', 'Name a later step, or use `retry`.'],
    RB102: ['`on-failure` skips an edit.', 'Use `rollback`: a change is made completely or not at all.'],
    RB103: [
      'An edit or an `inputs` step comes after a step that runs on the new system.',
      'Move it forward, or make two runbooks.',
    ],
    RB104: [
      'A step changes the host without an undo, or cannot be undone and nobody is asked first.',
      'Give `undo`, or put an `approve` step before it.',
    ],
    RB105: [
      'A `reboot` step comes before an edit, occurs twice, is repeated, or can be skipped or jumped to; or it reboots if needed but nothing is changed.',
      'Put one after the edits, and let its failure lead to `rollback` or `needs-human`.',
    ],
  },
} as const satisfies FindingSection;

/** PAR: values of parameters. */
export const PARAMETER_VALUES = {
  title: 'PAR: values of parameters',
  rows: {
    PAR001: ['A parameter without a default has no value.', 'Give one with `-p name=value`.'],
    PAR002: ['The runbook has no such parameter.', 'Use the name suggested.'],
    PAR003: ["Text cannot be read as the parameter's type.", 'Write it in the form shown.'],
    PAR004: [
      "A value, or a default, does not match the parameter's schema.",
      'Give a value the message allows.',
    ],
    PAR005: ['The parameters are not a map of names to values.', 'Give a JSON object.'],
    PAR006: ['A parameter on the command line has no `=`.', 'Write `-p name=value`.'],
  },
} as const satisfies FindingSection;

/** REF, RES, CEL: references and expressions. */
export const REFERENCES_AND_EXPRESSIONS = {
  title: 'REF, RES, CEL: references and expressions',
  rows: {
    REF001: ['`{ param: … }` names no parameter.', 'Declare it, or use the name suggested.'],
    REF002: [
      '`{ output: … }` names no earlier step that has an output.',
      'Name an earlier `run`, `verify`, `edit` or `approve` step.',
    ],
    REF003: ['The step has no such output.', 'Use one that it has.'],
    REF004: [
      'The reference has the wrong type for this place.',
      'Change the type, or convert with `{ cel: … }`.',
    ],
    REF005: [
      'The program of a command is not plain text.',
      'Write the program out; only its arguments may vary.',
    ],
    REF006: ['An edit uses an output, but edits are computed before any step runs.', 'Use a parameter.'],
    REF007: ['A parameter is never used.', 'Remove it, or use it.'],
    RES001: [
      'No step produced the output.',
      'The step was skipped or did not run; make the use conditional too.',
    ],
    RES002: [
      'The value of a parameter cannot be an attribute name in an option path.',
      'Give one line of text.',
    ],
    RES003: ['The value of a reference is not text.', 'Refer to text, a number or a boolean.'],
    RES004: [
      'The value of a parameter is not a package name.',
      'Give attribute names joined by dots, such as `htop`.',
    ],
    RES005: ['A parameter has no value.', 'Bind the parameters first.'],
    RES006: [
      'The value of a parameter is not the input, age or window that the step needs.',
      'Write it in the form the message gives.',
    ],
    CEL001: [
      'An expression does not parse, has mismatched types, or could take too long.',
      'Correct it; parameters are `params.name`, outputs `outputs.step_id.field`.',
    ],
    CEL002: [
      'An expression has the wrong type for this place.',
      'Convert it: `string(…)`, `int(…)`, or compare.',
    ],
    CEL003: [
      'An expression failed when it was evaluated.',
      'Guard it with a condition; the message says what failed.',
    ],
  },
} as const satisfies FindingSection;
