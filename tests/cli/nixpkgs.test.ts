import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nixosAi } from '../lib/cli.ts';
import { editsOf, normalise, type Request } from '../lib/requests.ts';

/**
 * The same sentences on real NixOS: its module system evaluates each candidate, and the value must be what was asked.
 * Runs where NIX_PATH has a nixpkgs with nixos/ in it; several seconds an evaluation. REQUESTS=docker narrows it.
 */
const NIXPKGS = /(?:^|:)nixpkgs=(?<path>[^:]+)/u.exec(process.env['NIX_PATH'] ?? '')?.groups?.['path'] ?? '';
const AVAILABLE = existsSync(join(NIXPKGS, 'nixos/default.nix'));
if (!AVAILABLE) process.stdout.write('tests/cli/nixpkgs.test.ts: skipped, NIX_PATH has no nixpkgs\n');

const DATA = new URL('../data/requests/', import.meta.url).pathname;
const ONLY = process.env['REQUESTS'] ?? '';
// The list is ours; its shape is in the README beside it.
const requests = (parse(readFileSync(join(DATA, 'requests.yaml'), 'utf8')) as Request[]).filter(
  (request) => request.change !== undefined && request.request.includes(ONLY),
);

/** Edits that are right and that another module defeats: the proof must say so, and name it. */
const DEFEATED: Readonly<Record<string, string>> = {
  // The SSH daemon opens its own port while it is enabled.
  'keep the firewall but close port 22': 'sshd.nix',
};

describe.runIf(AVAILABLE).each(['minimal', 'desktop'])(
  'a change of the %s configuration of real NixOS',
  (on) => {
    let base: string;
    beforeAll(() => {
      base = mkdtempSync('/tmp/nixos-ai-nixpkgs-');
      makeHost(base, on);
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
          expect(result.stdout).toContain('PROOF001');
          expect(result.stdout).toContain(defeated);
          return;
        }
        expect(ended ?? lines[0]).toMatchObject({ outcome: 'planned' });
        const preview = lines.find((line) => line['node'] === 'dry-build' && line['type'] === 'step-ended');
        const edits = editsOf(preview);
        const allowed = (request.also ?? []).map((edit) => normalise(edit));
        const wanted = [request.change ?? [], ...(request.or ?? [])].map((set) =>
          set.map((edit) => normalise(edit)).sort(),
        );
        expect(wanted).toContainEqual(edits.filter((edit) => !allowed.includes(edit)).sort());
      },
      300_000,
    );
  },
);

/** What the engine needs of a host to plan on it: the configuration, and links that say what runs. */
function makeHost(base: string, on: string): void {
  const configuration = join(base, 'etc/nixos');
  mkdirSync(configuration, { recursive: true });
  for (const name of ['hardware-configuration.nix', 'users.nix'])
    copyFileSync(join(DATA, name), join(configuration, name));
  copyFileSync(join(DATA, `base-${on}.nix`), join(configuration, 'configuration.nix'));
  const anything = execFileSync('nix-store', ['--add', join(DATA, 'requests.yaml')], {
    encoding: 'utf8',
  }).trim();
  mkdirSync(join(base, 'run'));
  symlinkSync(anything, join(base, 'run/current-system'));
  symlinkSync(anything, join(base, 'system-1-link'));
  symlinkSync('system-1-link', join(base, 'system'));
  // What this tree lacks is not what is tested.
  writeFileSync(
    join(base, 'stand-ins.nix'),
    STAND_INS.replace('@configuration@', join(configuration, 'configuration.nix')),
  );
  const settings = {
    host: {
      root: base,
      configuration,
      style: 'channel',
      profile: join(base, 'system'),
      system: join(base, 'run'),
      state: join(base, 'state'),
      systemctl: ['true'],
      'systemd-run': ['false'],
    },
    nix: {
      path: { nixpkgs: NIXPKGS, 'nixos-config': join(base, 'stand-ins.nix') },
      options: {
        substitute: 'false',
        ...(process.getuid?.() === 0 ? { sandbox: 'false', 'build-users-group': '' } : {}),
      },
    },
  };
  writeFileSync(join(base, 'nixos-ai.yaml'), JSON.stringify(settings));
}

const STAND_INS = `{ lib, ... }: {
  imports = [ @configuration@ ];
  nixpkgs.overlays = [ (self: super: { pandoc = super.hello; shellcheck = super.hello; }) ];
  documentation.nixos.enable = lib.mkDefault false;
  # Where not every package can be looked at, nobody knows which licences are unfree.
  nixpkgs.config.allowUnfree = true;
}
`;
