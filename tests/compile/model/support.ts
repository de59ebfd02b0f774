import { globSync, readFileSync } from 'node:fs';
import { checkRunbook, type CheckedRunbook } from '../../../engine/check/check-runbook.ts';
import { refuseByRisk } from '../../../engine/check/policy/refuse.ts';
import type { ProposedRun, Drafted, DraftInput, Judge } from '../../../engine/compile/model/drafted.ts';
import type { PromptFacts } from '../../../engine/compile/model/facts.ts';
import { draftWithModel } from '../../../engine/compile/model/loop.ts';
import { buildPrompt } from '../../../engine/compile/model/prompt.ts';
import { findCandidates } from '../../../engine/compile/model/search-terms.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import { listCatalog } from '../../../engine/host/nix/option-catalog.ts';
import type { Complete, CompletionRequest, CompletionResult } from '../../../engine/model/completion.ts';
import { failed, type Result } from '../../../engine/model/finding.ts';
import type { Runbook } from '../../../engine/model/runbook.ts';
import { applyEdits } from '../../../engine/nix/edit.ts';
import type { ConfigFiles } from '../../../engine/model/host/configuration.ts';
import { parseRunbook } from '../../../engine/runbook/parse.ts';
import { hosts, index } from '../host.ts';
import { SHIPPED_POLICY } from '../../lib/policy.ts';

/** Every member of an answer, null: what a provider's strict mode gives for what does not count. */
const NOTHING = {
  summary: null,
  runbook: null,
  library: null,
  parameters: null,
  question: null,
  choices: null,
  look_up: null,
  query: null,
  task: null,
  reason: null,
};

/** The text of an answer that fits the schema. */
export function answer(members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...NOTHING, ...members });
}

export function runbookAnswer(runbook: string, summary = 'Does what was asked.'): string {
  return answer({ kind: 'runbook', runbook, summary });
}

/** A runbook of some edits, as a model writes it. */
export function runbookOf(...edits: readonly string[]): string {
  const list = edits.map((edit) => `      - ${edit}\n`).join('');
  return `runbook: planned\nversion: 1\ndescription: Planned.\nsteps:\n  - id: change\n    edit:\n${list}`;
}

export const DOCKER = runbookOf('{ set: virtualisation.docker.enable, to: true }');

export const library: readonly Runbook[] = globSync('runbooks/*.yaml', { cwd: root() })
  .sort()
  .map((file) => {
    const parsed = parseRunbook(readFileSync(`${root()}${file}`, 'utf8'), file, 'library');
    if (!parsed.ok) throw new Error(`${file} does not parse`);
    return parsed.value;
  });

export const minimal: ConfigFiles = {
  entries: ['configuration.nix'],
  files: new Map([
    ['configuration.nix', data('base-minimal.nix')],
    ['hardware-configuration.nix', data('hardware-configuration.nix')],
  ]),
};

/** The real index of tests/data, to be searched. */
export const catalog = listCatalog({ options: index.options, packages: index.packages });

/** The facts of the small host of tests/data/requests, with what a search of the real index finds. */
export function factsFor(request: string, other: Partial<PromptFacts> = {}): PromptFacts {
  const { hostName: name, users, groups, value } = hosts.minimal;
  return {
    request,
    history: [],
    host: { name, version: '20.09', style: 'channels', users, groups },
    configuration: minimal,
    ...findCandidates(request, catalog, 40),
    value,
    index,
    library,
    policy: SHIPPED_POLICY,
    redact: (text) => text,
    budget: 12_000,
    maxTokens: 4096,
    ...other,
  };
}

/** What the engine itself decides by: the text, the options, every path, policy, and the edits tried in memory. */
export function judgeWith(facts: PromptFacts): Judge<CheckedRunbook> {
  return (candidate) => {
    const runbook = written(candidate);
    if (!runbook.ok) return runbook;
    const given = candidate.kind === 'library' ? candidate.parameters : {};
    const checked = checkRunbook(runbook.value, {
      given,
      index,
      limits: NIXOS_DEFAULTS.limits,
      policy: facts.policy,
      load,
    });
    if (!checked.ok || checked.value.change.kind !== 'edits') return checked;
    const { edits, touched } = checked.value.change;
    const refused = refuseByRisk(facts.policy, edits, 'generated', touched ?? []);
    if (refused.length > 0) return failed(...refused);
    const applied = applyEdits(facts.configuration, edits);
    return applied.ok ? checked : applied;
  };
}

function written(candidate: ProposedRun): Result<Runbook> {
  return candidate.kind === 'runbook'
    ? parseRunbook(candidate.text, 'generated runbook', 'generated')
    : load(candidate.library);
}

function load(name: string): Result<Runbook> {
  const found = library.find((runbook) => runbook.name === name);
  if (found !== undefined) return { ok: true, value: found, findings: [] };
  const message = `there is no runbook named '${name}'`;
  return failed({ code: 'LIB002', severity: 'error', message, fix: `known are ${known()}` });
}

function known(): string {
  return library.map((runbook) => runbook.name).join(', ');
}

export interface Conversation {
  readonly drafted: Drafted;
  /** What was asked, in order. */
  readonly requests: readonly CompletionRequest[];
}

/** Plays a conversation with a model that gives these answers in order, whatever it is asked. */
export async function converse(
  facts: PromptFacts,
  answers: readonly (string | CompletionResult)[],
  other: Partial<DraftInput<CheckedRunbook>> = {},
): Promise<Conversation> {
  const requests: CompletionRequest[] = [];
  const complete: Complete = async (request) => {
    const next = answers[requests.length];
    requests.push(request);
    if (next === undefined) throw new Error(`nobody expected a call ${requests.length}`);
    return typeof next === 'string' ? completed(next) : next;
  };
  const input = {
    facts,
    complete,
    judge: judgeWith(facts),
    rounds: 3,
    signal: new AbortController().signal,
    ...other,
  };
  return { drafted: await draftWithModel(input), requests };
}

function completed(text: string): CompletionResult {
  const usage = { inputTokens: 4000, outputTokens: 100 };
  return { ok: true, completion: { text, provider: 'local', model: 'qwen3', usage, attempts: 1, took: 900 } };
}

/** The prompt of facts that fit one. */
export function promptFor(facts: PromptFacts): CompletionRequest {
  const prompt = buildPrompt(facts);
  if (!prompt.ok) throw new Error(JSON.stringify(prompt.findings));
  return prompt.value;
}

/** All text of a request, for what must or must not be somewhere in it. */
export function textOf(request: CompletionRequest | undefined): string {
  return request === undefined ? '' : [request.system, ...request.turns.map(({ text }) => text)].join('\n');
}

function data(file: string): string {
  return readFileSync(`${root()}tests/data/requests/${file}`, 'utf8');
}

function root(): string {
  return new URL('../../../', import.meta.url).pathname;
}
