import { describe, expect, it } from 'vitest';
import { checkApply } from '../../../engine/check/own-changes.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import { SHIPPED_POLICY } from '../../lib/policy.ts';
import { SMALL_INDEX } from '../../lib/runbooks.ts';
import { beginChecked, enter, play } from '../support/play.ts';

const FILE = '/etc/nixos/configuration.nix';

function applying() {
  const checked = checkApply({ index: SMALL_INDEX, limits: NIXOS_DEFAULTS.limits, policy: SHIPPED_POLICY });
  if (!checked.ok) throw new Error(JSON.stringify(checked.findings));
  return beginChecked(checked.value);
}

describe('applying the configuration as it stands', () => {
  it('is no change where it is what runs and boots', async () => {
    const run = applying();
    expect(await play(run)).toBe('no-change');
    expect(run.said).toBe('already so; nothing was changed');
  });

  it('makes what was edited by hand run and boot, and writes no file', async () => {
    const run = applying();
    await run.host.files.write(FILE, '{ networking.hostName = "other"; }\n');
    const { running } = await run.host.systems.links();
    const done = run.host.log.length;
    expect(await play(run)).toBe('verified');
    const after = await run.host.systems.links();
    expect(after.running).not.toBe(running);
    expect(after.profile).toBe(after.running);
    expect(run.host.log.slice(done).filter((line) => line.startsWith('files.write'))).toEqual([]);
  });

  it('is a change where what runs is not what boots', async () => {
    const run = applying();
    await run.host.systems.setProfile('/nix/store/another-system');
    await play(run, 'dry-build');
    expect(await enter(run, 'dry-build')).toBe('ok');
  });

  it('is evaluated anew each time: what it imports may have changed', async () => {
    const run = applying();
    await play(run, 'dry-build');
    const done = run.host.log.length;
    await enter(run, 'dry-build');
    await enter(run, 'dry-build');
    expect(run.host.log.slice(done)).toEqual(['evaluate.facts live', 'evaluate.facts live']);
  });

  it('is of the highest class, since nobody says which options it changes', async () => {
    const run = applying();
    await run.host.files.write(FILE, '{ networking.hostName = "other"; }\n');
    await play(run, 'consent');
    const { risk } = run.state.dryBuild?.preview ?? {};
    expect(risk?.class).toBe('boot');
    expect(risk?.reasons).toContain(
      'boot: the configuration as it stands: the options it changes are not known',
    );
  });
});
