import { propose } from '../../engine/compile/propose.ts';
import {
  defaultHostSettings,
  parseHostSettings,
  type HostSettings,
} from '../../engine/config/host-settings.ts';
import { OFFLINE } from '../../engine/config/providers.ts';
import { systemClock } from '../../engine/host/clock.ts';
import { exec } from '../../engine/host/process/exec.ts';
import { listCatalog } from '../../engine/host/nix/option-catalog.ts';
import { choosePlanners } from '../../engine/llm/choose.ts';
import { makeCompleteInOrder } from '../../engine/llm/complete.ts';
import type { Finding } from '../../engine/model/finding.ts';
import type { Proposal } from '../../engine/model/proposal.ts';
import type { Edit } from '../../engine/model/options/value.ts';
import { compileSentence } from '../../engine/run/plan/compile-sentence.ts';
import type { Planning } from '../../engine/run/plan/planning.ts';
import { singleItems } from './edits.ts';
import type { BaseHost } from './hosts.ts';
import { readText, WrongForm } from './input.ts';
import { editsOf } from './runbook-edits.ts';

/** What a planner made of a sentence; `edits` undefined where its runbook does not fit the host. */
export type Plan =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] | undefined }
  | Exclude<Proposal, { kind: 'runbook' }>;

export type Planner = (request: string, host: BaseHost) => Promise<Plan>;

/**
 * The planner that a name means: the built-in one, or a model through the same loop as `nixos-ai ask --provider`.
 *
 * @param settings - Host settings that configure providers; without them the built-in ones.
 * @throws WrongForm when there is no such provider.
 */
export function plannerNamed(name: string, settings: string | undefined): Planner {
  if (name === OFFLINE) return async (request, host) => Promise.resolve(planOffline(request, host));
  const read =
    settings === undefined ? undefined : parseHostSettings(readText(settings), settings, 'channel');
  if (read?.ok === false) throw new WrongForm(said(read.findings));
  const host = read?.value ?? defaultHostSettings('channel');
  const chosen = choosePlanners([name], host.providers);
  if (!chosen.ok) throw new WrongForm(said(chosen.findings));
  return planWith(host, planningOf(chosen.value));
}

/** The built-in planner's plan. */
export function planOffline(request: string, host: BaseHost): Plan {
  const proposal = propose(request, host.index, host.facts);
  return proposal.kind === 'runbook' ? { kind: 'edits', edits: editsOf(proposal.text, host) } : proposal;
}

function planWith(settings: HostSettings, planning: Planning): Planner {
  return async (request, { configuration, index }) => {
    const catalog = listCatalog({ options: index.options, packages: index.packages });
    const planned = await compileSentence(
      { settings, exec, configuration, index, catalog },
      request,
      planning,
    );
    if (!planned.ok) return { kind: 'refuse', why: 'unknown', reason: said(planned.findings), nearest: [] };
    if (planned.value.kind === 'other') return planned.value.proposal;
    const { change } = planned.value.checked;
    return { kind: 'edits', edits: change.kind === 'edits' ? singleItems(change.edits) : undefined };
  };
}

function planningOf(planners: Planning['planners']): Planning {
  return {
    planners,
    complete: async (providers) =>
      Promise.resolve(
        makeCompleteInOrder(providers, { env: process.env, clock: systemClock, random: Math.random }),
      ),
    // A kept answer would measure another day's model.
    cache: false,
    history: [],
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onCalls: () => undefined,
  };
}

function said(findings: readonly Finding[]): string {
  return findings.map(({ message, fix }) => (fix === undefined ? message : `${message}; ${fix}`)).join('; ');
}
