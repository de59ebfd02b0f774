import type { FindingSection } from './section.ts';

/** RB: the text of a runbook. */
export const RUNBOOK_TEXT = {
  title: 'RB: the text of a runbook',
  rows: {
    RB001: ['The file is larger than 256 KiB.', 'Split it into runbooks that call each other.'],
    RB002: ['The text is not valid YAML.', 'Mend the syntax at the place, or on the line before.'],
    RB003: ['A tab indents a line.', 'Indent with spaces.'],
    RB004: ['The document is empty.', 'Start from a shipped runbook.'],
    RB005: ['The file holds more than one document.', 'Keep one; remove the line `---`.'],
    RB006: ['An anchor or an alias is used.', 'Write the value out where it is used.'],
    RB007: ['A tag (`!name`) is used.', 'Remove the tag.'],
    RB008: ['A merge key (`<<`) is used.', 'Write the keys out.'],
    RB009: ['A key is written twice in one map.', 'Remove one of the two.'],
    RB010: ['The document is nested deeper than 32 levels.', 'Flatten the value.'],
    RB011: ['A key is not text.', 'Put the key in quotes.'],
    RB012: ['A number cannot be kept exactly, or is infinite.', 'Write it in quotes if it is text.'],
    RB020: [
      'A value has another type than wanted.',
      'Write what the message allows; words that look like numbers go in quotes.',
    ],
    RB021: ['A key is not known here.', 'Take the key that is suggested.'],
    RB022: ['A required key is missing.', 'Add it.'],
    RB023: [
      'Text does not have the form that is wanted (a name, a path, one of a list).',
      'Write it in the form of the message.',
    ],
    RB024: ['A number, a length or a count is out of bounds.', 'Keep within the bounds of the message.'],
    RB025: ['A duration is longer than 24 hours.', 'Shorten it, or use a schedule.'],
    RB026: [
      'A map mixes `param`, `output`, `cel`, `pkgs` or `literal` with other keys.',
      'Let it stand alone, or write `{ literal: { … } }`.',
    ],
    RB027: [
      'A step, an edit or a check has none or several of its kinds.',
      'Make it exactly one; several become several.',
    ],
    RB028: ['A file that must not exist is asked for its content.', 'Remove `contains`.'],
    RB029: ["A step's id is a word of the engine.", 'Choose another id.'],
    RB030: ['The pattern of a parameter is not a regular expression that RE2 reads.', 'Mend the pattern.'],
    RB031: ["A parameter's lower bound is above its upper bound.", 'Correct the bounds.'],
    RB032: ['Two steps have one id.', 'Give one of them another id.'],
    RB033: ['`on-failure` names no other step.', 'Name a step, or `rollback`, `continue`, `needs-human`.'],
    RB034: [
      'The pattern of a parameter may take too long to try: it looks around, refers back, or compiles to more than 2,000 instructions.',
      'Write it without looking around or referring back, and with small counts.',
    ],
    RB040: [
      'The document does not fit `schemas/runbook.schema.json`.',
      'Change the value at the place that is named.',
    ],
    RB041: ['Runbooks call each other in a circle.', 'Remove one of the calls of the chain that is shown.'],
    RB042: [
      'Calls nest deeper than 8 levels, or make more than 200 steps.',
      'Call fewer runbooks, or split the run.',
    ],
    RB043: ['A called runbook cannot be loaded.', 'Correct its name, or mend the findings that follow.'],
    RB044: ['A call has `retry` or `timeout`.', 'Write it at the steps of the called runbook.'],
    RB045: [
      'A call gives a parameter that the called runbook does not have.',
      'Take the name that is suggested.',
    ],
    RB046: ['A call leaves out a parameter that has no default.', 'Add it to `with`.'],
    RB047: [
      'A call gives a value that is only known during the run.',
      'Give plain data, or hand on a whole parameter.',
    ],
    RB048: ['A call hands on a parameter of another type.', 'Declare both with one type.'],
    RB101: [
      '`on-failure` leads to no step, or back to an earlier one.',
      'Name a later step, or use `retry`.',
    ],
    RB102: ['`on-failure` jumps over an edit.', 'Use `rollback`: a change is made or not made.'],
    RB103: [
      'An edit or an `inputs` step stands after a step that runs on the new system.',
      'Move the edit forward, or make two runbooks.',
    ],
    RB104: [
      'A step changes the host without an undo, or cannot be undone and nobody is asked before.',
      'Give `undo`, or put an `approve` step before it.',
    ],
    RB105: [
      'A `reboot` step stands before an edit, twice, or is jumped to or over, repeated or passed by; or it reboots if needed, but nothing is changed.',
      'Put one behind the edits; let it lead to `rollback` or `needs-human`.',
    ],
  },
} as const satisfies FindingSection;

/** PAR: values of parameters. */
export const PARAMETER_VALUES = {
  title: 'PAR: values of parameters',
  rows: {
    PAR001: ['A parameter without a default is not given.', 'Give it with `-p name=value`.'],
    PAR002: ['A parameter is given that the runbook does not have.', 'Take the name that is suggested.'],
    PAR003: ["Text cannot be read as the parameter's type.", 'Write it in the form that is shown.'],
    PAR004: [
      "A value, or a default, does not fulfil the parameter's schema.",
      'Give a value that the message allows.',
    ],
    PAR005: ['The parameters are no map of names to values.', 'Give a JSON object.'],
    PAR006: ['A parameter on the command line has no `=`.', 'Write `-p name=value`.'],
  },
} as const satisfies FindingSection;

/** REF, RES, CEL: references and expressions. */
export const REFERENCES_AND_EXPRESSIONS = {
  title: 'REF, RES, CEL: references and expressions',
  rows: {
    REF001: ['`{ param: … }` names no parameter.', 'Declare it, or take the name that is suggested.'],
    REF002: [
      '`{ output: … }` names no step before this one that gives an output.',
      'Name an earlier `run`, `verify`, `edit` or `approve` step.',
    ],
    REF003: ['The step gives no such output.', 'Take one that it gives.'],
    REF004: [
      'What is referred to has another type than the place wants.',
      'Change the type, or convert with `{ cel: … }`.',
    ],
    REF005: [
      'The program of a command is not plain text.',
      'Write the program out; only its arguments may vary.',
    ],
    REF006: ['An edit uses an output, but edits are computed before any step runs.', 'Use a parameter.'],
    REF007: ['A parameter is never used.', 'Remove it, or use it.'],
    RES001: [
      'An output is asked for that no step gave.',
      'The step was left out or did not run; make the use conditional too.',
    ],
    RES002: [
      'The value of a parameter cannot be one attribute name of an option path.',
      'Give text of one line.',
    ],
    RES003: ['The value of a reference is no text.', 'Refer to text, a number or a truth value.'],
    RES004: [
      'The value of a parameter is no package name.',
      'Give attribute names joined by dots, such as `htop`.',
    ],
    RES005: ['A parameter has no value.', 'Bind the parameters first.'],
    RES006: [
      'A value of a parameter is no input, age or window, where the engine itself acts on it.',
      'Give it in the form of the message.',
    ],
    CEL001: [
      'An expression does not parse, its types do not fit, or it may take too long.',
      'Correct it; parameters are `params.name`, outputs `outputs.step_id.field`.',
    ],
    CEL002: [
      'An expression gives another type than the place wants.',
      'Convert it: `string(…)`, `int(…)`, or compare.',
    ],
    CEL003: [
      'An expression failed while it was computed.',
      'Guard it with a condition; the message says what failed.',
    ],
  },
} as const satisfies FindingSection;
