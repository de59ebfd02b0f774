import type { Source, FactsQuery, EvaluatedFacts } from '../../model/host/evaluate.ts';
import { readFileSync } from 'node:fs';
import type { HostSettings } from '../../config/host-settings.ts';
import type { Command, CommandResult } from '../../model/command.ts';
import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import type { OptionOrigin } from '../../model/system.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { evaluateCommand } from '../../nix/argv.ts';
import { assetPath } from '../program/assets.ts';
import { movedTo, overLive, placeApart, whenPlaced, type CandidatePlace } from './candidate-place.ts';
import type { Exec } from '../../model/host/exec.ts';
import { hashBytes } from '../../model/hash.ts';
import { locateFlake, plainDirectory, type FlakePlace } from './flake-source.ts';
import { whyRefused } from './why-refused.ts';

/** One evaluation of a whole system: its derivation, instantiated, and its facts. EVAL001 when Nix refuses. */
export async function evaluateFacts(
  exec: Exec,
  settings: HostSettings,
  source: Source,
  query: FactsQuery,
  signal?: AbortSignal,
): Promise<Result<EvaluatedFacts>> {
  const asked = await ask(exec, settings, { attribute: 'facts', source, query }, signal);
  return asked.ok ? ok(readFacts(asked.value)) : asked;
}

/** Of one evaluation of a whole system, what some options say; a fraction of the work. EVAL001 when Nix refuses. */
export async function evaluateValues(
  exec: Exec,
  settings: HostSettings,
  source: Source,
  query: FactsQuery,
  signal?: AbortSignal,
): Promise<Result<Pick<EvaluatedFacts, 'options' | 'pkgs'>>> {
  const asked = await ask(exec, settings, { attribute: 'values', source, query }, signal);
  return asked.ok ? ok(JSON.parse(asked.value) as Pick<EvaluatedFacts, 'options' | 'pkgs'>) : asked;
}

/** Where the values of some options come from, by option path as JSON. EVAL001 when Nix refuses. */
export async function evaluateOrigins(
  exec: Exec,
  settings: HostSettings,
  source: Source,
  options: readonly OptionPath[],
  signal?: AbortSignal,
): Promise<Result<Readonly<Record<string, OptionOrigin>>>> {
  const query = { options, packages: [] };
  const asked = await ask(exec, settings, { attribute: 'origins', source, query }, signal);
  return asked.ok ? ok(JSON.parse(asked.value) as Record<string, OptionOrigin>) : asked;
}

/**
 * The same as {@link evaluateFacts} of a candidate, for who does not know yet whether it is the one: undefined where
 * this computer gives no mount namespace, since a candidate elsewhere may have another derivation.
 */
export async function evaluateInNamespace(
  exec: Exec,
  settings: HostSettings,
  directory: string,
  query: FactsQuery,
  signal: AbortSignal,
): Promise<Result<EvaluatedFacts> | undefined> {
  const question = { attribute: 'facts', source: { kind: 'candidate', directory }, query } as const;
  const located = await locate(settings, question.source);
  if (!located.ok) return located;
  const result = await exec(questionCommand(settings, question, 'namespace', located.value), {
    timeout: settings.limits.evaluate,
    signal,
  });
  const placed = whenPlaced(result);
  if (placed === undefined || placed.aborted) return undefined;
  return placed.exitCode === 0
    ? ok(readFacts(placed.stdout))
    : failed(...(await whyRefused(placed, settings, located.value)));
}

interface Question {
  readonly attribute: 'facts' | 'values' | 'origins';
  readonly source: Source;
  readonly query: FactsQuery;
}

/** What the expression prints. */
async function ask(
  exec: Exec,
  settings: HostSettings,
  question: Question,
  signal: AbortSignal | undefined,
): Promise<Result<string>> {
  const { source } = question;
  return withFlake(settings, source, async (flake) => {
    const evaluate = async (place: CandidatePlace): Promise<CommandResult> =>
      exec(questionCommand(settings, question, place, flake), { timeout: settings.limits.evaluate, signal });
    const printed = async (result: CommandResult): Promise<Result<string>> =>
      result.exitCode === 0 ? ok(result.stdout) : failed(...(await whyRefused(result, settings, flake)));
    const first = await evaluate('namespace');
    if (source.kind !== 'candidate') return printed(first);
    const placed = whenPlaced(first);
    if (placed !== undefined || first.aborted || first.timedOut) return printed(placed ?? first);
    const apart = await placeApart(settings, source.directory);
    return apart.ok ? printed(await evaluate(apart.value)) : apart;
  });
}

/** What is to be evaluated of a flake, and of its place only as long as that takes. */
async function withFlake<T>(
  settings: HostSettings,
  source: Source,
  act: (flake: FlakePlace | undefined) => Promise<Result<T>>,
): Promise<Result<T>> {
  const located = await locate(settings, source);
  if (!located.ok) return located;
  try {
    return await act(located.value);
  } finally {
    await located.value?.release();
  }
}

async function locate(settings: HostSettings, source: Source): Promise<Result<FlakePlace | undefined>> {
  return settings.place.style === 'flake' ? locateFlake(settings.place, source) : ok(undefined);
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

/** The command of an evaluation, to be shown. */
export function factsCommand(settings: HostSettings, source: Source, query: FactsQuery): Command {
  return questionCommand(settings, { attribute: 'facts', source, query }, 'namespace', undefined);
}

function questionCommand(
  settings: HostSettings,
  { attribute, source, query }: Question,
  place: CandidatePlace,
  flake: FlakePlace | undefined,
): Command {
  const seen =
    place === 'apart' && source.kind === 'candidate' ? movedTo(settings, source.directory) : settings;
  const command = evaluateCommand(seen.place, assetPath('nix', 'engine', 'host.nix'), attribute, {
    ...hostArguments(seen, place === 'apart' ? undefined : flake),
    options: JSON.stringify(query.options),
    packages: JSON.stringify(query.packages),
  });
  const run = flake === undefined ? command : { ...command, env: flake.env };
  return source.kind !== 'candidate' || place === 'apart' ? run : overLive(settings, source.directory, run);
}

/**
 * All options and packages of the live host, as plain data for the option index. Where some default or package cannot be
 * looked at, all are left alone: which options and packages exist is known, their defaults, versions and licences are not.
 */
export async function evaluateIndex(exec: Exec, settings: HostSettings): Promise<Result<unknown>> {
  return withFlake(settings, { kind: 'live' }, async (flake) => {
    const timeout = settings.limits.evaluate;
    const whole = await exec(indexCommand(settings, 'index', flake), { timeout });
    if (whole.exitCode === 0) return ok(JSON.parse(whole.stdout) as unknown);
    const named = await exec(indexCommand(settings, 'carefulIndex', flake), { timeout });
    if (named.exitCode === 0) return ok(JSON.parse(named.stdout) as unknown);
    return failed(...(await whyRefused(whole, settings, flake)));
  });
}

function indexCommand(
  settings: HostSettings,
  attribute: 'index' | 'carefulIndex',
  flake: FlakePlace | undefined,
): Command {
  const file = assetPath('nix', 'engine', 'host.nix');
  const command = evaluateCommand(settings.place, file, attribute, hostArguments(settings, flake));
  return flake === undefined ? command : { ...command, env: flake.env };
}

function hostArguments(settings: HostSettings, flake: FlakePlace | undefined): Record<string, string> {
  if (settings.place.style === 'channel') return { style: 'channel' };
  return {
    style: 'flake',
    flake: flake?.reference ?? plainDirectory(settings.place.configuration).reference,
    attribute: settings.place.attribute ?? '',
  };
}
