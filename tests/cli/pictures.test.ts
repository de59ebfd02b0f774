import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../engine/cli/screen/draw.ts';
import { makeHostAsShipped, nixosAi, type CliResult, type Host } from '../lib/cli.ts';

const PNG = '89504e470d0a1a0a';
let out: string;
beforeAll(() => (out = mkdtempSync('/tmp/nixos-ai-pictures-')));
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('the picture of a runbook', () => {
  const graph = async (...args: readonly string[]): Promise<CliResult> =>
    nixosAi(['runbook', 'graph', ...args]);

  it('needs no host and no values for parameters', async () => {
    const drawn = await graph('docker-developer');
    expect(drawn.stderr).toBe('');
    expect(drawn.stdout).toMatch(/^<svg [^>]*>\n<title[^>]*>docker-developer<\/title>/u);
    expect(drawn.stdout).toContain('data-node="step:docker--health"');
  });

  it.each([
    [['--format', 'mermaid'], /^---\ntitle: "open-port"\n---\nflowchart TD\n/u],
    [['--format', 'dot'], /^digraph "open-port" \{\n/u],
    [['--format', 'svg'], /^<svg /u],
  ])('is printed in the format that is asked for: %j', async (flags, beginning) => {
    expect((await graph('open-port', ...flags)).stdout).toMatch(beginning);
  });

  it.each([
    ['machine.svg', '<svg '],
    ['machine.dot', 'digraph '],
    ['machine.mmd', '---\ntitle'],
  ])('has the format that the name of its file says: %s', async (name, beginning) => {
    const drawn = await graph('runbooks/open-port.yaml', '-o', join(out, name));
    expect(drawn).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(out, name), 'utf8').startsWith(beginning)).toBe(true);
  });

  it('is a PNG', async () => {
    await graph('open-port', '-o', join(out, 'machine.png'));
    expect(readFileSync(join(out, 'machine.png')).toString('hex', 0, 8)).toBe(PNG);
  });

  it.each([
    [['no-such-runbook'], 2, 'LIB002'],
    [['open-port', '-o', '/etc/passwd/machine.svg'], 2, 'PIC002'],
  ])('says what is wrong: %j', async (args, exitCode, code) => {
    const drawn = await graph(...args);
    expect(drawn.exitCode).toBe(exitCode);
    expect(drawn.stderr).toContain(code);
  });
});

describe('a PNG', () => {
  const { isTTY } = process.stdout;
  afterEach(() => (process.stdout.isTTY = isTTY));

  it('is not printed on a terminal', async () => {
    process.stdout.isTTY = true;
    const drawn = await draw(
      { format: 'png' },
      { start: 'plan', nodes: [], edges: [] },
      { title: '', subtitle: '' },
    );
    expect(drawn.findings.map((finding) => finding.code)).toEqual(['PIC001']);
  });
});

describe('the picture of a run', () => {
  let host: Host;
  beforeAll(async () => (host = await makeHostAsShipped()));
  afterAll(async () => host.end());

  it('shows the way that the run took', async () => {
    const run = async (...args: readonly string[]): Promise<CliResult> => nixosAi(args, { host: host.dir });
    await run('set the hostname to basil', '--dry-run');
    const drawn = await run('show', '--format', 'svg');
    expect(drawn.stderr).toBe('');
    expect(drawn.stdout).toContain('“set the hostname to basil”');
    const taken = [
      ...drawn.stdout.matchAll(
        /data-from="([^"]+)" data-to="([^"]+)" data-on="[^"]+" data-taken="([^"]+)"/gu,
      ),
    ];
    expect(taken.map(([, from, to, on]) => `${from} ${on} ${to}`)).toEqual([
      'plan ok snapshot',
      'snapshot ok edit',
      'edit ok dry-build',
      'dry-build ok consent',
      'consent hold end:planned',
    ]);
    expect((await run('show', '-o', join(out, 'run.png'))).exitCode).toBe(0);
    expect(existsSync(join(out, 'run.png'))).toBe(true);
    expect((await run('show', 'nobody', '--format', 'dot')).stderr).toContain('RUN004');
  });
});
