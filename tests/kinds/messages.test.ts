import { expect, it } from 'vitest';
import { KINDS } from '../../engine/kinds/kinds.ts';
import type {
  CodesOf,
  MessageCode,
  StateMessages,
  StepMessage,
  StepMessages,
} from '../../engine/model/step-message.ts';
import { tellMessage } from '../../engine/report/messages/tell-message.ts';
import { person } from '../steps/support/play.ts';

const UNTIL = '2026-01-05T12:00:00.000Z';
const CLAIM: StepMessage = { code: 'tcp.is', values: { port: '80', is: 'open' } };
const WRONG: StepMessage = { code: 'tcp.other', values: { is: 'closed' } };

/** What kinds that ship say; those that tests add say it themselves. */
type KindCode = Exclude<MessageCode, keyof StateMessages | CodesOf<'truncate' | 'empty'>>;
type Cases = {
  readonly [Code in KindCode]: readonly (readonly [values: StepMessages[Code], english: string])[];
};

/** What each message is in English. The compiler holds it to every code that there is. */
const CASES: Cases = {
  'approve.approved': [[{ by: person('bob') }, 'approved by bob']],
  'approve.refused': [
    [{}, 'not approved'],
    [{ why: 'interrupted' }, 'interrupted'],
  ],

  'wait.waited': [[{ seconds: 1.5 }, 'waited 1.5 s']],
  'wait.interrupted': [[{}, 'interrupted']],

  'notify.told': [[{ text: 'the backup is done' }, 'the backup is done']],

  'run.running': [[{ argv: ['dump', '--all'] }, 'running dump --all']],
  'run.ran': [[{ said: 'done' }, 'done']],
  'run.not-started': [[{ program: 'dump', error: 'ENOENT' }, 'dump could not be started (ENOENT)']],
  'run.exited': [
    [{ argv: ['dump', '-a'], exit: 3, said: 'no' }, 'dump -a exited 3: no'],
    [{ argv: ['dump'], said: '' }, 'dump exited by a signal: '],
  ],
  'run.undo-lacks-secret': [
    [
      { step: 'dump' },
      'step dump cannot be undone: its undo command contains a secret, which is not in the journal',
    ],
  ],
  'run.undo-missing': [[{ step: 'dump' }, 'step dump cannot be undone']],
  'run.undo-failed': [[{ step: 'dump', said: 'no' }, 'the undo of step dump failed: no']],

  'verify.holds': [[{ claim: CLAIM }, 'port 80 is open: yes']],
  'verify.broken': [
    [{ claim: CLAIM, wrong: WRONG, within: 0, reasons: [] }, 'port 80 is open: it is closed'],
    [
      { claim: CLAIM, wrong: WRONG, within: 1500, reasons: [{ unit: 'a.service', lines: ['no port'] }] },
      'port 80 is open: it is closed, for 1.5 s\na.service said:\n  no port',
    ],
  ],
  'verify.passed': [
    [{ count: 1 }, '1 check holds'],
    [{ count: 2 }, '2 checks hold'],
  ],
  'verify.failed': [[{ failures: [CLAIM, WRONG] }, 'port 80 is open\nit is closed']],

  'reboot.not-needed': [[{}, 'no reboot is needed']],
  'reboot.decided': [[{ until: UNTIL }, `this host is to be rebooted by ${UNTIL}`]],
  'reboot.in-window': [
    [{ window: { from: 120, to: 240 } }, 'the host reboots between 02:00-04:00'],
    [{ window: { from: 120, to: 240 }, until: UNTIL }, `the host reboots between 02:00-04:00, by ${UNTIL}`],
  ],
  'reboot.begins': [[{}, 'rebooting']],
  'reboot.rebooting': [[{}, 'the host is rebooting']],
  'reboot.refused': [[{ said: 'no' }, 'the host did not reboot: no']],
  'reboot.rebooted': [[{}, 'the host was rebooted']],
  'reboot.overdue': [[{ until: UNTIL }, `the host was to be rebooted by ${UNTIL}, but was not`]],

  'collect-garbage.deleting': [
    [{ generations: [] }, 'deleting garbage'],
    [{ generations: [3, 4] }, 'deleting generations 3, 4 and garbage'],
  ],
  'collect-garbage.generations-stay': [
    [{ generations: [3, 4], said: 'no' }, 'generations 3, 4 could not be deleted: no'],
  ],
  'collect-garbage.menu-stays': [[{ said: 'no' }, 'the boot menu still lists deleted generations: no']],
  'collect-garbage.took-too-long': [[{}, 'garbage could not be collected: it took too long']],
  'collect-garbage.failed': [[{ said: 'no' }, 'garbage could not be collected: no']],
  'collect-garbage.freed': [
    [
      { generations: 1, paths: 12, bytes: 1.5 * 1024 ** 2 },
      '1 generation and 12 store paths deleted, 1.5 MiB freed',
    ],
    [{ generations: 0, paths: 0, bytes: 0 }, '0 generations and 0 store paths deleted, 0.0 MiB freed'],
  ],

  'files.kept': [[{ count: 2 }, '2 files are kept']],
  'files.not-kept': [[{ why: 'no space left' }, 'no space left']],
  'files.restorable': [[{}, 'a rollback restores these files']],
  'files.replaced': [[{ count: 2 }, '2 replaced']],
  'files.source-missing': [[{ path: '/a' }, '/a does not exist or is not a regular file']],
  'files.source-empty': [[{ path: '/a' }, '/a is empty']],
  'files.target-missing': [
    [{ path: '/a' }, '/a does not exist or is not a regular file: only existing files are replaced'],
  ],
  'files.already-so': [[{ path: '/a', from: '/b' }, '/a already has the content of /b']],
  'files.not-put-back': [[{ why: '/a is read-only' }, '/a is read-only']],
  'files.not-restarted': [[{ unit: 'a.service', said: 'no' }, 'a.service did not restart: no']],
  'files.units-down': [[{ units: [CLAIM, WRONG] }, 'port 80 is open\nit is closed']],

  'certificate.valid': [[{ name: 'example.org' }, 'the certificate of example.org is valid']],
  'certificate.none': [[{ error: 'refused' }, 'no certificate: refused']],
  'certificate.wrong': [
    [
      {
        faults: [
          { kind: 'other-name', name: 'example.org' },
          { kind: 'expired', until: UNTIL },
          { kind: 'no-newer', found: `${UNTIL} ab` },
        ],
      },
      `it is not for example.org, it expired at ${UNTIL}, it is valid no longer than the previous one: ${UNTIL} ab`,
    ],
    [{ faults: [{ kind: 'expires', until: UNTIL, days: 3 }] }, `it expires at ${UNTIL}, in 3 days`],
  ],

  'command.exits': [[{ argv: ['dump', '-a'], exit: 0 }, 'dump -a exits 0']],
  'command.exited': [
    [{ exit: 3, said: 'no' }, 'it exited 3: no'],
    [{ said: '' }, 'it exited by a signal: '],
  ],

  'dns.has': [
    [{ name: 'example.org' }, 'the name example.org has an address'],
    [
      { name: 'example.org', addresses: ['192.0.2.1', '192.0.2.2'] },
      'the name example.org has just the addresses 192.0.2.1, 192.0.2.2',
    ],
  ],
  'dns.no-answer': [[{ error: 'ETIMEOUT' }, 'no answer: ETIMEOUT']],
  'dns.none': [[{}, 'it has none']],
  'dns.others': [[{ addresses: ['192.0.2.3'] }, 'it has 192.0.2.3']],

  'drift.none': [[{ of: 'boot' }, 'no drift of boot']],
  'drift.configuration': [
    [
      { configured: '/nix/store/b', running: '/nix/store/a', changes: 'units nginx.service' },
      'the configuration evaluates to /nix/store/b, but /nix/store/a is running: units nginx.service',
    ],
    [
      { configured: '/nix/store/b', running: '/nix/store/a', changes: '' },
      'the configuration evaluates to /nix/store/b, but /nix/store/a is running',
    ],
  ],
  'drift.boot': [
    [
      { running: '/nix/store/a', profile: '/nix/store/b' },
      '/nix/store/a is running, but /nix/store/b boots next',
    ],
  ],
  'drift.units': [[{ units: ['a.service', 'b.service'] }, 'failed: a.service, b.service']],

  'file.exists': [[{ path: '/a' }, '/a exists']],
  'file.gone': [[{ path: '/a' }, '/a does not exist']],
  'file.missing': [[{}, 'it does not exist']],
  'file.there': [[{}, 'it exists']],
  'file.no-newer': [[{ changed: UNTIL }, `it last changed at ${UNTIL}, which is not newer`]],
  'file.not-regular': [[{}, 'it is not a regular file']],

  'http.answers': [[{ url: 'http://localhost/', status: 200 }, 'http://localhost/ answers 200']],
  'http.not-a-url': [[{ url: 'ftp:/x' }, 'ftp:/x is not an http or https URL']],
  'http.no-answer': [[{ error: 'refused' }, 'no answer: refused']],
  'http.answered': [[{ status: 502 }, 'it answered 502']],

  'login.is': [[{ user: 'alice', is: 'possible' }, 'the login of alice is possible']],
  'login.left': [
    [{ account: true, keys: 2 }, 'the account exists, 2 keys exist'],
    [{ account: true, keys: 0 }, 'the account exists'],
    [{ account: false, keys: 1 }, '1 keys exist'],
  ],
  'login.no-account': [[{ user: 'alice' }, 'there is no account alice']],
  'login.hindered': [[{ against: ['it is locked', 'it has expired'] }, 'it is locked, it has expired']],
  'login.no-key': [[{ user: 'alice' }, 'no authorized key of alice would be accepted']],

  'newest.there': [[{ directory: '/backup' }, '/backup has a file as required']],
  'newest.small': [[{ name: 'a.tar', bytes: 12 }, 'a.tar has 12 bytes']],
  'newest.no-newer': [[{ name: 'a.tar' }, 'nothing is newer than a.tar, which already existed']],

  'option.as-requested': [
    [{ option: 'services.nginx.enable' }, 'services.nginx.enable has the requested value'],
  ],
  'option.no-evaluation': [[{}, 'the live configuration does not evaluate']],
  'option.no-value': [[{}, 'it has no value']],
  'option.other': [[{ value: ['a'] }, 'it is ["a"]']],

  'reach.reached': [[{ host: 'db', port: '5432' }, 'port 5432 of db is reached']],
  'reach.refused': [[{}, 'no connection is accepted']],

  'restore.gives-back': [[{ path: '/srv' }, 'an archive gives back /srv']],
  'restore.differs': [
    [{ archive: 'a.tar', differences: ['x is missing', 'y differs'] }, 'a.tar: x is missing, y differs'],
  ],
  'restore.nothing-compared': [
    [
      { archive: 'a.tar', path: '/srv' },
      'a.tar: no file in /srv is as old as the archive, so nothing was compared',
    ],
  ],

  'ssh.reachable': [[{}, 'SSH is still reachable']],
  'ssh.session-shut': [
    [
      { port: 22, open: [] },
      'this session came through port 22, which is not among the ports that stay open (none)',
    ],
  ],
  'ssh.server-shut': [
    [
      { listening: [22, 2222], open: [80, 443] },
      'SSH listens on 22, 2222, which is not among the ports that stay open (80, 443)',
    ],
  ],

  'tcp.is': [[{ port: '80', is: 'closed' }, 'port 80 is closed']],
  'tcp.other': [[{ is: 'open' }, 'it is open']],

  'unit.is': [
    [{ units: ['a.service'], is: 'active' }, 'unit a.service is active'],
    [{ units: ['a.service', 'b.service'], is: 'active' }, 'units a.service, b.service are active'],
    [{ units: [], is: 'active' }, 'no unit has to be active'],
  ],
  'unit.wrong': [
    [{ found: [{ kind: 'missing', unit: 'a.service' }], asked: 1 }, 'there is no unit a.service'],
    [
      {
        found: [
          { kind: 'no-answer', unit: 'a.service' },
          { kind: 'is', unit: 'b.service', active: 'failed', sub: 'failed', result: 'exit-code' },
        ],
        asked: 3,
      },
      'a.service: the service manager does not answer; b.service: it is failed (failed), result exit-code',
    ],
    [
      { found: [{ kind: 'is', unit: 'b', active: 'inactive', sub: 'dead', result: 'success' }], asked: 1 },
      'it is inactive (dead)',
    ],
  ],
};

const ROWS = Object.entries<readonly (readonly [unknown, string])[]>(CASES).flatMap(([code, cases]) =>
  cases.map(([values, english]) => [code, values, english] as const),
);

it.each(ROWS)('%s %j is put into English', (code, values, english) => {
  // Each row is of the type of its code.
  const said = { code, values } as StepMessage;
  expect(tellMessage(said, KINDS)).toBe(english);
});
