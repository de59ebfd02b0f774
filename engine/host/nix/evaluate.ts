import type { Source, FactsQuery, EvaluatedFacts } from '../../model/host/evaluate.ts';
import { readdirSync, readFileSync } from 'node:fs';
import type { HostPlace, HostSite } from '../../model/host/place.ts';
import type { Command, CommandResult } from '../../model/command.ts';
import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import type { OptionOrigin } from '../../model/system.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { evaluateCommand } from '../../nix/argv.ts';
import { assetPath } from '../program/assets.ts';
import {
  judgedLive,
  movedTo,
  overLive,
  placeApart,
  whenPlaced,
  type CandidatePlace,
} from './candidate-place.ts';
import type { Exec } from '../../model/host/exec.ts';
import { hashBytes } from '../../model/hash.ts';
import { locateFlake, plainDirectory, type FlakePlace } from './flake-source.ts';
import { whyRefused } from './why-refused.ts';

/** One evaluation of a whole system: its derivation, instantiated, and its facts. EVAL001 when Nix refuses. */
export async function evaluateFacts(
  exec: Exec,
  site: HostSite,
  source: Source,
  query: FactsQuery,
  signal?: AbortSignal,
): Promise<Result<EvaluatedFacts>> {
  const asked = await askForAll(exec, site, { attribute: 'facts', source, query }, signal);
  return asked.ok ? ok(withModules(readFacts(asked.value), query)) : asked;
}

/** Of one evaluation of a whole system, what some options say; a fraction of the work. EVAL001 when Nix refuses. */
export async function evaluateValues(
  exec: Exec,
  site: HostSite,
  source: Source,
  query: FactsQuery,
  signal?: AbortSignal,
): Promise<Result<EvaluatedValues>> {
  const asked = await askForAll(exec, site, { attribute: 'values', source, query }, signal);
  return asked.ok ? ok(withModules(JSON.parse(asked.value) as EvaluatedValues, query)) : asked;
}

/** What is told of single options, packages and modules. */
export type EvaluatedValues = Pick<
  EvaluatedFacts,
  'options' | 'pkgs' | 'pkgNames' | 'modules' | 'normalUsers'
>;

/**
 * What a module defines is looked at as nothing else looks at it: where that does not evaluate, nothing is told of
 * modules, and the rest is.
 */
async function askForAll(
  exec: Exec,
  site: HostSite,
  question: Question,
  signal: AbortSignal | undefined,
): Promise<Result<string>> {
  const asked = await ask(exec, site, question, signal);
  const { modules = [], ...rest } = question.query;
  if (asked.ok || modules.length === 0 || signal?.aborted === true) return asked;
  const less = await ask(exec, site, { ...question, query: rest }, signal);
  // What Nix has against the first question is its answer where the second one fails alike.
  return less.ok ? less : asked;
}

/** Where the values of some options come from, by option path as JSON. EVAL001 when Nix refuses. */
export async function evaluateOrigins(
  exec: Exec,
  site: HostSite,
  source: Source,
  options: readonly OptionPath[],
  signal?: AbortSignal,
): Promise<Result<Readonly<Record<string, OptionOrigin>>>> {
  const query = { options, packages: [] };
  const asked = await ask(exec, site, { attribute: 'origins', source, query }, signal);
  return asked.ok ? ok(JSON.parse(asked.value) as Record<string, OptionOrigin>) : asked;
}

/**
 * The same as {@link evaluateFacts} of a candidate, for who does not know yet whether it is the one: undefined where
 * this computer gives no mount namespace, since a candidate elsewhere may have another derivation.
 */
export async function evaluateInNamespace(
  exec: Exec,
  site: HostSite,
  directory: string,
  query: FactsQuery,
  signal: AbortSignal,
): Promise<Result<EvaluatedFacts> | undefined> {
  const question = { attribute: 'facts', source: { kind: 'candidate', directory }, query } as const;
  const asked = await withFlake(site, question.source, async (flake) => {
    const { limits, place } = site;
    const command = await judgedLive(place, questionCommand(place, question, 'namespace', flake));
    const result = await exec(command, { timeout: limits.evaluate, signal });
    const placed = whenPlaced(result);
    if (placed === undefined || placed.aborted) return ok(undefined);
    if (placed.exitCode === 0) return ok(withModules(readFacts(placed.stdout), query));
    // Who asks again may ask for less.
    if ((query.modules ?? []).length > 0) return ok(undefined);
    return failed(...(await whyRefused(placed, site, flake)));
  });
  if (!asked.ok) return asked;
  return asked.value === undefined ? undefined : ok(asked.value);
}

/** What was asked of modules and could not be told is null: it is not asked again. */
function withModules<T extends EvaluatedValues>(told: T, { modules = [] }: FactsQuery): T {
  if (modules.length === 0) return told;
  const all = modules.map(({ file, names }) => {
    const known = names.map((name) => [name, told.modules?.[file]?.[name] ?? null] as const);
    return [file, Object.fromEntries(known)] as const;
  });
  return { ...told, modules: Object.fromEntries(all) };
}

interface Question {
  readonly attribute: 'facts' | 'values' | 'origins';
  readonly source: Source;
  readonly query: FactsQuery;
}

/** What the expression prints. */
async function ask(
  exec: Exec,
  site: HostSite,
  question: Question,
  signal: AbortSignal | undefined,
): Promise<Result<string>> {
  const { source } = question;
  return withFlake(site, source, async (flake) => {
    const evaluate = async (seen: CandidatePlace): Promise<CommandResult> => {
      const command = questionCommand(site.place, question, seen, flake);
      const isOver = source.kind === 'candidate' && seen === 'namespace';
      const judged = isOver ? await judgedLive(site.place, command) : command;
      return exec(judged, { timeout: site.limits.evaluate, signal });
    };
    const printed = async (result: CommandResult): Promise<Result<string>> =>
      result.exitCode === 0 ? ok(result.stdout) : failed(...(await whyRefused(result, site, flake)));
    const first = await evaluate('namespace');
    if (source.kind !== 'candidate') return printed(first);
    const placed = whenPlaced(first);
    if (placed !== undefined || first.aborted || first.timedOut) return printed(placed ?? first);
    const apart = await placeApart(site.place, source.directory);
    return apart.ok ? printed(await evaluate(apart.value)) : apart;
  });
}

/** What is to be evaluated of a flake, and of its place only as long as that takes. */
async function withFlake<T>(
  site: HostSite,
  source: Source,
  act: (flake: FlakePlace | undefined) => Promise<Result<T>>,
): Promise<Result<T>> {
  const located = await locate(site, source);
  if (!located.ok) return located;
  try {
    return await act(located.value);
  } finally {
    await located.value?.release();
  }
}

async function locate(site: HostSite, source: Source): Promise<Result<FlakePlace | undefined>> {
  return site.place.style === 'flake' ? locateFlake(site.place, source) : ok(undefined);
}

/** Changes when what is asked of an evaluation changes: part of the key of everything kept. */
export function questionHash(): string {
  asked ??= hashBytes(
    readdirSync(assetPath('nix', 'engine'))
      .toSorted()
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
export function factsCommand(place: HostPlace, source: Source, query: FactsQuery): Command {
  return questionCommand(place, { attribute: 'facts', source, query }, 'namespace', undefined);
}

function questionCommand(
  place: HostPlace,
  { attribute, source, query }: Question,
  over: CandidatePlace,
  flake: FlakePlace | undefined,
): Command {
  const seen = over === 'apart' && source.kind === 'candidate' ? movedTo(place, source.directory) : place;
  const command = evaluateCommand(seen, assetPath('nix', 'engine', 'host.nix'), attribute, {
    ...hostArguments(seen, over === 'apart' ? undefined : flake),
    options: JSON.stringify(query.options),
    packages: JSON.stringify(query.packages),
    ...moreArguments(seen, flake, query),
  });
  const run = flake === undefined ? command : { ...command, env: flake.env };
  return source.kind !== 'candidate' || over === 'apart' ? run : overLive(place, source.directory, run);
}

function moreArguments(
  place: HostPlace,
  flake: FlakePlace | undefined,
  { origins = [], modules = [] }: FactsQuery,
): Record<string, string> {
  return {
    ...(origins.length === 0 ? {} : { origins: JSON.stringify(origins) }),
    ...(modules.length === 0
      ? {}
      : {
          modules: JSON.stringify(modules),
          directory: place.style === 'flake' ? (flake?.directory ?? '') : place.configuration,
        }),
  };
}

/**
 * All options and packages of the live host, as plain data for the option index. Where some default or package cannot be
 * looked at, all are left alone: which options and packages exist is known, their defaults, versions and licences are not.
 */
export async function evaluateIndex(exec: Exec, site: HostSite): Promise<Result<unknown>> {
  return withFlake(site, { kind: 'live' }, async (flake) => {
    const timeout = site.limits.evaluate;
    const whole = await exec(indexCommand(site.place, 'index', flake), { timeout });
    if (whole.exitCode === 0) return ok(JSON.parse(whole.stdout) as unknown);
    const named = await exec(indexCommand(site.place, 'carefulIndex', flake), { timeout });
    if (named.exitCode === 0) return ok(JSON.parse(named.stdout) as unknown);
    return failed(...(await whyRefused(whole, site, flake)));
  });
}

function indexCommand(
  place: HostPlace,
  attribute: 'index' | 'carefulIndex',
  flake: FlakePlace | undefined,
): Command {
  const file = assetPath('nix', 'engine', 'host.nix');
  const command = evaluateCommand(place, file, attribute, {
    ...hostArguments(place, flake),
    directory: place.style === 'flake' ? (flake?.directory ?? '') : place.configuration,
  });
  return flake === undefined ? command : { ...command, env: flake.env };
}

function hostArguments(place: HostPlace, flake: FlakePlace | undefined): Record<string, string> {
  if (place.style === 'channel') return { style: 'channel' };
  return {
    style: 'flake',
    flake: flake?.reference ?? plainDirectory(place.configuration).reference,
    attribute: place.attribute ?? '',
  };
}
