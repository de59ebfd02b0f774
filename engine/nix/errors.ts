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
    fix: /lock file/u.test(said)
      ? `lock the inputs of the flake first: nix flake lock ${site.place.configuration}`
      : 'the live configuration was not touched; correct what Nix reports',
  };
}

export function toolFinding(result: CommandResult): Finding {
  return {
    code: 'HOST003',
    severity: 'error',
    message: `a required program could not be started (${result.spawnError ?? 'unknown'}): Nix is not on this machine's PATH`,
    fix: 'install Nix (on Debian: apt-get install nix-bin) and make sure nix-instantiate is on the PATH',
  };
}

/** The part of Nix' standard error that says what is wrong: from the last `error:` on, without traces and warnings. */
export function nixMessage(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !/^(?:warning|trace):/u.test(line) && line.trim() !== '');
  const start = lines.findLastIndex((line) => /^\s*error:/u.test(line));
  const text = (start === -1 ? lines : lines.slice(start)).map((line) => line.trim()).join('\n');
  return text.replace(/^error:\s*/u, '').slice(0, 4000);
}
