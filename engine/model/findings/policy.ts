import type { FindingSection } from './section.ts';

/** SEC: secrets. */
export const SECRETS = {
  title: 'SEC: secrets',
  rows: {
    SEC001: [
      'A request, or the value of a parameter, looks like it contains a secret; nothing was written.',
      'Put it in a file that only root can read, and name the file.',
    ],
    SEC002: [
      "A secret would become an option's value and end up in the world-readable Nix store. An error for a sentence, a warning for a runbook written by a person.",
      'Use the option that takes a file: `hashedPasswordFile`, `passwordFile`.',
    ],
  },
} as const satisfies FindingSection;

/** CFG, POL, PROOF, EVAL: settings, policy and evaluation. */
export const SETTINGS_AND_POLICY = {
  title: 'CFG, POL, PROOF, EVAL: settings, policy and evaluation',
  rows: {
    CFG001: ['The host settings are not valid YAML.', 'Fix the syntax at the place named.'],
    CFG002: ['The host settings do not match their schema.', 'Change the value at the place named.'],
    CFG003: [
      '`planner.order` names a provider that is not configured.',
      'Configure it under `providers`, or name one that is.',
    ],
    CFG010: ['The directory to check has no configuration.', 'Name the directory that has one.'],
    CFG011: [
      'A runbook of the configuration has a different name from its file.',
      'Give both the same name.',
    ],
    POL001: [
      'Policy forbids changes of this class on this host, or a condition forbids this one.',
      'An administrator can allow it at the place named.',
    ],
    POL002: ['The run has no plan to approve.', 'Look at it with `nixos-ai show`.'],
    POL003: [
      'The person who asked for a run tries to approve it, or it is unclear whether they are two people.',
      'Somebody else approves it, in their own session.',
    ],
    POL004: ['Whoever was asked did not approve.', 'Nothing was recorded.'],
    POL005: [
      'Policy forbids this runbook, or this edit, to change an option.',
      'Let a person write it in their own runbook, or allow it in the policy.',
    ],
    POL006: [
      'Policy forbids this runbook to run a command.',
      'Use one it allows, or allow it in the policy.',
    ],
    POL007: [
      'Policy forbids this runbook to read a path, or an edit to change a file.',
      'Use another, or allow it in the policy.',
    ],
    POL008: ['Policy names other approvers.', 'One of them approves it.'],
    POL009: [
      'There is no policy decision for a run: it ended before its plan was complete.',
      '`nixos-ai show` says how it ended.',
    ],
    POL010: [
      'The policy cannot be read, is too large, or somebody else than root may write to it: its owner, mode, directories or links say so.',
      'Fix the file, or `chown root` and `chmod go-w` what is named; until then nothing is changed.',
    ],
    POL011: [
      'A policy is not plain YAML: broken, or with anchors, aliases or tags.',
      'Fix it at the place named.',
    ],
    POL012: [
      'A policy does not match its schema.',
      'Write what the message allows; docs/POLICY.md has examples.',
    ],
    POL013: [
      'A condition of a policy is not an expression, names something unknown, or is not a boolean.',
      'Use a name that docs/POLICY.md lists.',
    ],
    POL014: [
      'A rule of a policy never applies: an earlier one matches everything it matches.',
      'Put it before that one, or remove it.',
    ],
    POL015: ['A pattern of a policy matches no option of the host.', 'Use the name suggested.'],
    PROOF001: [
      'The evaluated configuration does not contain what was asked for.',
      'Change the definition that wins; the live host was not touched.',
    ],
    PROOF002: [
      'The change would have an unrequested side effect: a definition or list items would disappear or appear beside it.',
      'Change it by hand, or allow the option by name in the policy; the live host was not touched.',
    ],
    EVAL001: [
      'Nix refuses the candidate configuration.',
      'Fix what Nix reports; the live host was not touched.',
    ],
    EVAL002: [
      'The evaluation took too long and was stopped.',
      'Raise `limits.evaluate`, or look for an evaluation that does not end.',
    ],
    EVAL003: [
      'This computer has no mount namespaces, and the configuration refers to its own directory by its full path.',
      'Use relative paths, or run it as root.',
    ],
    EVAL004: [
      'The flake is in a git repository, and git cannot tell which files belong to it.',
      'Make `git status` work in the directory. Nothing is evaluated before: files that git excludes must not get into the Nix store.',
    ],
    EVAL005: [
      'The flake needs a file that git does not include: it is ignored, not added, or in a submodule that is not checked out.',
      '`git add --intent-to-add` for the file, with `--force` if it is ignored; never for a secret.',
    ],
    EVAL006: [
      'The flake refers to a file outside its directory or repository.',
      'Move the file there, or keep the flake and what it imports in one git repository.',
    ],
  },
} as const satisfies FindingSection;

/** PATH: what a run could do. */
export const RUN_PATHS = {
  title: 'PATH: what a run could do',
  intro:
    'Every path of a run is followed before it begins, crashes of the engine included; the message holds the shortest path that shows the problem.',
  rows: {
    PATH000: [
      'There are too many paths to check, so the runbook is refused.',
      'Use fewer conditions, or split the runbook.',
    ],
    PATH001: [
      'A path reaches the switch without a snapshot, a candidate, a dry-build after the last edit, its build, or the preflight.',
      'Route the path through the state named.',
    ],
    PATH002: [
      'A path just stops, or its end does not match what happened to the host.',
      'Route it to rollback or needs-human, or on to the confirmation.',
    ],
    PATH003: [
      'A change of the host cannot be undone, and is not approved on every path.',
      'Give `undo`, or put an `approve` step before it that no path bypasses.',
    ],
    PATH004: [
      'The engine could die in a state, and what follows is not safe.',
      'Recover by rollback, or leave it to a person.',
    ],
    PATH005: [
      'A state is unreachable, an edge leads nowhere or twice, or the run could loop.',
      'Lead every edge forward to a state or an end.',
    ],
    PATH006: [
      'There is not enough time for the rollback, or before the dead-man timer acts.',
      'Give the rollback the time named.',
    ],
    PATH007: [
      'Text from outside would be run, or would choose what is read.',
      'Write it out, or pass it to a program as data.',
    ],
    PATH008: [
      'A path changes the host without consent to exactly what was proved last.',
      'Ask for consent after the last edit and dry-build.',
    ],
  },
} as const satisfies FindingSection;
