import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  channelArguments,
  makeNixosHost,
  NIXPKGS,
  nixosRebuild,
  saySkipped,
  type NixosHost,
} from '../../tests/lib/nixpkgs.ts';
import { median, type Benchmark, type Result } from './measure.ts';

const BIN = new URL('../../dist/cli/bin.cjs', import.meta.url).pathname;

/** A sentence, and the line that an administrator would write. The first is not counted. */
const CHANGES = [
  ['enable jellyfin', 'services.jellyfin.enable = true;'],
  ['enable nginx', 'services.nginx.enable = true;'],
  ['enable fail2ban', 'services.fail2ban.enable = true;'],
  ['enable postgresql', 'services.postgresql.enable = true;'],
  ['enable tailscale', 'services.tailscale.enable = true;'],
] as const;

/**
 * On the modules of a real NixOS, which NIX_PATH names: a sentence to a plan that is ready to be switched to, against
 * the nixos-rebuild of that nixpkgs: `dry-build`, and what `switch` evaluates after it. Nothing is built on either side:
 * there is no network. Ours goes first, and so writes the derivations that the other finds; each sentence is new to it.
 */
export const nixpkgs: Benchmark = {
  name: 'nixpkgs',
  measure: () => {
    saySkipped('nixpkgs');
    return Promise.resolve(NIXPKGS === undefined ? [] : ['minimal', 'desktop'].flatMap(measureOn));
  },
};

interface Round {
  readonly known: number;
  readonly edited: number;
  readonly dryBuild: number;
  readonly system: number;
  readonly rebuild: number;
  readonly nix: number;
}

function measureOn(on: string): readonly Result[] {
  const base = mkdtempSync('/tmp/nixos-ai-bench-');
  try {
    const [ours, theirs] = ['ours', 'theirs'].map((name) => makeNixosHost(join(base, name), on));
    if (ours === undefined || theirs === undefined) return [];
    const [, ...rounds] = CHANGES.map(([sentence, line]) => measureRound(ours, theirs, sentence, line));
    const middle = (of: (round: Round) => number): number => median(rounds.map(of));
    const compared = (name: string, own: number, baseline: number): Result => ({
      name: `nixpkgs: ${on}, ${name}`,
      ratio: own / baseline,
      ours: own,
      baseline,
      unit: 'ms',
    });
    const whole = middle(({ dryBuild, rebuild, nix, system }) => dryBuild + rebuild + nix + system);
    const fast = middle(({ dryBuild, system }) => dryBuild + system);
    const [known, edited] = [middle((round) => round.known), middle((round) => round.edited)];
    return [
      compared('a plan / dry-build, then what switch evaluates', known, whole),
      compared('a plan / dry-build, then what switch --fast evaluates', known, fast),
      compared('a plan after an edit by hand / the same', edited, whole),
      compared('a plan after an edit by hand / with --fast', edited, fast),
    ];
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function measureRound(ours: NixosHost, theirs: NixosHost, sentence: string, line: string): Round {
  const plan = (): void => run(process.execPath, [BIN, 'plan', sentence, '--host', ours.base]);
  const configuration = readFileSync(join(theirs.configuration, 'configuration.nix'), 'utf8');
  const known = timed(plan);
  editByHand(ours, sentence);
  const edited = timed(plan);
  writeConfiguration(
    theirs,
    configuration.replace('  system.stateVersion', `  ${line}\n\n  system.stateVersion`),
  );
  const evaluate = (...of: readonly string[]): number =>
    timed(() => run('nix-instantiate', [...of, ...channelArguments(theirs)]));
  const script = nixosRebuild(theirs);
  if (script === undefined) throw new Error('the nixos-rebuild of this nixpkgs is no script');
  const result = {
    known,
    edited,
    dryBuild: timed(() => run(script, ['dry-build', ...channelArguments(theirs)])),
    // What `switch` evaluates, in its order: nixos-rebuild itself, to go on with it; Nix; the system.
    rebuild: evaluate('--expr', 'with import <nixpkgs/nixos> {}; config.system.build.nixos-rebuild'),
    nix: evaluate('<nixpkgs/nixos>', '-A', 'config.nix.package.out'),
    system: evaluate('<nixpkgs/nixos>', '-A', 'system'),
  };
  writeConfiguration(theirs, configuration);
  return result;
}

/** A configuration that was never evaluated here, of the same meaning. */
function editByHand(host: NixosHost, note: string): void {
  const text = readFileSync(join(host.configuration, 'configuration.nix'), 'utf8');
  writeConfiguration(host, `${text}# ${note}\n`);
}

function writeConfiguration(host: NixosHost, text: string): void {
  writeFileSync(join(host.configuration, 'configuration.nix'), text);
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'pipe', maxBuffer: 64 * 1024 * 1024 });
}

function timed(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}
