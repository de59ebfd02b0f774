import { expect, it } from 'vitest';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import type { StateMessages, StepMessage } from '../../../engine/model/step-message.ts';
import { STATE_PHRASES } from '../../../engine/report/messages/states.ts';
import { tellMessage, tellWithFindings } from '../../../engine/report/messages/tell-message.ts';
import { person } from '../../steps/support/play.ts';

const SYSTEM = '/nix/store/a-nixos-system-atlas';
const OTHER = '/nix/store/b-nixos-system-atlas';
const COMMIT = '0123456789abcdef';
const UNTIL = '2026-01-05T12:00:00.000Z';
const STORE = '/var/lib/nixos-ai/snapshots.git';
const WAITS: StepMessage = { code: 'reboot.rebooting', values: {} };

type Cases<Messages> = {
  readonly [Code in keyof Messages]: readonly (readonly [values: Messages[Code], english: string])[];
};

/** What each message is in English. The compiler holds it to every code that there is. */
const CASES: Cases<StateMessages> = {
  'plan.unchanged': [[{}, 'the files already say so']],
  'plan.files': [
    [{ count: 1 }, '1 file to change'],
    [{ count: 2 }, '2 files to change'],
  ],
  'plan.restores': [[{ target: SYSTEM }, `back to ${SYSTEM}`]],
  'plan.target-gone': [
    [
      { target: SYSTEM, run: 'r1' },
      `${SYSTEM}, the system before run r1, is no longer in the store: it was garbage-collected`,
    ],
  ],

  'snapshot.kept': [[{ commit: COMMIT }, 'kept as 0123456789ab']],

  'edit.changed-meanwhile': [
    [{}, 'the configuration was changed by somebody else between plan and edit; plan again'],
  ],
  'edit.made': [
    [{}, 'candidate created'],
    [{ commit: COMMIT }, 'candidate 0123456789ab created'],
  ],

  'dry-build.unchanged': [[{}, 'already so; nothing was changed']],
  'dry-build.files-unchanged': [
    [{}, 'the files already say so, and their value cannot be compared; nothing was changed'],
  ],
  'dry-build.checks-fail': [
    [{ failures: [WAITS, WAITS] }, 'nothing was changed, but\nthe host is rebooting\nthe host is rebooting'],
  ],
  'dry-build.check-fails': [
    [{ step: 'look', said: WAITS }, 'look: the host is rebooting'],
    [{ step: 'look' }, 'look: '],
  ],
  'dry-build.previewed': [
    [{ builds: 1, risk: 'package' }, '1 derivation to build, risk package'],
    [{ builds: 0, risk: 'boot' }, '0 derivations to build, risk boot'],
  ],

  'consent.acts': [
    [
      { acts: [{ kind: 'run', step: 'see', command: 'df -h', effect: 'read' }] },
      "what the runbook does, in this order:\nsee  runs df -h\n       by its author's word it changes nothing",
    ],
  ],
  'consent.lets-pass': [
    [
      { acts: [{ kind: 'own', step: 'boot', what: 'reboot the host' }] },
      'a yes to the next question lets this pass:\nboot  reboot the host',
    ],
  ],
  'consent.held': [[{}, 'the preview is complete; nothing was changed']],
  'consent.overdue': [[{ expires: UNTIL }, `nobody approved it before ${UNTIL}`]],
  'consent.by-policy': [[{}, 'policy allows this class of change']],
  'consent.by-policy-for-steps': [[{}, 'policy allows this class of step']],
  'consent.no-change': [[{}, 'no step changes the host']],
  'consent.approved': [
    [{ by: '--yes' }, 'approved by --yes'],
    [{ by: person('bob') }, 'approved by bob'],
  ],
  'consent.refused': [
    [{}, 'not approved'],
    [{ why: 'interrupted' }, 'interrupted'],
  ],
  'consent.forbidden': [[{}, 'policy forbids it']],
  'consent.forbidden-steps': [[{ why: 'policy forbids this' }, 'policy forbids this']],
  'consent.steps-need-two': [
    [
      {},
      'policy requires two people for this, but only a configuration change can be approved by a second person',
    ],
  ],
  'consent.nobody-to-retry': [[{}, 'nobody is here to approve retrying a change that failed before']],
  'consent.nobody-for-steps': [
    [
      { class: 'service', runbook: 'web' },
      "policy requires a person for 'service' steps, and nobody is here: `nixos-ai run web` runs it by hand",
    ],
  ],
  'consent.waits-for-person': [
    [
      { class: 'network', run: 'r1' },
      "policy requires a person to approve 'network' changes: `nixos-ai approve r1` approves exactly this plan, and the run goes on",
    ],
  ],
  'consent.waits-for-other': [
    [
      { by: person('alice'), class: 'access', approvers: { users: ['bob'], groups: ['ops'] }, run: 'r1' },
      "policy wants somebody else than alice to approve changes of class 'access' (bob, or one of group ops): when they run `nixos-ai approve r1` this run goes on",
    ],
    [
      { by: person('alice'), class: 'access', approvers: { users: [], groups: [] }, run: 'r1' },
      "policy wants somebody else than alice to approve changes of class 'access': when they run `nixos-ai approve r1` this run goes on",
    ],
  ],
  'consent.approvers-unknown': [[{}, 'who may approve cannot be read from the policy']],

  'build.not-kept': [
    [
      { trouble: { kind: 'nix', said: 'no space left' } },
      'the running system cannot be kept for a rollback: no space left',
    ],
  ],
  'build.failed': [
    [
      { trouble: { kind: 'builds', builds: [{ drv: '/nix/store/x.drv', why: 'it failed', log: [] }] } },
      'the build failed: it failed',
    ],
    [
      {
        trouble: {
          kind: 'tool',
          finding: { code: 'HOST003', severity: 'error', message: 'no Nix', fix: 'x' },
        },
      },
      'the build failed: error HOST003: no Nix\n  → x',
    ],
  ],
  'build.other-result': [
    [{ built: OTHER, approved: SYSTEM }, `the build produced ${OTHER}, but ${SYSTEM} was approved`],
  ],
  'build.built': [[{ toplevel: SYSTEM }, SYSTEM]],

  'preflight.ready': [[{}, 'the files are unchanged, and the new system can be switched to']],
  'preflight.other-plan': [[{}, 'the approval is for a different plan; nothing was written. Plan again']],
  'preflight.approval-expired': [
    [{ expires: UNTIL }, `the approval expired at ${UNTIL}; nothing was written. Plan again`],
  ],
  'preflight.does-more': [
    [
      { shown: 'package', class: 'boot' },
      "the built system does more as root than was shown: it is of class 'boot', not 'package'; nothing was written. Ask for the change again: its preview then says so",
    ],
  ],
  'preflight.stricter-policy': [
    [
      {
        need: 'two-people',
        rule: { kind: 'risk', about: 'x', because: 'y', class: 'boot', need: 'two-people' },
      },
      "policy now requires 'two-people' for this (boot: x: y); nothing was written. Plan again",
    ],
    [{ need: 'confirm' }, "policy now requires 'confirm' for this (); nothing was written. Plan again"],
  ],
  'preflight.files-changed': [
    [
      { paths: ['a.nix', 'b.nix'] },
      'a.nix, b.nix changed after the preview; nothing was written. Plan again',
    ],
  ],
  'preflight.snapshot-lost': [
    [
      { store: STORE, path: 'a.nix' },
      `the snapshot store ${STORE} does not return a.nix unchanged; nothing was changed`,
    ],
  ],
  'preflight.unwritable': [
    [
      { path: '/etc/nixos/a.nix' },
      '/etc/nixos/a.nix cannot be written (read-only, or not owned by us); nothing was changed',
    ],
  ],
  'preflight.boot-full': [
    [
      { path: '/boot', free: 1024 ** 2, needed: 64 * 1024 ** 2 },
      "/boot has 1.0 MiB free, and the new system's kernel and initrd need 64.0 MiB; nothing was changed. Delete old generations, then try again",
    ],
  ],
  'preflight.waits-for-lock': [
    [
      { pid: 7, file: '/run/lock' },
      'process 7 holds /run/lock: another activation is in progress; waiting for it',
    ],
  ],
  'preflight.locked': [
    [
      { pid: 7, file: '/run/lock' },
      'process 7 holds /run/lock: another activation is in progress; nothing was changed. Try again when it is done',
    ],
  ],
  'preflight.lists-left': [
    [
      { lists: [{ file: '/run/nixos/start-list', units: ['a.service', 'b.service'] }] },
      'an earlier switch was interrupted, and this one finishes what it left: /run/nixos/start-list lists a.service, b.service',
    ],
  ],
  'preflight.refused': [[{ said: 'no' }, "the new system's pre-switch checks refuse the switch: no"]],
  'preflight.inhibited': [[{ said: 'no' }, 'the new system must be booted instead of switched to: no']],
  'preflight.no-service-manager': [
    [{}, 'no service manager answers here, so the new system waits for the next boot'],
  ],
  'preflight.back-by-boot': [
    [{ reasons: ['kernel', 'initrd'] }, 'back by a reboot: another kernel, another initrd'],
  ],

  'switch.dead-man': [
    [
      { seconds: 90, by: 'timer' },
      'the host rolls back automatically in 1 min 30 s unless the change is verified',
    ],
    [
      { seconds: 90, by: 'process' },
      'the host rolls back automatically in 1 min 30 s unless the change is verified, through a separate process, because the service manager sets no timer',
    ],
  ],
  'switch.writing': [
    [{ paths: ['a.nix', 'b.nix'] }, 'writing a.nix, b.nix'],
    [{ paths: [] }, 'writing no file'],
  ],
  'switch.activating': [[{ toplevel: SYSTEM }, `activating ${SYSTEM}`]],
  'switch.already-running': [[{}, 'this system is already running']],
  'switch.on-trial': [[{ toplevel: SYSTEM }, `${SYSTEM} is running, on trial`]],
  'switch.needs-reboot': [[{ toplevel: SYSTEM }, `${SYSTEM} needs a reboot (exit 100)`]],
  'switch.failed': (
    [
      [{ exitCode: 0, timedOut: false }, 'it succeeded'],
      [{ exitCode: 2, timedOut: false }, 'an activation script failed (exit 2)'],
      [{ exitCode: 4, timedOut: false }, 'units failed (exit 4)'],
      [{ exitCode: 11, timedOut: false }, 'another activation holds the lock (exit 11)'],
      [{ exitCode: 100, timedOut: false }, 'it needs a reboot (exit 100)'],
      [{ exitCode: 1, timedOut: false }, 'exit 1'],
      [{ exitCode: undefined, timedOut: false }, 'exit unknown'],
      [{ exitCode: undefined, timedOut: true }, 'it timed out'],
      [{ exitCode: undefined, timedOut: false, error: 'it was not started' }, 'it was not started'],
    ] as const
  ).map(([end, how]) => [
    { toplevel: SYSTEM, end, output: 'last words' },
    `the activation of ${SYSTEM} failed: ${how}\nlast words`,
  ]),
  'switch.died-running': [[{}, 'the engine died during the switch; the new system is running, on trial']],
  'switch.died-not-running': [[{}, 'the engine died during the switch; the new system is not running']],

  'settle.settled': [[{}, 'no unit failed that was not failing before']],
  'settle.other-system': [[{}, 'another system was activated in the meantime']],
  'settle.units': [
    [{ trouble: { what: 'failed', units: ['a', 'b'], reasons: [] } }, 'after the switch: units failed: a, b'],
    [
      { trouble: { what: 'moving', units: ['a'], reasons: [{ unit: 'a', lines: ['no', 'port'] }] } },
      'after the switch: units did not settle: a\na said:\n  no\n  port',
    ],
  ],

  'confirm.other-system': [[{}, 'another system was activated in the meantime']],
  'confirm.making-default': [[{ toplevel: SYSTEM }, `making ${SYSTEM} the default`]],
  'confirm.profile-not-set': [[{ said: 'no' }, 'the profile could not be set: no']],
  'confirm.profile-elsewhere': [
    [{ found: OTHER, wanted: SYSTEM }, `the profile points to ${OTHER}, not to ${SYSTEM}`],
  ],
  'confirm.entry-not-written': [[{ said: 'no' }, 'the boot entry could not be written: no']],
  'confirm.entry-lost': [
    [
      { entry: { kind: 'missing' }, toplevel: SYSTEM },
      `the boot menu has no entry for ${SYSTEM}, although the boot loader installer reported success`,
    ],
    [
      { entry: { kind: 'broken', entry: 'e.conf', file: '/boot/k' }, toplevel: SYSTEM },
      `the boot menu has e.conf, which needs /boot/k: missing or empty for ${SYSTEM}, although the boot loader installer reported success`,
    ],
  ],
  'confirm.timer-left': [[{ left: WAITS }, 'the host is rebooting: it would take this change back later']],
  'confirm.boots-next': [[{ generation: 7 }, 'generation 7 boots next']],
  'confirm.after-reboot': [
    [
      { generation: 7, reasons: ['systemd', 'rebooted-meanwhile'] },
      'generation 7 boots next; another systemd, the host was rebooted during the trial only after a reboot',
    ],
    [
      { generation: 7, reasons: ['switch-script'] },
      'generation 7 boots next; its own switch script says so only after a reboot',
    ],
  ],
  'confirm.confirmed': [
    [{ generation: 7, repository: { kind: 'none' } }, 'generation 7 boots from now on'],
    [
      { generation: 7, repository: { kind: 'other-changes' } },
      'generation 7 boots from now on; your repository had other changes, so nothing was committed',
    ],
    [
      { generation: 7, repository: { kind: 'branch-moved' } },
      'generation 7 boots from now on; your branch moved in the meantime, so nothing was committed',
    ],
    [
      { generation: 7, repository: { kind: 'committed', commit: COMMIT } },
      'generation 7 boots from now on; committed as 0123456789ab',
    ],
  ],

  'stage.files-changed': [[{ paths: ['a.nix'] }, 'a.nix changed after the preview']],
  'stage.timer-left': [[{ left: WAITS }, 'the host is rebooting: it would take this change back later']],
  'stage.staged': [[{}, 'the new system boots next; the running system was not changed']],

  'boot.waits': [
    [
      { reasons: ['kernel-modules', 'kernel-params'], until: UNTIL },
      `the new system (another kernel-modules, another kernel-params) is live after a reboot: reboot by ${UNTIL}; then it is checked and kept, or rolled back`,
    ],
  ],
  'boot.overdue': [
    [
      { reasons: ['switch-inhibited'], until: UNTIL, toplevel: SYSTEM },
      `the host was to be rebooted (it does not allow switching to it) by ${UNTIL}, but was not; ${SYSTEM} still boots next`,
    ],
    [
      { reasons: ['another kernel'], until: UNTIL, toplevel: SYSTEM },
      `the host was to be rebooted (another kernel) by ${UNTIL}, but was not; ${SYSTEM} still boots next`,
    ],
  ],
  'boot.other-system': [
    [{ found: OTHER, wanted: SYSTEM }, `the host came back with ${OTHER}, not with ${SYSTEM}`],
  ],
  'boot.units': [
    [{ trouble: { what: 'failed', units: ['a'], reasons: [] } }, 'after the boot: units failed: a'],
  ],
  'boot.checks': [
    [{ failures: [WAITS, WAITS] }, 'after the boot\nthe host is rebooting\nthe host is rebooting'],
  ],
  'boot.check-ignored': [[{ step: 'look', failure: WAITS }, 'look: the host is rebooting']],
  'boot.booted': [[{}, 'the new system was booted, no unit failed, and the trial checks still pass']],

  'rollback.back': [
    [{ system: SYSTEM, garbage: false }, `back on ${SYSTEM}`],
    [{ garbage: true }, 'back on the previous system; deleted garbage is not restored'],
  ],
  'rollback.by-boot': [
    [
      { system: SYSTEM },
      `the running kernel is not that of ${SYSTEM}, which boots next and is back after a reboot`,
    ],
    [
      { system: SYSTEM, reboot: WAITS },
      `the running kernel is not that of ${SYSTEM}, which boots next and is back after a reboot; the host is rebooting`,
    ],
  ],
  'rollback.waits': [
    [{ system: SYSTEM }, `going back to ${SYSTEM} needs a reboot: reboot the host`],
    [{ system: SYSTEM, reboot: WAITS }, `going back to ${SYSTEM} needs a reboot: the host is rebooting`],
  ],
  'rollback.incomplete': [
    [
      { problems: [WAITS], system: SYSTEM, store: STORE, commit: COMMIT },
      [
        'the host could not be rolled back completely:',
        '- the host is rebooting',
        `the previous system is ${SYSTEM}; to activate it by hand: ${SYSTEM}/bin/switch-to-configuration switch`,
        `the previous files are in git --git-dir ${STORE} show ${COMMIT}`,
      ].join('\n'),
    ],
    [
      { problems: [], system: SYSTEM, store: STORE },
      [
        'the host could not be rolled back completely:',
        `the previous system is ${SYSTEM}; to activate it by hand: ${SYSTEM}/bin/switch-to-configuration switch`,
        `the previous files are in git --git-dir ${STORE} show ?`,
      ].join('\n'),
    ],
  ],
  'rollback.came-up-with': [
    [{ booted: OTHER }, `the host was rebooted to go back, but came up with ${OTHER}`],
  ],
  'rollback.file-changed': [
    [{ path: 'a.nix' }, 'a.nix was changed by somebody else during the run and was left unchanged'],
  ],
  'rollback.not-activated': [
    [
      { end: { exitCode: 4, timedOut: false }, output: 'last words' },
      'the old system could not be activated: units failed (exit 4)\nlast words',
    ],
  ],
  'rollback.profile-not-restored': [[{ said: 'no' }, 'the profile could not be restored: no']],
  'rollback.entry-not-restored': [[{ said: 'no' }, 'the boot entry could not be restored: no']],
  'rollback.runs-other': [
    [{ now: OTHER, before: SYSTEM }, `${OTHER} is running; before the run it was ${SYSTEM}`],
  ],
  'rollback.profile-other': [
    [{ now: OTHER, before: SYSTEM }, `the profile is ${OTHER}; before the run it was ${SYSTEM}`],
  ],
  'rollback.units-failed': [
    [{ units: ['a', 'b'], reasons: [] }, 'units fail that did not fail before: a, b'],
  ],

  'check.lacks': [[{ part: 'hello', begins: 'bye\n' }, 'it does not contain "hello", but begins "bye\\n"']],
  'check.not-a-port': [[{ port: 70_000 }, '70000 is not a port']],
  'check.no-file': [[{ directory: '/backup', match: '*.tar' }, '/backup has no file *.tar']],
  'check.not-started': [[{ program: 'x', error: 'ENOENT' }, 'x could not be started (ENOENT)']],
  'check.no-evaluation': [[{}, 'the configuration does not evaluate']],
  'check.no-service-manager': [[{}, 'the service manager does not answer']],

  'state.skipped': [[{}, 'skipped: its condition is false']],
  'state.stopped': [[{}, 'stopped by a person']],
  'state.timed-out': [
    [{ seconds: 5 }, 'it took longer than 5 s'],
    [{ seconds: 0.5, said: WAITS }, 'it took longer than 0.5 s\nthe host is rebooting'],
    [{ seconds: 5, said: { code: 'run.ran', values: { said: '' } } }, 'it took longer than 5 s'],
  ],
  'state.left-running': [
    [
      {
        program: 'dump',
        processes: [
          { command: 'sleep', pid: undefined, holdsOutput: true },
          { command: 'web', pid: 7, holdsOutput: false },
        ],
      },
      'dump has ended, and left running: sleep, web (process 7)',
    ],
  ],
  'state.journal-lost': [[{ why: 'full' }, 'the journal cannot be written: full']],
  'state.threw': [[{ error: 'no space left' }, 'no space left']],

  'resume.continues': [[{ next: 'settle' }, 'resumed: the engine died here; continuing with settle']],
  'resume.other-system': [[{}, 'resumed: the host came back with another system; rolling back']],
  'resume.lacks-secrets': [
    [{ back: true }, 'resumed: the journal does not contain the secrets of this run; rolling back'],
    [{ back: false }, 'resumed: the journal does not contain the secrets of this run; nothing was changed'],
  ],

  'end.not-kept': [
    [
      { error: 'full' },
      'the system of before is not kept from garbage collection, so this run can perhaps not be taken back: full',
    ],
  ],
  'end.index-left': [
    [
      { error: 'locked' },
      'the change is committed in your repository, and its index still has what was before: locked',
    ],
  ],
  'end.not-committed': [[{ error: 'full' }, 'the change is not committed in your repository: full']],
  'end.not-quarantined': [[{ error: 'full' }, 'it is not remembered that this system did not hold: full']],
  'end.still-quarantined': [
    [{ error: 'full' }, 'this system held, and is still on the list of those that did not: full'],
  ],
  'end.not-cleaned': [[{ error: 'full' }, 'what is left over of this run was not removed: full']],
  'end.timer-left': [
    [{ unit: 't.timer', why: 'no answer' }, 'the timer t.timer could not be called off (no answer)'],
  ],
  'end.stays-open': [
    [
      { left: [WAITS] },
      'the host is rebooting\nthe run stays open: when the timer acts, the host is rolled back. To end the run as it is, stop the timer, then `nixos-ai resume`',
    ],
  ],
  'end.killed': [[{}, 'the engine was killed before it changed anything']],
  'end.unapproved': [
    [{ expires: UNTIL }, `nobody approved it before ${UNTIL}`],
    [{}, 'nobody approved it before its time was up'],
  ],
  'end.stopped-waiting': [[{ by: person('bob') }, 'stopped by bob while it waited for an approval']],
};

const ROWS = Object.entries<readonly (readonly [unknown, string])[]>(CASES).flatMap(([code, cases]) =>
  cases.map(([values, english]) => [code, values, english] as const),
);

it.each(ROWS)('%s %j is put into English', (code, values, english) => {
  // Each row is of the type of its code.
  const said = { code, values } as StepMessage;
  expect(tellMessage(said, KINDS)).toBe(english);
});

it('there are no phrases but for codes of the table', () => {
  expect(Object.keys(STATE_PHRASES).sort()).toEqual(Object.keys(CASES).sort());
});

it('what was found stands below what is said', () => {
  const finding = { code: 'QTN001', severity: 'warning', message: 'it failed before' } as const;
  const said = { code: 'consent.refused', values: {} } as const;
  expect(tellWithFindings(said, [finding], KINDS)).toBe('not approved\nwarning QTN001: it failed before');
  expect(tellWithFindings(undefined, [finding], KINDS)).toBe('warning QTN001: it failed before');
  expect(tellWithFindings(said, [], KINDS)).toBe('not approved');
});

it('a message of a kind that nobody handed in is our bug', () => {
  const said: StepMessage = { code: 'wait.waited', values: { seconds: 1 } };
  expect(() => tellMessage(said, { steps: [], checks: [] })).toThrow("says 'wait.waited'");
});
