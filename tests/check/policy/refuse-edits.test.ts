import { describe, expect, it } from 'vitest';
import { refuseEdits, refuseFiles } from '../../../engine/check/policy/refuse-edits.ts';
import type { TouchedOption } from '../../../engine/model/options/touched.ts';
import type { Edit } from '../../../engine/model/options/value.ts';
import { extended } from '../../lib/policy.ts';
import { set, unset } from '../../nix/support/apply.ts';

const policy = extended(`
options: [{ deny: [boot.kernelParams, users.**.hashedPassword], because: by hand }]
paths: [{ deny: [kept.nix], use: [configuration], because: kept }]
autonomy: { network: forbidden }
`);
const RENAMED: TouchedOption = {
  path: ['kernel', 'params'],
  names: [['boot', 'kernelParams']],
  declared: true,
  shapes: [],
};
const HOST_NAME: TouchedOption = {
  path: ['networking', 'hostName'],
  names: [],
  declared: true,
  shapes: ['name', 'host'],
};

describe('what is only written', () => {
  it.each<[string, readonly Edit[], readonly TouchedOption[], readonly Edit[], readonly string[]]>([
    ['nothing that policy knows', [set('programs.git.enable', true)], [], [], []],
    ['an option that is denied', [set('boot.kernelParams', ['quiet'])], [], [], ['POL005']],
    [
      'two of them, by one rule',
      [set('boot.kernelParams', ['quiet']), set('users.users.alice.hashedPassword', '')],
      [],
      [],
      ['POL005', 'POL005'],
    ],
    ['the same twice', [set('boot.kernelParams', []), unset('boot.kernelParams')], [], [], ['POL005']],
    ['one by an older name', [set('kernel.params', ['quiet'])], [RENAMED], [], ['POL005']],
    [
      'what may stand there instead',
      [set('programs.git.enable', true)],
      [],
      [set('boot.kernelParams', ['quiet'])],
      ['POL005'],
    ],
    ['a class that is forbidden', [set('networking.hostName', 'a')], [HOST_NAME], [], ['POL001']],
    [
      'both: the option is named',
      [set('boot.kernelParams', []), set('networking.hostName', 'a')],
      [HOST_NAME],
      [],
      ['POL005'],
    ],
  ])('is refused as what is applied: %s', (_, edits, touched, perhaps, codes) => {
    expect(refuseEdits(policy, edits, touched, perhaps).map(({ code }) => code)).toEqual(codes);
  });

  it('is told by its rule, and by the name that was written where that is another', () => {
    const [plain] = refuseEdits(policy, [set('boot.kernelParams', [])], []);
    expect(plain?.message).toMatch(
      /^policy does not let anybody change the option 'boot\.kernelParams': .*by hand.*; nothing was written$/u,
    );
    const [renamed] = refuseEdits(policy, [set('kernel.params', [])], [RENAMED]);
    expect(renamed?.message).toContain("'boot.kernelParams' (kernel.params): ");
  });

  it.each([
    [['kept.nix'], ['POL007']],
    [['other.nix', 'kept.nix'], ['POL007']],
    [['other.nix'], []],
  ])('is refused where it is in a file that is kept: %j', (names, codes) => {
    expect(refuseFiles(policy, names).map(({ code }) => code)).toEqual(codes);
  });
});
