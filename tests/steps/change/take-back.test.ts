import { describe, expect, it } from 'vitest';
import { checkRestore } from '../../../engine/check/check-runbook.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import type { RunState } from '../../../engine/journal/fold.ts';
import { failed } from '../../../engine/model/finding.ts';
import { hashBytes } from '../../../engine/model/hash.ts';
import { beginChecked, begin, CONFIGURATION, ENABLE_DOCKER, enter, play, RUN } from '../support/play.ts';

const FILE = '/etc/nixos/configuration.nix';
type Run = ReturnType<typeof begin>;

/** A verified run, and one that takes it back, on the same host. */
async function takingBack(change: (state: RunState) => RunState = (state) => state) {
  const first = begin(ENABLE_DOCKER);
  const before = { ...(await first.host.systems.links()), text: await first.host.files.readText(FILE) };
  expect(await play(first)).toBe('verified');
  const checked = checkRestore({ run: RUN, later: [] }, first.checked.runbook, NIXOS_DEFAULTS.limits);
  const state = change(first.state);
  const run: Run = {
    ...beginChecked(checked, { otherRun: state, started: { mode: 'rollback' } }),
    host: first.host,
  };
  return { run, before, first };
}

describe('taking a verified run back', () => {
  it('puts files and system back as they were, without an evaluation', async () => {
    const { run, before } = await takingBack();
    const done = run.host.log.length;
    expect(await play(run)).toBe('verified');
    const { running, profile } = await run.host.systems.links();
    expect([running, profile]).toEqual([before.running, before.running]);
    expect(await run.host.files.readText(FILE)).toBe(before.text);
    expect(run.host.log.slice(done).some((line) => line.startsWith('evaluate.facts'))).toBe(false);
  });

  it('asks about what the run had changed', async () => {
    const { run } = await takingBack();
    await play(run, 'consent');
    const { preview } = run.state.dryBuild ?? {};
    expect(preview?.outPath).toBe(run.state.plan?.target);
    expect(preview?.drvPath).toBe('');
    expect(preview?.decision?.rules.map(({ about }) => about)).toContain('virtualisation.docker.enable');
    expect(preview?.files.map(({ path }) => path)).toEqual(['configuration.nix']);
    expect(preview?.files[0]?.diff).toContain('-  virtualisation.docker.enable = true;');
  });

  it('is refused where a file was changed since', async () => {
    const { run } = await takingBack();
    await run.host.files.write(FILE, '# by hand\n');
    expect(await enter(run, 'plan')).toBe('fail');
    expect(run.said).toContain(`RUN003: configuration.nix was changed after run ${RUN}`);
    expect(run.said).toContain('nixos-ai history');
  });

  it('leaves a file that is as it was before', async () => {
    const { run } = await takingBack();
    await run.host.files.write(FILE, CONFIGURATION['configuration.nix']);
    expect(await enter(run, 'plan')).toBe('ok');
    expect(run.state.plan?.files).toEqual([]);
  });

  it('removes a file that the run had made', async () => {
    const made = '{ }\n';
    const { run } = await takingBack((state) => ({
      ...state,
      ...(state.plan && {
        plan: {
          ...state.plan,
          files: [
            ...state.plan.files,
            { path: 'made.nix', before: null, after: hashBytes(made), diff: '' },
            { path: 'gone.nix', before: null, after: hashBytes(made), diff: '' },
          ],
        },
      }),
    }));
    await run.host.files.write('/etc/nixos/made.nix', made);
    expect(await play(run)).toBe('verified');
    expect(run.state.plan?.files.map(({ path, after }) => [path, after === null])).toEqual([
      ['configuration.nix', false],
      ['made.nix', true],
    ]);
    expect(await run.host.files.readText('/etc/nixos/made.nix')).toBeUndefined();
  });

  it('is refused where the system of before was collected', async () => {
    const { run, before } = await takingBack();
    run.host.state.valid.delete(before.running);
    expect(await enter(run, 'plan')).toBe('fail');
    expect(run.said).toContain(`${before.running}, the system before run ${RUN}, is no longer in the store`);
  });

  it('changes nothing where everything is as it was before', async () => {
    const { run, before } = await takingBack();
    await run.host.files.write(FILE, CONFIGURATION['configuration.nix']);
    run.host.state.running = before.running;
    await run.host.systems.switchGeneration(1);
    expect(await play(run)).toBe('no-change');
  });

  it('goes by a boot where the kernel is another', async () => {
    const { run, before } = await takingBack();
    const { running } = run.host.state;
    run.host.state.systems.set(running, { parts: { kernel: '/nix/store/new-kernel' } });
    run.host.cycle();
    await play(run, 'preflight');
    expect(await enter(run, 'preflight')).toBe('reboot');
    expect(run.said).toBe('back by a reboot: another kernel');
    expect(before.running).not.toBe(running);
  });

  it('needs a person where the policy cannot be read, and goes by the one that ships', async () => {
    const { run } = await takingBack();
    run.host.state.policy = failed({ code: 'POL010', severity: 'error', message: 'it cannot be used' });
    await play(run, 'consent');
    const { decision } = run.state.dryBuild?.preview ?? {};
    expect(decision?.need).toBe('confirm');
    expect(decision?.rules.at(-1)).toEqual({
      kind: 'policy',
      about: 'the default policy',
      because: "applies instead of the host's: it cannot be used",
      need: 'confirm',
    });
  });

  it('fails where no policy can be read at all', async () => {
    const { run } = await takingBack();
    const finding = { code: 'POL010', severity: 'error', message: 'it cannot be used' } as const;
    run.host.state.policy = failed(finding);
    run.host.state.shipped = failed(finding);
    await play(run, 'dry-build');
    expect(await enter(run, 'dry-build')).toBe('fail');
    expect(run.said).toContain('POL010');
  });
});
