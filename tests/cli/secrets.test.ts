import { chmodSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, startNixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { plantSecrets } from '../redact/planted.ts';

const PLANTED = plantSecrets();
const WORD = 'Gr33n-Parrot';
const LATER = 'Bl4ck-Heron';

/** Secrets everywhere around what the runs below change, so that context lines, traces and values show them. */
function plant(configuration: string): string {
  const text = PLANTED.map(({ line }) => line);
  const comments = text.flatMap((line) => line.split('\n').map((part) => `  # ${part}`)).join('\n');
  const etc = text.flatMap((line) => line.split('\n').map((part) => `    ${part}`)).join('\n');
  const variables = PLANTED.map(
    ({ line }, n) => `    V${n} = ${JSON.stringify(line).replaceAll('${', '\\${')};`,
  ).join('\n');
  const planted = `
${comments}
  environment.etc."planted".text = ''
${etc}
  '';
  environment.variables = {
    FIRST = "one";
${variables}
    LAST_TOKEN = "${WORD}";
  };
  users.users.bob = {
    isNormalUser = true;
    initialPassword = "${WORD}";
    description = "Bob";
    hashedPassword = hidden;
  };
`;
  return configuration
    .replace(
      '{ config, pkgs, ... }:\n',
      `{ config, pkgs, ... }:\nlet\n  hidden = ${JSON.stringify(PLANTED[2]?.secret)};\nin\n`,
    )
    .replace(/(?=\n {2}# Programs for every user)/u, planted);
}

/** Runs beside the secrets: text that each edit stands in. */
const RUNBOOK = (steps: string): string =>
  `runbook: beside\nversion: 1\ndescription: A change beside secrets.\nsteps:\n${steps}`;
const setVariable = (name: string, value: string): string =>
  `  - id: set\n    edit:\n      - set: environment.variables.${name}\n        to: ${JSON.stringify(value)}\n`;

// Several whole changes in one test.
describe('secrets of a configuration', { timeout: 300_000 }, () => {
  let host: Host;
  const said: string[] = [];
  const run = async (...args: readonly string[]): Promise<CliResult> => {
    const result = await nixosAi(args, { host: host.dir });
    said.push(result.stdout, result.stderr);
    return result;
  };
  const state = (name: string): string => join(host.dir, 'var/lib/nixos-ai', name);
  const file = (): string => join(host.dir, 'etc/nixos/configuration.nix');
  const write = (name: string, text: string): string => {
    writeFileSync(join(host.base, name), text);
    return join(host.base, name);
  };

  beforeAll(async () => {
    host = await makeHost();
    writeFileSync(file(), plant(readFileSync(file(), 'utf8')));
  });
  afterAll(async () => host.end());

  it('are in the configuration, which is what it was', () => {
    const text = readFileSync(file(), 'utf8');
    for (const { secret } of PLANTED) expect(text).toContain(JSON.stringify(secret).slice(1, -1));
  });

  it('stand in the context of a plan, and of a change that is verified', async () => {
    const plan = await run('plan', 'set the hostname to basil');
    expect(plan.stderr).toBe('');
    expect(plan.exitCode).toBe(0);
    const change = await run(
      'run',
      write('first.yaml', RUNBOOK(setVariable('FIRST', 'two'))),
      '--yes',
      '--json',
    );
    expect(change.exitCode).toBe(0);
    expect(change.stdout).toContain('<redacted:');
    const last = await run('run', write('last.yaml', RUNBOOK(setVariable('MIDDLE', 'two'))), '--yes');
    expect(last.exitCode).toBe(0);
    expect(last.stdout).toContain('<redacted:token>');
  });

  it('stand in the trace of a change that Nix refuses', async () => {
    const text = readFileSync(file(), 'utf8');
    writeFileSync(
      file(),
      text.replace(
        'description = "Bob";',
        `description = builtins.trace "${WORD}" (throw "no ${WORD} and \${hidden}");`,
      ),
    );
    const result = await run('set the hostname to thyme', '--yes');
    writeFileSync(file(), text);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('EVAL001');
    expect(result.stdout).toContain('no <redacted:');
  });

  it('that a runbook writes are a warning, and the run works with what they say', async () => {
    const result = await run(
      'run',
      write('token.yaml', RUNBOOK(setVariable('MIDDLE_TOKEN', LATER))),
      '--yes',
    );
    expect(result.stderr).toContain('SEC002');
    expect(result.exitCode).toBe(0);
    expect(readFileSync(file(), 'utf8')).toContain(LATER);
  });

  it('come back with a rollback', async () => {
    const result = await run('rollback', '--yes');
    expect(result.stdout + result.stderr).toContain('verified');
    expect(result.exitCode).toBe(0);
    const again = await run('rollback', '--yes', '--json');
    expect(again.exitCode).toBe(0);
  });

  it('that a command prints go to the next command, and to nobody else', async () => {
    const seen = join(host.base, 'seen');
    const ask = write('ask.sh', `echo password=${LATER}x9\n`);
    const give = write('give.sh', `#!/bin/sh\nprintf %s "$1" > ${seen}\n`);
    chmodSync(give, 0o755);
    const text =
      `  - id: ask\n    run: { argv: [sh, ${ask}], effect: read }\n` +
      `  - id: give\n    run: { argv: [${give}, { output: ask.stdout }], effect: read }\n`;
    const result = await run('run', write('command.yaml', RUNBOOK(text)), '--yes', '--json');
    expect(result.stdout + result.stderr).toContain('<redacted:password>');
    expect(readFileSync(seen, 'utf8')).toBe(`password=${LATER}x9`);
  });

  it.each([
    ['before the change', 'dry-build', 'failed'],
    ['while the change is on trial', 'settle', 'rolled-back'],
  ])(
    'that a runbook writes are not in the journal, so an engine that died %s goes back',
    async (_when, node, outcome) => {
      const before = readHostState(host.dir);
      const path = write('killed.yaml', RUNBOOK(setVariable('KILLED_TOKEN', `${LATER}-${node}`)));
      const started = startNixosAi(['run', path, '--yes', '--json'], { host: host.dir });
      await started.printed(`"type":"step-started","node":"${node}"`);
      started.child.kill('SIGKILL');
      said.push((await started.ended).stdout);
      const resumed = await run('resume', '--yes', '--json');
      expect(resumed.stdout).toContain('does not hold the secrets of this run');
      expect(resumed.lines().at(-1)).toMatchObject({ type: 'run-ended', outcome });
      expect(readHostState(host.dir)).toEqual(before);
    },
  );

  it('are refused in a sentence and as a parameter, before anything is written', async () => {
    const before = (await run('audit', 'export')).stdout;
    for (const sentence of [
      `set the hostname to ${PLANTED[16]?.secret}`,
      `set alice's password to ${WORD}`,
    ]) {
      const result = await run(sentence, '--yes');
      expect(result.exitCode).toBe(2);
      expect(result.stderr).toMatch(/SEC00[12]/u);
    }
    const given = await run('run', 'enable-docker', '-p', `user=${PLANTED[16]?.secret}`);
    expect(given.stderr).toContain('SEC001');
    expect((await run('audit', 'export')).stdout).toBe(before);
  });

  it('are in no output, no history and no file of the state directory but the snapshots', async () => {
    const runs = (await run('history', '--json')).lines();
    expect(runs.length).toBeGreaterThan(0);
    const names = new Set((await run('audit', 'export')).lines().map((row) => String(row['run'])));
    expect(names.size).toBeGreaterThan(5);
    for (const name of names) {
      await run('show', name);
      await run('show', name, '--json');
    }
    await run('history');
    await run('status');
    expect((await run('audit', 'verify')).exitCode).toBe(0);
    const secrets = [
      ...PLANTED.map(({ kind, secret }) => [kind, secret]),
      ['word', WORD],
      ['later', LATER],
    ] as const;
    const output = said.join('\n');
    const leaked = secrets
      .filter(([, secret = '']) => leaks(output, secret))
      .map(([kind]) => `output: ${kind}`);
    const files = globSync('**/*', { cwd: state('.') }).filter(
      (name) => !name.startsWith('snapshots.git') && statSync(state(name)).isFile(),
    );
    expect(files).toContain('journal.db');
    for (const name of files) {
      const bytes = readFileSync(state(name), 'latin1');
      leaked.push(
        ...secrets.filter(([, secret = '']) => leaks(bytes, secret)).map(([kind]) => `${name}: ${kind}`),
      );
    }
    expect(leaked).toEqual([]);
  });
});

function leaks(text: string, secret: string): boolean {
  return text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1));
}
