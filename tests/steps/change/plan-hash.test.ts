import { expect, it } from 'vitest';
import { checkRunbook, type CheckedRunbook } from '../../../engine/check/check-runbook.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import { parseRunbook } from '../../../engine/runbook/parse.ts';
import { extended, SHIPPED_POLICY } from '../../lib/policy.ts';
import { SMALL_INDEX } from '../../lib/runbooks.ts';
import { beginChecked, play, type PlayOptions } from '../support/play.ts';

const CALLER = `runbook: outer
version: 1
description: Calls another one.
steps:
  - id: enable
    edit: [{ set: virtualisation.docker.enable, to: true }]
  - id: put
    files: { put: [{ file: /etc/rule, from: /new/rule }] }
  - id: inner
    call: { runbook: inner }
`;

interface Situation extends PlayOptions {
  readonly inner?: readonly string[];
  readonly caller?: string;
  readonly file?: string;
  readonly source?: string;
  readonly mode?: number;
}

/** A runbook that calls another one, as it is compiled. */
function compile({
  inner = ['touch', '/marker'],
  caller = CALLER,
  file = 'outer.yaml',
}: Situation): CheckedRunbook {
  const text = `runbook: inner\nversion: 1\ndescription: Is called.\nsteps:\n  - id: act\n    run: { argv: ${JSON.stringify(inner)}, effect: read }\n`;
  const parsed = parseRunbook(caller, file, 'user');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  const checked = checkRunbook(parsed.value, {
    given: {},
    index: SMALL_INDEX,
    limits: NIXOS_DEFAULTS.limits,
    policy: SHIPPED_POLICY,
    load: () => parseRunbook(text, 'inner.yaml', 'user'),
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.findings));
  return checked.value;
}

async function hashIn(situation: Situation): Promise<string> {
  const { source = 'harmless\n', mode = 0o644 } = situation;
  const run = beginChecked(compile(situation), situation);
  run.host.state.files.set('/new/rule', { bytes: Buffer.from(source), mode, changed: 0 });
  await play(run, 'consent');
  return run.state.dryBuild?.preview.planHash ?? '';
}

it.each<[string, Situation]>([
  ['what a called runbook runs', { inner: ['install', '-m', '4755', '/bin/dash', '/marker'] }],
  ['what a file holds that is put', { source: 'alice ALL=(ALL) NOPASSWD: ALL\n' }],
  ['the mode of that file', { mode: 0o666 }],
  ['the policy in force', { policy: extended('autonomy: { boot: { user: two-people } }') }],
  ['the settings in force', { limits: { settle: 9_000 } }],
  ['the programs of the host', { place: { systemctl: ['/home/eve/systemctl'] } }],
  ['the host', { started: { host: 'another' } }],
])('an approval is bound to %s', async (_, other) => {
  const seen = await hashIn({});
  expect(await hashIn({})).toBe(seen);
  expect(await hashIn(other)).not.toBe(seen);
});

it('an approval does not depend on the name by which a runbook was given, nor on where the state of its preview lies', async () => {
  const seen = await hashIn({});
  expect(await hashIn({ file: './elsewhere/outer.yaml' })).toBe(seen);
  expect(await hashIn({ place: { state: '/dev/shm/copy' } })).toBe(seen);
});
