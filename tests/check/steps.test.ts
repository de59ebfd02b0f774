import { describe, expect, it } from 'vitest';
import { checkSteps } from '../lib/runbooks.ts';

const EDIT = '  - id: enable\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n';
const VERIFY = '  - id: health\n    verify: [{ unit: docker.service, is: active }]\n';
const REBOOT = '  - id: now\n    reboot: { window: 02:00-04:00 }\n';
const INPUTS = '  - id: latest\n    inputs: { update: all }\n';
const NEEDED = REBOOT.replace('{ window', '{ if-needed: true, window');

function codes(steps: string): readonly string[] {
  return checkSteps(steps)
    .findings.filter((finding) => finding.severity === 'error')
    .map((finding) => `${finding.code}:${finding.position?.line}`);
}

describe('the order of steps', () => {
  it.each([
    ['an edit and a check', EDIT + VERIFY, []],
    ['a check before the edit', VERIFY + EDIT, []],
    ['two edits together', EDIT + EDIT.replace('enable', 'again'), []],
    ['an edit after a check of the new system', EDIT + VERIFY + EDIT.replace('enable', 'again'), ['RB103:9']],
    [
      'a jump back',
      `${VERIFY}${VERIFY.replace('health', 'second').trimEnd()}\n    on-failure: health\n`,
      ['RB101:7'],
    ],
    ['a jump over an edit', `${VERIFY.trimEnd()}\n    on-failure: enable\n${EDIT}`, ['RB102:5']],
    ['a change without undo', '  - id: dump\n    run: { argv: [dump], effect: change }\n', ['RB104:5']],
    [
      'an irreversible step that nobody approves',
      '  - id: dump\n    run: { argv: [dump], effect: irreversible }\n',
      ['RB104:5'],
    ],
    ['new inputs after a look at the system', EDIT + VERIFY + INPUTS, ['RB103:9']],
    ['a reboot that is needed where nothing changes', NEEDED, ['RB105:5']],
    ['a reboot that is needed behind new inputs', INPUTS + NEEDED, []],
    ['new inputs beside an edit', INPUTS + EDIT + VERIFY, []],
    ['garbage, which nobody has to approve', '  - id: old\n    collect-garbage: { older-than: 30d }\n', []],
    ['a reboot after the edits', EDIT + REBOOT + VERIFY, []],
    ['a reboot before an edit', REBOOT + EDIT, ['RB105:5']],
    ['two reboots', EDIT + REBOOT + REBOOT.replace('now', 'again'), ['RB105:9']],
    [
      'a reboot whose failure is passed by',
      `${EDIT}${REBOOT.trimEnd()}\n    on-failure: continue\n`,
      ['RB105:7'],
    ],
    ['a jump to a reboot', `${EDIT}${VERIFY.trimEnd()}\n    on-failure: now\n${REBOOT}`, ['RB105:7']],
    [
      'a jump over a reboot',
      `${EDIT}${VERIFY.trimEnd()}\n    on-failure: last\n${REBOOT}${VERIFY.replace('health', 'last')}`,
      ['RB105:7'],
    ],
    [
      'an irreversible step after an approval',
      '  - id: sure\n    approve: Sure?\n  - id: dump\n    run: { argv: [dump], effect: irreversible }\n',
      [],
    ],
  ])('%s', (_what, steps, wanted) => {
    expect(codes(steps)).toEqual(wanted);
  });
});
