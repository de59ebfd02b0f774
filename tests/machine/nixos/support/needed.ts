import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs, type Needs } from '../../../lib/needs.ts';
import { ALL } from '../../../lib/scope.ts';
import { whyNoMachine } from '../../systemd/support/image.ts';

/** What such a host is made of that is no part of this project. */
export interface Needed {
  /** A nixpkgs of 25.11 or later. */
  readonly nixpkgs: string;
  /** Its switch-to-configuration-ng, compiled. */
  readonly switchProgram: string;
}

const NIXPKGS =
  process.env['NIXOS_AI_MACHINE_NIXPKGS'] ??
  /(?:^|:)nixpkgs=(?<path>[^:]+)/u.exec(process.env['NIX_PATH'] ?? '')?.groups?.['path'] ??
  '';
const SWITCH = process.env['NIXOS_AI_MACHINE_SWITCH'] ?? '';

export const NEEDED: Needed = { nixpkgs: NIXPKGS, switchProgram: SWITCH };

/** Options of tests on a host that is NixOS. */
export const ON_NIXOS: Needs = ALL
  ? needs(whyNot() === undefined, whyNot() ?? '')
  : needs(false, 'real computers: ./scripts/test.sh --all');

function whyNot(): string | undefined {
  const version = join(NIXPKGS, 'lib/.version');
  if (!existsSync(join(NIXPKGS, 'nixos/default.nix')) || !existsSync(version))
    return 'neither NIXOS_AI_MACHINE_NIXPKGS nor NIX_PATH has a nixpkgs with NixOS';
  if (Number(readFileSync(version, 'utf8').slice(0, 5)) < 25.11) return 'the nixpkgs is older than 25.11';
  if (!existsSync(SWITCH))
    return 'NIXOS_AI_MACHINE_SWITCH does not name a switch-to-configuration-ng that is compiled';
  return whyNoMachine();
}
