import { describe, expect, it } from 'vitest';
import { failed, ok, type Result } from '../../../engine/model/finding.ts';
import type { NewLock } from '../../../engine/model/host/configuration.ts';
import { begin, CONFIGURATION, enter, play, RUN, type PlayOptions } from '../support/play.ts';

const LATEST = '  - id: latest\n    inputs: { update: all }\n';
const OLD = '{ "old": true }\n';
const NEW = '{ "new": true }\n';
const FLAKE: PlayOptions = {
  place: { style: 'flake' },
  configuration: { ...CONFIGURATION, 'flake.nix': '{ outputs = _: { }; }\n', 'flake.lock': OLD },
};
const CHANGES: NewLock['changes'] = [{ name: 'nixpkgs', after: { revision: 'b' } }];

/** A run on a host whose sources say this, and what they were asked. */
function updating(answer: Result<NewLock | undefined>, options: PlayOptions = FLAKE, steps = LATEST) {
  const run = begin(steps, options);
  const asked: unknown[] = [];
  const configuration = {
    ...run.host.configuration,
    updateInputs: async (...given: readonly unknown[]) => {
      asked.push(given);
      return Promise.resolve(answer);
    },
  };
  return { run: { ...run, host: { ...run.host, configuration } }, asked };
}

describe('inputs that are brought up to date', () => {
  it('are a new lock file beside the other edits, which is kept for the run', async () => {
    const { run, asked } = updating(ok({ text: NEW, changes: CHANGES }));
    expect(await enter(run, 'plan')).toBe('ok');
    expect(asked).toMatchObject([
      [
        { flake: '{ outputs = _: { }; }\n', lock: OLD },
        'all',
        { scratch: `/var/lib/nixos-ai/runs/${RUN}/inputs` },
      ],
    ]);
    expect(run.state.plan?.inputs).toEqual(CHANGES);
    expect(run.state.plan?.files.map(({ path }) => path)).toEqual(['flake.lock']);
    expect(run.state.plan?.files[0]?.diff).toContain('+{ "new": true }');
    expect(await run.host.files.readText(`/var/lib/nixos-ai/runs/${RUN}/flake.lock`)).toBe(NEW);
  });

  it('are what the plan found, however the sources move on', async () => {
    const { run } = updating(ok({ text: NEW, changes: CHANGES }));
    expect(await play(run)).toBe('verified');
    expect(await run.host.files.readText('/etc/nixos/flake.lock')).toBe(NEW);
  });

  it('are what policy is asked about', async () => {
    const { run } = updating(ok({ text: NEW, changes: CHANGES }));
    await play(run, 'consent');
    const { decision } = run.state.dryBuild?.preview ?? {};
    expect(decision?.rules.map(({ about }) => about)).toContain('input nixpkgs');
  });

  it('are locked for the first time where there is no lock file', async () => {
    const { 'flake.nix': flake } = FLAKE.configuration ?? {};
    const configuration = { ...CONFIGURATION, 'flake.nix': flake ?? '' };
    const { run } = updating(ok({ text: NEW, changes: CHANGES }), { ...FLAKE, configuration });
    await enter(run, 'plan');
    expect(run.state.plan?.files).toMatchObject([{ path: 'flake.lock', before: null }]);
  });

  it('are no change where all of them are at their newest', async () => {
    const { run } = updating(ok(undefined));
    expect(await enter(run, 'plan')).toBe('ok');
    expect(run.state.plan?.files).toEqual([]);
    expect(run.state.plan).not.toHaveProperty('inputs');
  });

  it('fail the plan where a source says nothing', async () => {
    const { run } = updating(failed({ code: 'INP001', severity: 'error', message: 'it did not answer' }));
    expect(await enter(run, 'plan')).toBe('fail');
    expect(run.said).toContain('INP001: it did not answer');
  });

  it('are refused of a host without a flake, and no source is asked', async () => {
    const { run, asked } = updating(ok(undefined), {});
    expect(await enter(run, 'plan')).toBe('fail');
    expect(run.said).toContain('INP006: this host is built from channels');
    expect(run.said).toContain('move to a flake');
    expect(asked).toEqual([]);
  });

  it('are refused where the lock file leads out of the configuration', async () => {
    const { run, asked } = updating(ok(undefined));
    run.host.state.outside.add('flake.lock');
    expect(await enter(run, 'plan')).toBe('fail');
    expect(run.said).toContain('HOST004: flake.lock leads out of the configuration directory /etc/nixos');
    expect(asked).toEqual([]);
  });
});
