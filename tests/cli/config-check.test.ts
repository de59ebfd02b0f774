import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nixosAi } from '../lib/cli.ts';

const EXPECTED = new URL('../nix/module/expected/', import.meta.url).pathname;
const RUNBOOK = 'runbook: mine\nversion: 1\ndescription: Say it.\nsteps:\n  - { id: say, notify: Hello. }\n';

describe('config check', () => {
  let base: string;
  beforeAll(() => (base = mkdtempSync('/tmp/nixos-ai-config-')));
  afterAll(() => rmSync(base, { recursive: true }));

  const write = (name: string, files: Readonly<Record<string, string>>): string => {
    const directory = join(base, name);
    mkdirSync(directory);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    }
    return directory;
  };

  it('takes what the module writes, and names each file', async () => {
    const directory = join(base, 'expected');
    cpSync(EXPECTED, directory, { recursive: true });
    const { exitCode, stdout, stderr } = await nixosAi(['config', 'check', directory]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toEqual([
      '✓ config.yaml',
      '✓ policy.yaml',
      '✓ service.yaml',
      '✓ runbooks/restart-web.yaml',
      '✓ runbooks/weekly-cleanup.yaml',
    ]);
  });

  it.each([
    ['a directory without a configuration', 'nothing', {}, ['CFG010']],
    ['a runbook whose file has another name', 'name', { 'runbooks/yours.yaml': RUNBOOK }, ['CFG011']],
    [
      'a schedule of a runbook that is not there',
      'unknown',
      { 'service.yaml': 'service: 1\nschedules:\n  - { name: a, runbook: nothing, calendar: daily }\n' },
      ['LIB002'],
    ],
    [
      'two mistakes in two files, at once',
      'two',
      { 'config.yaml': 'keeps: 1\n', 'policy.yaml': 'policy: 2\n' },
      ['CFG002', 'POL012'],
    ],
    ['nothing where all is right', 'right', { 'runbooks/mine.yaml': RUNBOOK }, []],
  ])('of %s it says so', async (_what, name, files, codes) => {
    const { exitCode, lines } = await nixosAi(['config', 'check', write(name, files), '--json']);
    const findings = lines().filter(({ type }) => type === 'finding');
    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(exitCode).toBe(codes.length === 0 ? 0 : 2);
  });

  it('names the place that a file was made from, and of the rest the file', async () => {
    const directory = write('made', {
      'service.yaml':
        'service: 1\ntriggers:\n  - name: web\n    when: { unit-failed: nginx.service }\n    run: open-port\n    with: { port: no }\n',
      'runbooks/mine.yaml': RUNBOOK.replace('notify: Hello.', 'call: { runbook: nothing }'),
    });
    const { lines } = await nixosAi(['config', 'check', directory, '--json', '--option=service.yaml=here']);
    expect(lines().map(({ code, message }) => [code, String(message).split(': ')[0]])).toEqual([
      ['PAR003', 'here.triggers.web.parameters'],
      ['RB043', "runbook 'nothing' cannot be called"],
      ['LIB002', "there is no runbook named 'nothing'"],
    ]);
    expect(lines()[0]).toMatchObject({ position: { file: 'service.yaml', line: 6 } });
    expect(lines()[1]).toMatchObject({ position: { file: join(directory, 'runbooks/mine.yaml') } });
  });

  it('says that it could not look at calendars where systemd-analyze is missing', async () => {
    const directory = write('calendar', {
      'service.yaml': 'service: 1\nschedules:\n  - { name: a, runbook: weekly-cleanup, calendar: someday }\n',
    });
    const { exitCode, stderr } = await nixosAi(['config', 'check', directory], { env: { PATH: '/nowhere' } });
    expect(stderr).toContain('warning SRV011');
    expect(exitCode).toBe(0);
  });
});
