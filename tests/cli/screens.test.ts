import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeHostAsShipped, type Host } from '../lib/cli.ts';
import { AT_A_TERMINAL, Terminal } from '../lib/terminal.ts';

/**
 * What a person sees at a terminal of some width, held to committed text. What differs from run to run (names of runs,
 * times, hashes, ports) is made the same, in the same number of columns. `UPDATE_SCREENS=1` writes the files anew: look at
 * what changed.
 */
const GOLDEN = new URL('../data/screens/', import.meta.url).pathname;

/** In this order on one host: each stands on what was before. */
const SCREENS: readonly (readonly [string, readonly string[]])[] = [
  ['preview', ['install docker and enable it']],
  ['refusal', ['format the disk']],
  ['change', ['install docker and enable it', '--yes']],
  ['rolled-back', ['run', 'WRONG', '--yes']],
  ['history', ['history']],
  ['show', ['show']],
  ['doctor', ['doctor']],
  ['help', ['--help']],
];

/** A change that its own check refutes. */
const WRONG = `runbook: wrong-check
version: 1
description: Names a port that nothing listens on.
steps:
  - id: install
    edit:
      - add: environment.systemPackages
        items: [{ pkgs: htop }]
  - id: look
    verify:
      - tcp: { port: 9 }
        is: open
        within: 1s
`;

describe.each([80, 140])('at %i columns', AT_A_TERMINAL, (columns) => {
  let host: Host | undefined;
  beforeAll(async () => {
    host = await makeHostAsShipped('--name', 'demo');
    writeFileSync(join(host.base, 'wrong.yaml'), WRONG);
  });
  afterAll(async () => host?.end());

  test.each(SCREENS)('%s is as it was', async (name, args) => {
    if (host === undefined) throw new Error('no host');
    const { base, dir } = host;
    const given = args.map((word) => (word === 'WRONG' ? join(base, 'wrong.yaml') : word));
    const terminal = new Terminal(given, { columns, env: { NIXOS_AI_HOST: dir }, joined: false });
    try {
      if (name === 'preview') {
        await terminal.until((text) => text.includes('[y/N]'), 'question');
        terminal.type('n');
        terminal.key('Enter');
      }
      await terminal.ended();
      const screen = sameEveryTime(terminal.text(), host);
      const file = join(GOLDEN, `${name}-${columns}.txt`);
      if (process.env['UPDATE_SCREENS'] === '1') {
        mkdirSync(GOLDEN, { recursive: true });
        writeFileSync(file, screen);
      }
      expect(screen).toBe(readFileSync(file, 'utf8'));
      expect(screen.split('\n').filter((line) => line.length > columns)).toEqual([]);
    } finally {
      terminal.close();
    }
  });
});

/** Text without what another run would say otherwise. */
function sameEveryTime(text: string, { base, httpPort, sshPort }: Host): string {
  return `${text.replace(/\n*Pane is dead[^\n]*$/u, '')}\n`
    .replaceAll(base, base.replace(/[^-/]{6}$/u, 'XXXXXX'))
    .replaceAll(/\b\d{8}-\d{6}-[\da-hjkmnp-tv-z]{10}\b/gu, '20260101-120000-abcd')
    .replaceAll(/\b\d{4}-\d\d-\d\d(?<between>[ T])\d\d:\d\d/gu, '2026-01-01$<between>12:00')
    .replaceAll(/12:00:\d\d(?= UTC)/gu, '12:00:00')
    .replaceAll(/\/nix\/store\/[a-z\d]{7}/gu, '/nix/store/abcdefg')
    .replaceAll(/(?<=abcdefg)[a-z\d]{25}-/gu, `${'h'.repeat(25)}-`)
    .replaceAll(/(?<=kept as |plan {3})[\da-f]{12,16}/gu, (hash) => 'f'.repeat(hash.length))
    .replaceAll(/(?<= · )\d\d:\d\d$/gmu, '00:00')
    .replaceAll(/\b(?:\d+\s+ms|\d+\.\d\s+s)\b/gu, 'TIME')
    .replaceAll(/(?<=by itself in )\d+ min(?: \d+ s)?/gu, 'TIME')
    .replaceAll(String(httpPort), '4'.repeat(String(httpPort).length))
    .replaceAll(String(sshPort), '2'.repeat(String(sshPort).length))
    .replaceAll(/\d+(?:\.\d+)? (?:GiB|MiB)/gu, 'SIZE')
    .replaceAll(/(?<=inodes .*)\b\d+(?:\.\d)? (?:thousand|million)\b/gu, 'COUNT')
    .replaceAll(/(?<=journal +)\d+ rows/gu, 'N rows')
    .replaceAll(/(?<=Node )\d+\.\d+\.\d+|(?<=Nix )\d+\.\d+\.\d+|(?<=git version )[\d.]+/gu, 'VERSION');
}
