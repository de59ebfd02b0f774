import type { FindingSection } from './section.ts';

/** SEC: secrets. */
export const SECRETS = {
  title: 'SEC: secrets',
  rows: {
    SEC001: [
      'A request, or the value of a parameter, holds what looks like a secret; nothing was written.',
      'Put it into a file that only root can read, and name the file.',
    ],
    SEC002: [
      'A secret would become the value of an option, or is given in words, and would lie in the Nix store, which everybody may read. An error for a sentence, a warning for a runbook that somebody wrote.',
      'Set the option that takes a file: `hashedPasswordFile`, `passwordFile`.',
    ],
  },
} as const satisfies FindingSection;

/** CFG, POL, PROOF, EVAL: settings, policy and evaluation. */
export const SETTINGS_AND_POLICY = {
  title: 'CFG, POL, PROOF, EVAL: settings, policy and evaluation',
  rows: {
    CFG001: ['The host settings are not valid YAML.', 'Mend the syntax at the place.'],
    CFG002: ['The host settings do not fit their schema.', 'Change the value at the place.'],
    CFG003: [
      '`planner.order` names a provider that is not configured.',
      'Configure it under `providers`, or name one that is.',
    ],
    CFG010: ['The directory to check has no configuration.', 'Name the directory that has one.'],
    CFG011: ['A runbook of the configuration has another name than its file.', 'Give both one name.'],
    POL001: [
      'Policy forbids a change of this class on this host, or a condition of it does.',
      'An administrator can allow it, at the place that is named.',
    ],
    POL002: ['The run has planned nothing that could be approved.', 'Look at it with `nixos-ai show`.'],
    POL003: [
      'Who asked for a run wants to approve it, or it cannot be told whether they are two.',
      'Somebody else approves it, in a session of their own.',
    ],
    POL004: ['Whoever was asked did not approve.', 'Nothing was recorded.'],
    POL005: [
      'Policy forbids this runbook to change an option.',
      'A person writes it in a runbook of their own, or the policy allows it.',
    ],
    POL006: [
      'Policy forbids this runbook to run a command.',
      'Use one that it allows, or let the policy allow it.',
    ],
    POL007: [
      'Policy forbids this runbook to look at a path.',
      'Look at another, or let the policy allow it.',
    ],
    POL008: ['Policy names other people to approve.', 'One of them approves it.'],
    POL009: [
      'Policy decided nothing about a run: it ended before its plan was complete.',
      '`nixos-ai show` says how it ended.',
    ],
    POL010: [
      'The policy cannot be read, is too large, or everybody may write to it.',
      'Mend the file or its rights; until then nothing is changed.',
    ],
    POL011: [
      'A policy is not plain YAML: broken, or with anchors, aliases or tags.',
      'Mend it at the place.',
    ],
    POL012: [
      'A policy is not as its schema says.',
      'Write what the message allows; docs/POLICY.md has examples.',
    ],
    POL013: [
      'A condition of a policy is no expression, names what is not there, or gives neither true nor false.',
      'Take a name that docs/POLICY.md lists.',
    ],
    POL014: [
      'A rule of a policy never decides: an earlier one matches whatever it matches.',
      'Put it before that one, or remove it.',
    ],
    POL015: ['A pattern of a policy matches no option of the host.', 'Take the name that is suggested.'],
    PROOF001: [
      'The evaluated configuration does not hold what was asked.',
      'Change the definition that wins; the live host was not touched.',
    ],
    PROOF002: [
      'The change would also do what nobody asked for: a definition or the items of a list vanish or appear beside it.',
      'Change it by hand, or allow the option by name in the policy; the live host was not touched.',
    ],
    EVAL001: [
      'Nix refuses the candidate configuration.',
      'Correct what Nix names; the live host was not touched.',
    ],
    EVAL002: [
      'The evaluation took too long and was ended.',
      'Raise `limits.evaluate`, or look for an evaluation that does not end.',
    ],
    EVAL003: [
      'This computer gives no mount namespace, and the configuration names its own directory by its full path.',
      'Name files relative to their own, or run it as root.',
    ],
    EVAL004: [
      'The flake lies in a git repository, and git cannot tell which files are in it.',
      'Make `git status` work in the directory. Nothing is evaluated before: what git withholds must not get into the Nix store.',
    ],
    EVAL005: [
      'Git does not give a file to the flake, which needs it: it is ignored, not added, or in a submodule that is not checked out.',
      '`git add --intent-to-add` for the file, `--force` as well where it is ignored; never for a secret.',
    ],
    EVAL006: [
      'The flake refers to a file outside of its directory, or of the repository that it lies in.',
      'Move the file there; or keep the flake and what it imports in one git repository.',
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
      'There are too many paths to check, so nothing is accepted.',
      'Use fewer conditions that differ, or split the runbook.',
    ],
    PATH001: [
      'A path reaches the switch without a snapshot, a candidate, a dry-build that passed after the last edit, its build, or the last look.',
      'Lead the path through the state that is named.',
    ],
    PATH002: [
      'A path just stops, or its end says something else than what became of the host.',
      'Lead it to rollback or needs-human, or on to the confirmation.',
    ],
    PATH003: [
      'What changes the host cannot be taken back, or cannot be undone and is not approved on every path.',
      'Give `undo`, or put an `approve` step before it that no path goes around.',
    ],
    PATH004: [
      'The engine could die in a state, and what follows is not safe.',
      'Recover by rollback, or leave it to a person.',
    ],
    PATH005: [
      'A state is not reached, an edge leads nowhere or twice, or the run could go round.',
      'Lead every edge forward to a state or an end.',
    ],
    PATH006: [
      'There is not time enough for the rollback, or before the dead-man timer acts.',
      'Give the rollback the time that is named.',
    ],
    PATH007: [
      'Text from outside would be run, or would choose what is looked at.',
      'Write it out, or pass it to a program that takes data.',
    ],
    PATH008: [
      'A path changes the host without consent to exactly what was proved last.',
      'Ask for consent after the last edit and dry-build.',
    ],
  },
} as const satisfies FindingSection;
