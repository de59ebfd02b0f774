import { readFileSync } from 'node:fs';
import type { HostSettings } from '../config/host-settings.ts';
import type { Command, CommandResult } from '../model/command.ts';
import type { Finding, Result } from '../model/finding.ts';
import { failed, ok } from '../model/finding.ts';
import type { SystemFacts } from '../model/system.ts';
import type { OptionPath } from '../model/value.ts';
import { evaluateCommand } from '../nix/argv.ts';
import { assetPath } from './assets.ts';
import type { Exec } from './exec.ts';
import { hashBytes } from './files.ts';

/**
 * What is evaluated: the live tree; a candidate directory, seen at the live tree's paths; or a commit of the user's
 * repository.
 */
export type Source =
  | { readonly kind: 'live' }
  | { readonly kind: 'candidate'; readonly directory: string }
  | {
      readonly kind: 'commit';
      readonly repository: string;
      readonly ref: string;
      readonly commit: string;
      readonly prefix: string;
    };

export interface FactsQuery {
  readonly options: readonly OptionPath[];
  readonly packages: readonly OptionPath[];
}

/** `normalUsers` beyond the facts of the diff: who a sentence may name. */
export interface EvaluatedFacts extends SystemFacts {
  readonly normalUsers: readonly string[];
}

/** One evaluation of a whole system: its derivation, instantiated, and its facts. EVAL001 when Nix refuses. */
export async function evaluateFacts(
  exec: Exec,
  settings: HostSettings,
  source: Source,
  query: FactsQuery,
  signal?: AbortSignal,
): Promise<Result<EvaluatedFacts>> {
  const command = factsCommand(settings, source, query);
  const result = await exec(command, { timeout: settings.limits.evaluate, signal });
  if (result.exitCode !== 0) return failed(evaluationFinding(result, settings));
  return ok(readFacts(result.stdout));
}

/** Changes when what is asked of an evaluation changes: part of the key of everything kept. */
export function questionHash(): string {
  asked ??= hashBytes(
    ['host.nix', 'option-index.nix']
      .map((name) => readFileSync(assetPath('nix', 'engine', name), 'utf8'))
      .join('\0'),
  );
  return asked;
}

let asked: string | undefined;

type PrintedFacts = Omit<EvaluatedFacts, 'drvPath' | 'outPath' | 'packages'> & {
  readonly derivation: string;
  readonly output: string;
  readonly packages: readonly { readonly name: string; readonly version: string; readonly output: string }[];
};

function readFacts(json: string): EvaluatedFacts {
  // The expression is ours (nix/engine/host.nix); its shape is tested against real Nix.
  const { derivation, output, packages, ...facts } = JSON.parse(json) as PrintedFacts;
  return {
    ...facts,
    drvPath: derivation,
    outPath: output,
    packages: packages.map((item) => ({ name: item.name, version: item.version, outPath: item.output })),
  };
}

export function factsCommand(settings: HostSettings, source: Source, query: FactsQuery): Command {
  const command = evaluateCommand(settings, assetPath('nix', 'engine', 'host.nix'), 'facts', {
    ...hostArguments(settings, source),
    options: JSON.stringify(query.options),
    packages: JSON.stringify(query.packages),
  });
  return inPlace(settings, source, command);
}

/** All options and packages of the live host, as text for the option index. */
export async function evaluateIndex(exec: Exec, settings: HostSettings): Promise<Result<unknown>> {
  const source: Source = { kind: 'live' };
  const command = evaluateCommand(
    settings,
    assetPath('nix', 'engine', 'host.nix'),
    'index',
    hostArguments(settings, source),
  );
  const result = await exec(command, { timeout: settings.limits.evaluate });
  if (result.exitCode !== 0) return failed(evaluationFinding(result, settings));
  return ok(JSON.parse(result.stdout) as unknown);
}

function hostArguments(settings: HostSettings, source: Source): Record<string, string> {
  if (settings.style === 'channel') return { style: 'channel' };
  return { style: 'flake', flake: flakeReference(settings, source), attribute: settings.attribute ?? '' };
}

/** How the flake is named to Nix. A commit in git is exact; a plain directory is copied whole. */
function flakeReference(settings: HostSettings, source: Source): string {
  if (source.kind !== 'commit') return `path:${settings.configuration}`;
  const directory = source.prefix === '' ? '' : `&dir=${source.prefix.replace(/\/$/u, '')}`;
  return `git+file://${source.repository}?ref=${source.ref}&rev=${source.commit}${directory}`;
}

// The arguments arrive as positional parameters: no path is ever part of the script.
const BIND_AND_RUN = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';

/**
 * A candidate is evaluated under the live tree's own paths, so that absolute imports and error messages mean the same:
 * in a private mount namespace, where the candidate lies over the live directory for this one process.
 */
function inPlace(settings: HostSettings, source: Source, command: Command): Command {
  if (source.kind === 'commit') return { ...command, env: safeDirectory(source.repository) };
  if (source.kind === 'live') return command;
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  return {
    ...command,
    argv: [
      'unshare',
      '--mount',
      ...asRoot,
      '--',
      'sh',
      '-c',
      BIND_AND_RUN,
      'nixos-ai',
      source.directory,
      settings.configuration,
      ...command.argv,
    ],
  };
}

/** Git refuses a repository of another owner; evaluating it as root is what an administrator does. */
function safeDirectory(repository: string): Record<string, string> {
  return { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: repository };
}

/** NIX… findings of a tool that is missing, was too slow or refused. */
export function evaluationFinding(result: CommandResult, settings: HostSettings): Finding {
  if (result.spawnError !== undefined) return toolFinding(result);
  if (result.timedOut) {
    return {
      code: 'EVAL002',
      severity: 'error',
      message: `the evaluation took longer than ${settings.limits.evaluate / 1000} s and was ended`,
      fix: 'raise limits.evaluate in the host settings, or look for an evaluation that does not end',
    };
  }
  return {
    code: 'EVAL001',
    severity: 'error',
    message: `Nix refuses the configuration: ${nixMessage(result.stderr)}`,
    fix: 'the live configuration was not touched; correct what Nix names',
  };
}

export function toolFinding(result: CommandResult): Finding {
  return {
    code: 'HOST003',
    severity: 'error',
    message: `a program this needs could not be started (${result.spawnError ?? 'unknown'}): Nix is not on this machine's PATH`,
    fix: 'install Nix (on Debian: apt-get install nix-bin) and see that nix-instantiate is on the PATH',
  };
}

/** The part of Nix' standard error that says what is wrong: from the last `error:` on, without traces and warnings. */
export function nixMessage(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !/^(?:warning|trace):/u.test(line) && line.trim() !== '');
  const start = lines.findLastIndex((line) => /^\s*error:/u.test(line));
  const text = (start === -1 ? lines : lines.slice(start)).map((line) => line.trim()).join('\n');
  return text.replace(/^error:\s*/u, '').slice(0, 4000);
}
