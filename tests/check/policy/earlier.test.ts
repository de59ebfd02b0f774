import { describe, expect, it } from 'vitest';
import { judgeEarlier } from '../../../engine/check/policy/earlier.ts';
import type { EarlierChange } from '../../../engine/model/plan.ts';
import type { Edit } from '../../../engine/model/options/value.ts';
import { splitOptionPath } from '../../../engine/model/options/option.ts';
import { extended } from '../../lib/policy.ts';

const policy = extended(`
options: [{ deny: ['systemd.**.script', boot.kernelParams], because: by hand }]
paths: [{ deny: [kept.nix], use: [configuration], because: kept }]
autonomy: { boot: forbidden }
`);
const NOTHING: EarlierChange = { edits: [], touched: [], files: [], unknown: [] };
const set = (name: string, value: Edit['value']): Edit => ({
  op: 'set',
  path: splitOptionPath(name),
  value: value ?? null,
});
const computed = (name: string): Edit => ({ op: 'unset', path: splitOptionPath(name) });
const judged = (earlier: Partial<EarlierChange>) =>
  judgeEarlier(policy, { ...NOTHING, ...earlier }).filter(({ need }) => need === 'forbidden');

describe('what was edited earlier', () => {
  it.each<[string, Partial<EarlierChange>]>([
    ['a denied option', { edits: [set('systemd.services.a.script', 'id')] }],
    [
      'a denied option in a set',
      { edits: [set('boot', { type: 'attrs', entries: { kernelParams: ['a'] } })] },
    ],
    ['a set that is computed, and may hold one', { edits: [computed('systemd.services.a')] }],
    ['a set above it that is computed', { edits: [computed('boot')] }],
    [
      'one in another system that boots',
      { edits: [set('specialisation.a.configuration.boot.kernelParams', ['a'])] },
    ],
    ['one in a container', { edits: [set('containers.a.config.systemd.services.b.script', 'id')] }],
    ['a file that is kept', { files: ['kept.nix'] }],
    ['new inputs', { inputs: true }],
    ['what nobody knows', { unknown: ['an import'] }],
    [
      'what nobody knows, where a denied option is defined',
      { unknown: ['x'], possible: [['boot', 'kernelParams']] },
    ],
  ])('is forbidden as it would be in a runbook: %s', (_, earlier) => {
    expect(judged(earlier)).not.toEqual([]);
  });

  it.each<[string, Partial<EarlierChange>]>([
    ['a package', { edits: [set('environment.systemPackages', [{ type: 'pkgs', path: ['htop'] }])] }],
    ['an option of another class', { edits: [set('services.a.extraConfig', 'text')] }],
    ['another file', { files: ['configuration.nix'] }],
  ])('is not where it is %s', (_, earlier) => {
    expect(judged(earlier)).toEqual([]);
  });
});
