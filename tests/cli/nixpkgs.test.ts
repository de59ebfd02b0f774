import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nixosAi } from '../lib/cli.ts';
import { makeNixosHost, ON_NIXPKGS } from '../lib/nixpkgs.ts';
import { editsOf, normalise, type Request } from '../lib/requests.ts';

/**
 * The same sentences on real NixOS: its module system evaluates each candidate, and the value must be what was asked.
 * Runs where NIX_PATH has a nixpkgs with nixos/ in it; several seconds an evaluation. REQUESTS=docker narrows it.
 */

const DATA = new URL('../data/requests/', import.meta.url).pathname;
const ONLY = process.env['REQUESTS'] ?? '';
// The list is ours; its shape is in the README beside it.
const requests = (parse(readFileSync(join(DATA, 'requests.yaml'), 'utf8')) as Request[]).filter(
  (request) => request.change !== undefined && request.request.includes(ONLY),
);

/** Edits that are right and that another module defeats: what is refused must say so, and name it. */
const DEFEATED: Readonly<Record<string, readonly [code: string, module: string]>> = {
  // The SSH daemon opens its own port while it is enabled.
  'keep the firewall but close port 22': ['PROOF001', 'sshd.nix'],
  // In 20.09 both desktops say who asks for the passphrase of an SSH key.
  'enable kde plasma': ['EVAL001', 'seahorse.nix'],
};

/** What the configuration says already without naming it: GNOME turns Bluetooth on. */
const HOLDS: ReadonlySet<string> = new Set(['turn on bluetooth']);

describe.each(['minimal', 'desktop'])('a change of the %s configuration of real NixOS', ON_NIXPKGS, (on) => {
  let base: string;
  beforeAll(() => {
    base = mkdtempSync('/tmp/nixos-ai-nixpkgs-');
    makeNixosHost(base, on);
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it.each(requests.filter((request) => request.on === on))(
    '$request',
    async (request) => {
      const result = await nixosAi(['plan', request.request, '--json'], { host: base });
      const lines = result.lines();
      const ended = lines.find((line) => line['type'] === 'run-ended');
      const defeated = DEFEATED[request.request];
      if (defeated !== undefined) {
        expect(ended).toMatchObject({ outcome: 'failed' });
        for (const named of defeated) expect(result.stdout).toContain(named);
        return;
      }
      expect(ended ?? lines[0]).toMatchObject({ outcome: 'planned' });
      const preview = lines.find((line) => line['node'] === 'dry-build' && line['type'] === 'step-ended');
      const edits = editsOf(preview);
      const allowed = (request.also ?? []).map((edit) => normalise(edit));
      const change = HOLDS.has(request.request) ? [] : (request.change ?? []);
      const wanted = [change, ...(request.or ?? [])].map((set) => set.map((edit) => normalise(edit)).sort());
      expect(wanted).toContainEqual(edits.filter((edit) => !allowed.includes(edit)).sort());
    },
    300_000,
  );
});
