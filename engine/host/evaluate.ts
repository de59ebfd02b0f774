import { readFileSync } from 'node:fs';
import type { HostSettings } from '../config/host-settings.ts';
import type { Command, CommandResult } from '../model/command.ts';
import type { Result } from '../model/finding.ts';
import { failed, ok } from '../model/finding.ts';
import type { SystemFacts } from '../model/system.ts';
import type { OptionPath } from '../model/value.ts';
import { evaluateCommand } from '../nix/argv.ts';
import { assetPath } from './assets.ts';
import { movedTo, overLive, placeApart, whenPlaced, type Place } from './candidate-place.ts';
import type { Exec } from './exec.ts';
import { hashBytes } from './files.ts';
import { evaluationFinding } from './nix-errors.ts';

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
  const evaluate = async (place: Place): Promise<CommandResult> =>
    exec(factsCommand(settings, source, query, place), { timeout: settings.limits.evaluate, signal });
  const first = await evaluate('namespace');
  if (source.kind !== 'candidate') return factsOf(first, settings);
  const placed = whenPlaced(first);
  if (placed !== undefined || first.aborted || first.timedOut) return factsOf(placed ?? first, settings);
  const apart = await placeApart(settings, source.directory);
  return apart.ok ? factsOf(await evaluate(apart.value), settings) : apart;
}

function factsOf(result: CommandResult, settings: HostSettings): Result<EvaluatedFacts> {
  return result.exitCode === 0 ? ok(readFacts(result.stdout)) : failed(evaluationFinding(result, settings));
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

export function factsCommand(
  settings: HostSettings,
  source: Source,
  query: FactsQuery,
  place: Place = 'namespace',
): Command {
  const seen =
    place === 'apart' && source.kind === 'candidate' ? movedTo(settings, source.directory) : settings;
  const command = evaluateCommand(seen, assetPath('nix', 'engine', 'host.nix'), 'facts', {
    ...hostArguments(seen, source),
    options: JSON.stringify(query.options),
    packages: JSON.stringify(query.packages),
  });
  if (source.kind === 'commit') return { ...command, env: safeDirectory(source.repository) };
  return source.kind === 'live' || place === 'apart'
    ? command
    : overLive(settings, source.directory, command);
}

/**
 * All options and packages of the live host, as plain data for the option index. Where some default or package cannot be
 * looked at, all are left alone: which options and packages exist is known, their defaults, versions and licences are not.
 */
export async function evaluateIndex(exec: Exec, settings: HostSettings): Promise<Result<unknown>> {
  const whole = await exec(indexCommand(settings, 'index'), { timeout: settings.limits.evaluate });
  if (whole.exitCode === 0) return ok(JSON.parse(whole.stdout) as unknown);
  const named = await exec(indexCommand(settings, 'carefulIndex'), { timeout: settings.limits.evaluate });
  if (named.exitCode === 0) return ok(JSON.parse(named.stdout) as unknown);
  return failed(evaluationFinding(whole, settings));
}

function indexCommand(settings: HostSettings, attribute: 'index' | 'carefulIndex'): Command {
  const file = assetPath('nix', 'engine', 'host.nix');
  return evaluateCommand(settings, file, attribute, hostArguments(settings, { kind: 'live' }));
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

/** Git refuses a repository of another owner; evaluating it as root is what an administrator does. */
function safeDirectory(repository: string): Record<string, string> {
  return { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: repository };
}
