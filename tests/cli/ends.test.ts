import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';

const RUNBOOK = `runbook: ask
version: 1
description: A change whose check leaves it to a person.
parameters:
  port: { type: integer, description: A port. }
steps:
  - id: open
    edit: [{ add: networking.firewall.allowedTCPPorts, items: [{ param: port }] }]
  - id: look
    verify: [{ unit: nothing.service, within: 1s }]
    on-failure: needs-human
`;

describe('the end of a run on a host', { timeout: 240_000 }, () => {
  let host: Host;
  beforeEach(async () => {
    host = await makeHost();
    writeFileSync(join(host.base, 'ask.yaml'), RUNBOOK);
  });
  afterEach(async () => host.end());

  const run = async (...args: string[]): Promise<CliResult> =>
    nixosAi([...args, '--json'], { host: host.dir });
  const ask = async (port: number): Promise<string> => {
    const result = await run('run', join(host.base, 'ask.yaml'), '-p', `port=${port}`, '--yes');
    expect([result.exitCode, result.lines().at(-1)]).toMatchObject([
      4,
      { outcome: 'needs-human', did: 'trial' },
    ]);
    return String(result.lines()[0]?.['run']);
  };
  const timers = (): string =>
    execFileSync(join(host.dir, 'run/current-system/sw/bin/systemctl'), ['list-timers', '--all'], {
      encoding: 'utf8',
    });
  const outcomes = async () =>
    (await run('history')).lines().map((line) => (line['ended'] as { outcome?: string } | null)?.outcome);

  it('that needs a person calls its timer off, and one that comes late changes nothing', async () => {
    const asked = await ask(8443);
    expect(timers()).not.toContain('nixos-ai-');
    const now = readHostState(host.dir);
    const late = await run('rollback', asked, '--dead-man', '--yes');
    expect([late.exitCode, late.lines()[0]?.['code']]).toEqual([2, 'RUN005']);
    expect(readHostState(host.dir)).toEqual(now);
    expect(await outcomes()).toEqual(['needs-human']);
  });

  it('that needs a person is undone by its name, after a preview and a question', async () => {
    const before = readHostState(host.dir);
    const asked = await ask(8443);
    const refused = await run('rollback', asked);
    expect(refused.lines().at(-1)).toMatchObject({ code: 'POL004' });
    expect(refused.stdout).toContain('8443');
    expect(await outcomes()).toEqual(['planned', 'needs-human']);
    const shown = await run('rollback', asked, '--dry-run');
    expect(shown.lines().find(({ type }) => type === 'run-ended')).toMatchObject({ outcome: 'planned' });
    const undone = await run('rollback', asked, '--yes');
    expect(undone.lines().at(-1)).toMatchObject({ run: asked, outcome: 'rolled-back' });
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('that lies below a later verified one takes that with it, and says so', async () => {
    const before = readHostState(host.dir);
    const asked = await ask(8443);
    const later = await run('install htop', '--yes');
    expect(later.exitCode).toBe(0);
    const refused = await run('rollback', asked);
    expect([refused.exitCode, refused.lines().at(-1)]).toMatchObject([5, { outcome: 'rejected' }]);
    const both = await run('rollback', asked, '--yes');
    expect(both.stdout).toContain('(install htop), which ended verified, is undone with it');
    expect([both.exitCode, both.lines().at(-1)]).toMatchObject([0, { outcome: 'verified', did: 'undo' }]);
    const now = readHostState(host.dir);
    expect([now.running, now.profile, now.configuration]).toEqual([
      before.running,
      before.running,
      before.configuration,
    ]);
    const again = await run('rollback', String(later.lines()[0]?.['run']), '--yes');
    expect(again.lines()[0]).toMatchObject({ code: 'RUN005' });
  });

  it('is that of the last verified run where none is named, whatever came after it', async () => {
    const before = readHostState(host.dir);
    expect((await run('install htop', '--yes')).exitCode).toBe(0);
    const asked = await ask(8443);
    const back = await run('rollback', '--yes');
    expect(back.stdout).toContain(`run ${asked} (ask), which ended needs-human, is undone with it`);
    const now = readHostState(host.dir);
    expect([back.exitCode, now.running, now.profile, now.configuration]).toEqual([
      0,
      before.running,
      before.running,
      before.configuration,
    ]);
  });

  it('is previewed, and not made, where an interrupted run is only to be shown undone', async () => {
    const asked = await nixosAi(['run', join(host.base, 'ask.yaml'), '-p', 'port=8443', '--yes', '--json'], {
      host: host.dir,
      env: { NIXOS_AI_FAULT: 'journal:step-ended settle after#1' },
    });
    expect(asked.exitCode).toBeNull();
    const now = readHostState(host.dir);
    const name = String((await run('history')).lines()[0]?.['run']);
    const shown = await run('rollback', name, '--dry-run');
    expect(shown.lines().find(({ type }) => type === 'run-ended')).toMatchObject({ outcome: 'planned' });
    expect(readHostState(host.dir)).toEqual(now);
  });
});
