import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, parseLines, type CliResult, type Host } from '../lib/cli.ts';

describe('the audit of a host', () => {
  let host: Host;
  let kept: string;
  const run = async (...args: readonly string[]): Promise<CliResult> => nixosAi(args, { host: host.dir });
  const state = (name: string): string => join(host.dir, 'var/lib/nixos-ai', name);

  beforeAll(async () => {
    host = await makeHost();
    kept = mkdtempSync('/tmp/nixos-ai-kept-');
    await run('set the hostname to basil', '--dry-run');
    await run('set the hostname to thyme', '--dry-run');
  });
  afterAll(async () => {
    rmSync(kept, { recursive: true, force: true });
    await host.end();
  });

  it('says that all is well, how much it read and with which key', async () => {
    const told = await run('audit', 'verify');
    expect(told.stderr).toBe('');
    expect(told.exitCode).toBe(0);
    expect(told.stdout).toMatch(
      /^✓ the journal is intact\n {2}read {4}\d+ rows of 2 runs\n {2}signed {2}up to row \d+, at [\d-]{10} [\d:]{8} UTC\n {2}host {4}written on this machine\n {2}key {5}SHA-256 [0-9a-f]{64}\n$/u,
    );
    const [answer] = (await run('audit', 'verify', '--json')).lines();
    expect(answer).toMatchObject({ v: 1, type: 'audit', ok: true, runs: 2, firstBadRow: null });
  });

  it('exports every row, and the export is verified without the host', async () => {
    const file = join(kept, 'journal.jsonl');
    const full = await run('audit', 'export');
    writeFileSync(file, full.stdout);
    for (const name of ['audit-key.pub', 'checkpoint.json']) copyFileSync(state(name), join(kept, name));
    const flags = ['--key', join(kept, 'audit-key.pub'), '--checkpoint', join(kept, 'checkpoint.json')];
    const verify = async () => nixosAi(['audit', 'verify', '--file', file, ...flags, '--json']);
    expect((await verify()).lines()[0]).toMatchObject({ ok: true, rows: full.lines().length });
    writeFileSync(file, full.stdout.replace('basil', 'sorrel'));
    const altered = await verify();
    expect(altered.exitCode).toBe(1);
    expect(altered.lines()).toMatchObject([
      { ok: false, firstBadRow: { what: 'altered' } },
      { code: 'AUD001' },
    ]);
  });

  it('exports one run, or what happened since a day', async () => {
    const [first] = (await run('audit', 'export')).lines();
    const name = String(first?.['run']);
    const one = (await run('audit', 'export', '--run', name)).stdout;
    expect(new Set(parseLines(one).map((row) => row['run']))).toEqual(new Set([name]));
    expect((await run('audit', 'export', '--since', '2999-01-01')).stdout).toBe('');
    const wrong = await run('audit', 'export', '--since', 'yesterday');
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('AUD010');
    expect((await run('audit', 'export', '--run', 'nobody')).stderr).toContain('RUN004');
  });

  it('names the first bad row, and exits 1', async () => {
    const db = new DatabaseSync(state('journal.db'));
    db.exec("UPDATE events SET payload = replace(payload, 'basil', 'sorrel') WHERE id = 1");
    db.close();
    const told = await run('audit', 'verify');
    expect(told.exitCode).toBe(1);
    expect(told.stdout).toContain('✗ the journal is not intact');
    expect(told.stderr).toMatch(/error AUD001: row 1 \(run \S+, event 1\) was altered/u);
  });
});
