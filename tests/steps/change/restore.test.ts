import { describe, expect, it } from 'vitest';
import { checkRestore } from '../../../engine/check/check-runbook.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import type { RunState } from '../../../engine/journal/fold.ts';
import { hashBytes } from '../../../engine/model/hash.ts';
import type { FileChange } from '../../../engine/model/plan.ts';
import type { RunOutcome } from '../../../engine/model/outcome.ts';
import { computeRestore, restoreWarnings } from '../../../engine/steps/change/restore.ts';
import { begin, beginChecked, contextOf, ENABLE_DOCKER, play, RUN } from '../support/play.ts';

const LATER = '20260106T120000-next';
const file = (path: string, before: string | null, after: string | null): FileChange => ({
  path,
  before: before === null ? null : hashBytes(before),
  after: after === null ? null : hashBytes(after),
  diff: '',
});

interface Second {
  readonly files: readonly FileChange[];
  readonly outcome?: RunOutcome;
  readonly request?: string;
}

/** Taking back a verified run, and with it one that came after it. */
async function takingBack({ files, outcome, request }: Second) {
  const first = begin(ENABLE_DOCKER);
  await play(first);
  const { plan, started, ended: _, ...rest } = first.state;
  if (plan === undefined) throw new Error('it was planned');
  const head = { v: 1, run: LATER, seq: 9, at: started.at } as const;
  const second: RunState = {
    ...rest,
    run: LATER,
    plan: { ...plan, files },
    started: { ...started, ...(request !== undefined && { request }) },
    ...(outcome && { ended: { ...head, type: 'run-ended', outcome, exitCode: 0, message: 'the end' } }),
  };
  const runs = new Map([
    [RUN, first.state],
    [LATER, second],
  ]);
  const change = { kind: 'restore', run: RUN, later: [LATER] } as const;
  const checked = checkRestore({ run: RUN, later: [LATER] }, first.checked.runbook, NIXOS_DEFAULTS.limits);
  const run = { ...beginChecked(checked), host: first.host };
  run.state = { ...run.state, plan };
  const [node] = run.checked.graph.nodes;
  if (node === undefined) throw new Error('a graph has a state');
  const context = { ...contextOf(run, node), otherRun: (name: string) => runs.get(name) };
  return { host: first.host, context, change };
}

describe('taking a run back with a later one', () => {
  it('names the later one, how it ended, and that what it applied stays', async () => {
    const { context, change } = await takingBack({
      files: [],
      outcome: 'verified',
      request: 'apply what is there',
    });
    expect(restoreWarnings(context, change)).toContain(
      `run ${LATER} (apply what is there), which ended verified, is undone with it; the files that it applied stay as they are`,
    );
  });

  it('says nothing of files where it wrote some, and does not know how a run ended that has no end', async () => {
    const { context, change } = await takingBack({ files: [file('a.nix', null, '{ }\n')] });
    expect(restoreWarnings(context, change)).toContain(
      `run ${LATER} (test), which ended ?, is undone with it`,
    );
  });

  it('is refused for each file that a link leads out of the configuration', async () => {
    const { context, change, host } = await takingBack({ files: [file('a.nix', null, '{ }\n')] });
    await host.files.write('/etc/nixos/a.nix', '{ }\n');
    host.state.outside.add('a.nix');
    const computed = await computeRestore(context, change);
    expect(computed.ok ? [] : computed.findings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'HOST004 a.nix leads out of the configuration directory /etc/nixos through a symbolic link',
    ]);
  });

  it('takes back what each of them wrote', async () => {
    const { context, change, host } = await takingBack({ files: [file('a.nix', null, '{ }\n')] });
    await host.files.write('/etc/nixos/a.nix', '{ }\n');
    const computed = await computeRestore(context, change);
    if (!computed.ok) throw new Error(JSON.stringify(computed.findings));
    expect([...computed.value.content].map(([path, text]) => [path, text === null])).toEqual([
      ['configuration.nix', false],
      ['a.nix', true],
    ]);
  });

  it('is refused where somebody else wrote a file between them', async () => {
    const { context, change } = await takingBack({
      files: [file('configuration.nix', '# by hand\n', '# later\n')],
    });
    const computed = await computeRestore(context, change);
    expect(computed.ok ? [] : computed.findings.map(({ code }) => code)).toEqual(['RUN003']);
  });
});
