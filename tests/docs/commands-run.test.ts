import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeHostAsShipped, nixosAi, startNixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { commandsOf, FILES, wordsOf } from '../lib/documents.ts';

/** The tour is run line by line by a test of its own. */
const commands = FILES.filter((file) => file !== 'docs/TOUR.md').flatMap((file) =>
  commandsOf(file, readFileSync(file, 'utf8')).map(({ text }) => text),
);

/** Commands that only look: run as they stand; CODE stands for one. */
const LOOKS =
  /^nixos-ai (?:status|history|show|doctor|explain(?: (?!CODE\b)\S+)?|events|policy (?:check|show|explain)|providers(?: explain| test)?|quarantine list|runbook list|options (?:refresh|search \S+)|audit (?:verify|export)|resume --if-any|apply --dry-run|service check)(?: --json)?$/u;

/**
 * What a reader types for the others, in this order on one host, and how it ends. RUN is the first change; DIR a directory
 * with `mine.yaml` and `policy.yaml`.
 */
const TYPED: readonly (readonly [document: string, typed: string, exitCode: number])[] = [
  // Nobody is at a terminal to agree.
  ['nixos-ai "install docker and enable it"', 'nixos-ai "install docker and enable it"', 5],
  ['nixos-ai "install docker and enable it" --yes', 'nixos-ai "install docker and enable it" --yes', 0],
  ['nixos-ai "<sentence>"', 'nixos-ai "install htop" --yes', 0],
  ['nixos-ai plan "<sentence>"', 'nixos-ai plan "open port 8080"', 0],
  ['nixos-ai plan', 'nixos-ai plan "open port 8080"', 0],
  ['nixos-ai run RUNBOOK -p KEY=VALUE', 'nixos-ai run add-user -p user=alice --yes', 0],
  ['nixos-ai run NAME', 'nixos-ai run report-drift --yes', 0],
  [
    'nixos-ai run ./mine.yaml -p user=alice --dry-run the preview on a host, and the commands that would run',
    'nixos-ai run ./mine.yaml -p user=alice --dry-run',
    0,
  ],
  ['nixos-ai run ./mine.yaml -p user=alice', 'nixos-ai run ./mine.yaml -p user=alice --yes', 0],
  ['nixos-ai runbook validate mine.yaml', 'nixos-ai runbook validate mine.yaml', 0],
  ['nixos-ai show RUN', 'nixos-ai show RUN', 0],
  ['nixos-ai show RUN --format svg', 'nixos-ai show RUN --format svg', 0],
  ['nixos-ai policy explain RUN', 'nixos-ai policy explain RUN', 0],
  ['nixos-ai policy check policy.yaml', 'nixos-ai policy check policy.yaml', 0],
  // Who asked does not approve: POL003.
  ['nixos-ai approve RUN', 'nixos-ai approve RUN', 2],
  // It has ended: its events are shown, and there is nothing to stop.
  ['nixos-ai attach RUN', 'nixos-ai attach RUN', 0],
  ['nixos-ai stop RUN', 'nixos-ai stop RUN', 2],
  ['nixos-ai quarantine clear RUN', 'nixos-ai quarantine clear RUN', 0],
  ['nixos-ai edit set OPTION VALUE', 'nixos-ai edit set networking.hostName \'"atlas"\'', 0],
  ['nixos-ai apply', 'nixos-ai apply --yes', 0],
  ['nixos-ai nix parse FILE…', 'nixos-ai nix parse HOST/etc/nixos/configuration.nix', 0],
  ['nixos-ai options search', 'nixos-ai options search docker', 0],
  ['nixos-ai explain CODE', 'nixos-ai explain OPT001', 0],
  // No such provider is set up, so its server is not there.
  ['nixos-ai providers test NAME', 'nixos-ai providers test ollama', 1],
  // A prompt needs a terminal: tests/cli/interactive.test.ts gives it one.
  ['nixos-ai chat', 'nixos-ai chat', 2],
  ['nixos-ai service run NAME', 'nixos-ai service run look', 0],
  ['nixos-ai config check', 'nixos-ai config check HOST/etc/nixos-ai', 0],
  ['nixos-ai self install', 'nixos-ai self install --dry-run', 0],
  ['nixos-ai self install --this-program', 'nixos-ai self install --this-program --yes', 0],
  ['nixos-ai self uninstall', 'nixos-ai self uninstall --yes', 0],
  ['nixos-ai rollback', 'nixos-ai rollback --yes', 0],
  ['nixos-ai rollback [RUN]', 'nixos-ai rollback --yes', 0],
  // The file was changed again since: RUN003.
  ['nixos-ai rollback RUN', 'nixos-ai rollback RUN --yes', 1],
  // No run was interrupted: RUN006.
  ['nixos-ai resume', 'nixos-ai resume', 2],
  ['nixos-ai sandbox create', 'nixos-ai sandbox create ./another', 0],
  ['nixos-ai sandbox create /tmp/host', 'nixos-ai sandbox create ./third', 0],
  ['nixos-ai plan "open port 8080"', 'nixos-ai plan "open port 8080"', 0],
  ['nixos-ai "open port 8080"', 'nixos-ai "open port 8080" --yes', 0],
];

/** The service goes on until a signal ends it. */
const LASTING = ['nixos-ai daemon'];

const MINE = `runbook: mine
version: 1
description: Adds somebody.
parameters:
  user: { type: string, pattern: '^[a-z]+$', description: Who. }
steps:
  - id: add
    call: { runbook: add-user, with: { user: { param: user } } }
`;

const SERVICE = `service: 1
schedules:
  - { name: look, runbook: report-drift, calendar: weekly }
`;

let host: Host;
beforeAll(async () => {
  host = await makeHostAsShipped();
  writeFileSync(join(host.base, 'mine.yaml'), MINE);
  writeFileSync(join(host.base, 'policy.yaml'), 'policy: 1\nextends: default\n');
  mkdirSync(join(host.dir, 'etc/nixos-ai'), { recursive: true });
  writeFileSync(join(host.dir, 'etc/nixos-ai/service.yaml'), SERVICE);
});
afterAll(async () => {
  for (const name of ['another', 'third']) await nixosAi(['sandbox', 'stop', join(host.base, name)]);
  await host.end();
});

const looking = [...new Set(commands.filter((text) => LOOKS.test(text)))];

test('each command of a document is one of these', () => {
  const known = [...looking, ...LASTING, ...TYPED.map(([document]) => document)];
  expect([...new Set(commands)].filter((text) => !known.includes(text))).toEqual([]);
  expect(TYPED.map(([document]) => document).filter((text) => !commands.includes(text))).toEqual([]);
  expect(looking.length).toBeGreaterThan(8);
});

/** The name of the first change, once there is one. */
let run = '';

async function type(text: string): Promise<CliResult> {
  const words = wordsOf(text).map((word) => word.replace(/^RUN$/u, run).replace(/^HOST(?=\/)/u, host.dir));
  return nixosAi(words, { host: words[0] === 'sandbox' ? '' : host.dir, cwd: host.base });
}

test.each(TYPED)('%s', async (_document, typed, exitCode) => {
  const ended = await type(typed);
  expect({ exitCode: ended.exitCode, said: `${ended.stdout}${ended.stderr}` }).toEqual({
    exitCode,
    said: expect.stringMatching(/\S/u),
  });
  if (run === '' && typed.endsWith('docker and enable it" --yes'))
    run = String((await nixosAi(['history', '--json'], { host: host.dir })).lines()[0]?.['run']);
});

test.each(looking)('%s ends with 0', async (text) => {
  const { exitCode, stdout } = await type(text);
  expect({ exitCode, said: stdout !== '' || text.includes('--if-any') }).toEqual({ exitCode: 0, said: true });
});

test.each(LASTING)('%s ends by a signal, with 0', async (text) => {
  const lasting = startNixosAi(wordsOf(text), { host: host.dir });
  await expect.poll(lasting.stdout, { timeout: 20_000 }).toContain('watching');
  lasting.child.kill('SIGTERM');
  const { exitCode } = await lasting.ended;
  expect(exitCode).toBe(0);
});
