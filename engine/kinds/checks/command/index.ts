import { say } from '../../../model/step-message.ts';
import { tellCommand } from './messages.ts';
import { DEFAULTS } from '../../../config/defaults.ts';
import { readInteger } from '../../../document/reader.ts';
import { readArgv } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind, DraftOf } from '../../check-kind.ts';
import { visitOptional, WORD } from '../../place.ts';
import { refer } from '../../schema.ts';
import { looksOnly } from '../../sinks.ts';
import { documentContains, readContains } from '../shared-keys.ts';
import { lookAtCommand } from './look.ts';

/** How a program ends and what it prints. */
interface CommandCheck {
  readonly argv: readonly Written[];
  readonly exit: number;
  readonly contains?: Written;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly command: CommandCheck;
  }
}

declare module '../../check-kind.ts' {
  interface CheckDrafts {
    readonly command: {
      readonly argv: readonly string[];
      readonly exit?: number;
      readonly contains?: string;
    };
  }
}

const exit = {
  title: 'Exit',
  description: 'Exit code that the command must have.',
  type: 'integer',
  minimum: 0,
  maximum: 255,
  default: DEFAULTS.commandExit.value,
};

export const commandCheck: CheckKind<CheckOf<'command'>, 'exit' | 'contains'> = {
  kind: 'command',
  help: {
    form: '`command: [id, alice]`',
    holds: 'it exits with `exit`, and its output contains `contains`',
  },
  keys: ['exit', 'contains'],
  schema: {
    subject: refer('argv', 'Command', 'Program and arguments. It must change nothing.'),
    keys: { exit },
  },
  parse: (subject, fields, common) => {
    const argv = readArgv(subject, 'command');
    const wanted = fields.exit ? readInteger(fields.exit, 'exit', 0, 255) : DEFAULTS.commandExit.value;
    const contains = readContains(fields);
    if (argv === undefined || wanted === undefined || !contains) return undefined;
    return { kind: 'command', argv, exit: wanted, ...contains, ...common };
  },
  visit: (check, at) => ({
    ...check,
    argv: at.argv(check.argv),
    ...visitOptional('contains', check.contains, at, { type: WORD }),
  }),
  refuseUnapproved: ({ argv }) =>
    looksOnly(argv)
      ? undefined
      : {
          message:
            'a check of a generated runbook runs a command that does more than read, and nobody approved it',
          fix: 'put an approve step before it, or remove it',
        },
  look: lookAtCommand,
  runs: (check, shown) => shown.command(check.argv),
  label: (check, { text }) => `with ${text(check.argv[0])}`,
  claim: (check, { argv }) =>
    say('command.exits', { argv: argv(check.argv, check.position), exit: check.exit }),
  tell: tellCommand,
  explain: (check, shown) => `${shown.command(check.argv)} exits ${check.exit}`,
  document: (check, shown) => {
    const contains = check.contains === undefined ? undefined : shown.text(check.contains);
    return `${shown.command(check.argv)} exits ${check.exit}${documentContains(contains)}`;
  },
  render: ({ argv, exit: wanted, contains }: DraftOf<'command'>) => ({
    command: argv,
    exit: wanted,
    contains,
  }),
};
