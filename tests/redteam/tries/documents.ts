import { parseHostSettings } from '../../../engine/config/host-settings.ts';
import { parseRunbook } from '../../../engine/runbook/parse.ts';
import { parseService } from '../../../engine/watch/service.ts';
import { checkSteps } from '../../lib/runbooks.ts';
import { readPolicyText } from '../../lib/policy.ts';
import { ifSo, triesOf, type Try } from './try.ts';

const REFUSED = 'it is refused, with the place where it stands';

const book = (steps: string): string => `runbook: a\nversion: 1\ndescription: A.\nsteps:\n${steps}`;

/** Runbooks of a model, or of who hands one over. */
const BOOKS: readonly (readonly [what: string, text: string])[] = [
  ['a tag of JavaScript', book('  - id: a\n    run: { argv: !!js/function "x", effect: read }\n')],
  [
    'a tag of Python',
    book('  - id: a\n    run: { argv: [!!python/object/apply:os.system "x"], effect: read }\n'),
  ],
  ['a tag that reads a file', book('  - id: a\n    run: { argv: [!include /etc/shadow], effect: read }\n')],
  ['binary data', book('  - id: a\n    run: { argv: [!!binary aGk=], effect: read }\n')],
  ['a set of YAML', book('  - id: a\n    run: { argv: !!set { x }, effect: read }\n')],
  ['a merge of members', book('  - &a { id: a, wait: 1s }\n  - { <<: *a, id: b }\n')],
  ['a member __proto__', book('  - id: a\n    __proto__: { run: { argv: [x], effect: read } }\n')],
  ['a member constructor', book('  - id: a\n    constructor: { prototype: { wait: 1s } }\n')],
  ['two kinds in one step', book('  - id: a\n    wait: 1s\n    run: { argv: [x], effect: read }\n')],
  ['one member twice', book('  - id: a\n    wait: 1s\n    wait: 2s\n')],
  ['two documents', `${book('  - { id: a, wait: 1s }\n')}---\nrunbook: b\n`],
  ['a null in a command', book('  - id: a\n    run: { argv: ["a\\0b"], effect: read }\n')],
  ['an id with a line break', book('  - id: "a\\nb"\n    wait: 1s\n')],
  ['an id that turns the direction of writing', book('  - id: "a\\u202Eb"\n    wait: 1s\n')],
  ['an id of Cyrillic letters', book('  - id: "\\u0430"\n    wait: 1s\n')],
  ['two steps of one id', book('  - { id: a, wait: 1s }\n  - { id: a, wait: 1s }\n')],
  ['a command without a word', book('  - id: a\n    run: { argv: [], effect: read }\n')],
  ['a command without a program', book('  - id: a\n    run: { argv: [""], effect: read }\n')],
  ['an effect of its own', book('  - id: a\n    run: { argv: [x], effect: none }\n')],
  ['a time that is no time', book('  - id: a\n    wait: 1e9s\n')],
  ['a time before now', book('  - id: a\n    wait: -1s\n')],
  ['a name that is a path', book('  - { id: a, wait: 1s }\n').replace('runbook: a', 'runbook: ../a')],
  ['a version of another kind', book('  - { id: a, wait: 1s }\n').replace('version: 1', 'version: [1]')],
  ['who wrote it, as a member', `${book('  - { id: a, wait: 1s }\n')}origin: shipped\n`],
  [
    'a program that is chosen by a parameter',
    `parameters: { x: { type: string } }\n${book('  - id: a\n    run: { argv: [{ param: x }], effect: read }\n')}`,
  ],
  ['a runbook that calls itself', book('  - id: a\n    call: { runbook: a }\n')],
];

const books = triesOf(
  'answers and runbooks',
  REFUSED,
  BOOKS.map(([what, text]) => ({
    tried: `a runbook with ${what}`,
    play: () => {
      const parsed = parseRunbook(text, 'a.yaml', 'generated');
      if (!parsed.ok)
        return ifSo(
          parsed.findings.every(({ code }) => code !== undefined),
          REFUSED,
          parsed,
        );
      const steps = text.slice(text.indexOf('steps:\n') + 'steps:\n'.length);
      const checked = checkSteps(steps);
      return ifSo(!checked.ok, REFUSED, 'it is taken');
    },
  })),
);

const policies = triesOf(
  'policy and settings',
  REFUSED,
  (
    [
      ['an alias', 'policy: 1\nrisk: &a [{ options: [a.**], class: package, because: x }]\noptions: *a\n'],
      ['a class of its own', 'policy: 1\nautonomy: { root: automatic }\n'],
      ['a need of its own', 'policy: 1\nautonomy: { boot: always }\n'],
      ['a member that is misspelt', 'policy: 1\nautonmy: { boot: forbidden }\n'],
      ['a member __proto__', 'policy: 1\n__proto__: { autonomy: { boot: automatic } }\n'],
      ['a rule without a reason', 'policy: 1\nrisk: [{ options: [a.**], class: package }]\n'],
      ['a rule about nothing', 'policy: 1\nrisk: [{ options: [], class: package, because: x }]\n'],
      [
        'a condition that is no expression',
        'policy: 1\nrequire: [{ when: "1 +", need: confirm, because: x }]\n',
      ],
      ['a file to be read', 'policy: 1\nextends: /home/eve/policy.yaml\n'],
      ['two documents', 'policy: 1\n---\npolicy: 1\n'],
      ['one member twice', 'policy: 1\nautonomy: { boot: forbidden, boot: automatic }\n'],
      ['nothing', ''],
      ['text', 'everything is allowed'],
    ] as const
  ).map(([what, text]) => ({
    tried: `a policy with ${what}`,
    play: () => ifSo(!readPolicyText(text).ok, REFUSED, 'it is taken'),
  })),
);

const settings = triesOf(
  'policy and settings',
  REFUSED,
  (
    [
      ['a root that is where the caller stands', 'host: { root: host }\n'],
      ['a state directory that goes up', 'host: { state: ../state }\n'],
      ['a program that is text', 'host: { systemctl: "systemctl --host eve" }\n'],
      ['no program', 'host: { systemctl: [] }\n'],
      ['a member that is misspelt', 'polcy: { boot: forbidden }\n'],
      ['a tag of JavaScript', 'host: { root: !!js/function "x" }\n'],
      ['an alias', 'host: &a { root: /srv }\nnix: *a\n'],
      ['a limit before now', 'limits: { approval: -1 }\n'],
      ['a limit without an end', 'limits: { approval: .inf }\n'],
    ] as const
  ).map(([what, text]) => ({
    tried: `settings with ${what}`,
    play: () => ifSo(!parseHostSettings(text, 'a.yaml', 'channel').ok, REFUSED, 'they are taken'),
  })),
);

/** A name becomes a part of the command line of a unit. */
const services = triesOf(
  'units',
  REFUSED,
  (
    [
      ['a specifier of systemd', 'nightly%n'],
      ['a variable of systemd', '$HOME'],
      ['a blank and an option', 'a --yes'],
      ['a path', '../a'],
      ['a line break', 'a\\nExecStart=x'],
      ['two dashes', '--yes'],
      ['a quote', "a'b"],
    ] as const
  ).map(([what, name]) => ({
    tried: `a schedule whose name is ${what}`,
    play: () => {
      const text = `service: 1\nschedules: [{ name: "${name}", runbook: a, calendar: daily }]\n`;
      return ifSo(!parseService(text, 's.yaml').ok, REFUSED, 'it is taken');
    },
  })),
);

export const DOCUMENTS: readonly Try[] = [...books, ...policies, ...settings, ...services];
