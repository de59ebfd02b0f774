import type { CommandResult } from '../model/command.ts';
import type { Finding } from '../model/finding.ts';
import type { Limits } from '../model/host/place.ts';

/** Why an evaluation gave nothing: HOST003 no Nix, EVAL002 too slow, EVAL001 Nix refuses. */
export function evaluationFinding(
  result: CommandResult,
  site: {
    readonly place: { readonly configuration: string };
    readonly limits: Pick<Limits, 'evaluate'>;
  },
): Finding {
  if (result.spawnError !== undefined) return toolFinding(result);
  if (result.timedOut) {
    return {
      code: 'EVAL002',
      severity: 'error',
      message: `the evaluation took longer than ${site.limits.evaluate / 1000} s and was stopped`,
      fix: 'raise limits.evaluate in the host settings, or look for an evaluation that does not end',
    };
  }
  const said = nixMessage(result.stderr);
  return {
    code: 'EVAL001',
    severity: 'error',
    message: `Nix refuses the configuration: ${said}`,
    fix: fixFor(said, site.place.configuration),
  };
}

function fixFor(said: string, configuration: string): string {
  if (/lock file/u.test(said)) return `lock the inputs of the flake first: nix flake lock ${configuration}`;
  if (isRegistryRefused(said)) return REGISTRY_REFUSED;
  return 'the live configuration was not touched; correct what Nix reports';
}

/**
 * Whether Nix may not look a name of its search path up in the registry: a system that was built from a flake sets
 * `NIX_PATH=nixpkgs=flake:nixpkgs`, and a host that went from there to channels has it until its next login.
 */
export function isRegistryRefused(said: string): boolean {
  return /experimental Nix feature 'flakes' is disabled/u.test(said);
}

export const REGISTRY_REFUSED =
  'NIX_PATH names nixpkgs by the flake registry (nixpkgs=flake:nixpkgs), as a system built from a flake sets it: set nix.path in the host settings (nixpkgs: /nix/var/nix/profiles/per-user/root/channels/nixos), or export a NIX_PATH that names the channel';

export function toolFinding(result: CommandResult): Finding {
  return {
    code: 'HOST003',
    severity: 'error',
    message: `a required program could not be started (${result.spawnError ?? 'unknown'}): Nix is not on this machine's PATH`,
    fix: 'install Nix (on Debian: apt-get install nix-bin) and make sure nix-instantiate is on the PATH',
  };
}

/**
 * The part of Nix' standard error that says what is wrong: from the last `error:` on, without traces and warnings, and
 * without the lines of the expression that asked, which are ours.
 */
export function nixMessage(stderr: string): string {
  const lines = withoutOurs(stderr.split('\n')).filter(
    (line) => !/^(?:warning|trace):/u.test(line) && line.trim() !== '',
  );
  const start = lines.findLastIndex((line) => /^\s*error:/u.test(line));
  const text = (start === -1 ? lines : lines.slice(start)).map((line) => line.trim()).join('\n');
  return text.replace(/^error:\s*/u, '').slice(0, 4000);
}

/** A place in `nix/engine/`, and the lines of its text that Nix quotes below. */
function withoutOurs(lines: readonly string[]): readonly string[] {
  let quoting = false;
  return lines.filter((line) => {
    if (/^\s*at \S*\/nix\/engine\/[\w./-]+\.nix:\d+(?::\d+)?:?$/u.test(line)) quoting = true;
    else if (quoting && !/^\s*(?:\d*\|.*)?$/u.test(line)) quoting = false;
    return !quoting;
  });
}
