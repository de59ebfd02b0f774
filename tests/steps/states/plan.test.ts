import { expect, test } from 'vitest';
import { checkInstallation } from '../../../engine/check/own-changes.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import { evaluateText } from '../../../engine/host/simulated/evaluation.ts';
import { ok } from '../../../engine/model/finding.ts';
import { SHIPPED_POLICY } from '../../lib/policy.ts';
import { SMALL_INDEX } from '../../lib/runbooks.ts';
import { begin, beginChecked, enter, play } from '../support/play.ts';

const TWO = `  - id: both
    edit:
      - { set: virtualisation.docker.enable, to: true }
      - { set: networking.hostName, to: atlas }
`;
const NO_NAME = { 'configuration.nix': '{ ... }:\n\n{\n}\n' };

test('what the evaluation holds already is not written, though the text does not say it', async () => {
  const run = begin(TWO, { configuration: NO_NAME });
  run.host.state.evaluate = (files, query) => {
    const facts = evaluateText(files, query);
    if (!facts.ok) return facts;
    const key = JSON.stringify(['networking', 'hostName']);
    return ok({
      ...facts.value,
      options: { ...facts.value.options, [key]: { value: 'atlas', defined: true } },
    });
  };
  expect(await enter(run, 'plan')).toBe('ok');
  expect(run.state.plan?.edits.map(({ path }) => path.join('.'))).toEqual(['virtualisation.docker.enable']);
  expect(run.state.plan?.files[0]?.diff).toContain('virtualisation.docker.enable = true;');
  expect(run.state.plan?.files[0]?.diff).not.toContain('hostName');
});

test('our own module is added by the files that it needs', async () => {
  const checked = checkInstallation({ to: 'present', source: '/srv/nixos-ai' }, '/bin/nixos-ai', {
    index: SMALL_INDEX,
    limits: NIXOS_DEFAULTS.limits,
    policy: SHIPPED_POLICY,
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.findings));
  const run = beginChecked(checked.value);
  await play(run, 'plan');
  expect(await enter(run, 'plan')).toBe('ok');
  expect(run.state.plan?.files.map(({ path }) => path)).toEqual(['nixos-ai.nix', 'configuration.nix']);
});

test('a definition that is taken out goes, whatever value the option has then', async () => {
  const run = begin('  - id: off\n    edit: [{ unset: networking.hostName }]\n', {});
  run.host.state.evaluate = (files, query) => {
    const facts = evaluateText(files, query);
    if (!facts.ok) return facts;
    const key = JSON.stringify(['networking', 'hostName']);
    const told = { value: 'atlas', defined: true, own: [] };
    return ok({ ...facts.value, options: { ...facts.value.options, [key]: told } });
  };
  expect(await enter(run, 'plan')).toBe('ok');
  expect(run.state.plan?.edits.map(({ op }) => op)).toEqual(['unset']);
  expect(run.state.plan?.files[0]?.diff).toContain('-  networking.hostName');
});
