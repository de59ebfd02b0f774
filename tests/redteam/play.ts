import { refuseForbidden } from '../../engine/check/policy/refuse.ts';
import { decidePolicy } from '../../engine/check/policy/decide.ts';
import type { CheckedRunbook } from '../../engine/check/check-runbook.ts';
import { draftWithModel } from '../../engine/compile/model/loop.ts';
import { NIXOS_DEFAULTS } from '../../engine/config/host-settings.ts';
import { listCatalog } from '../../engine/host/nix/option-catalog.ts';
import type { Exec } from '../../engine/model/host/exec.ts';
import type { Complete } from '../../engine/model/completion.ts';
import type { Finding } from '../../engine/model/finding.ts';
import type { StateStep } from '../../engine/model/graph.ts';
import { assertNever } from '../../engine/model/outcome.ts';
import type { PolicyDecision } from '../../engine/model/policy.ts';
import type { Edit } from '../../engine/model/options/value.ts';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import { judgeCandidate } from '../../engine/run/plan/judge.ts';
import type { Session } from '../../engine/run/session.ts';
import { index } from '../compile/host.ts';
import { factsFor } from '../compile/model/support.ts';
import { SHIPPED_POLICY } from '../lib/policy.ts';

/** What became of an answer. */
export type Played =
  | { readonly kind: 'refused'; readonly codes: readonly string[]; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'accepted';
      readonly decision: PolicyDecision;
      readonly edits: readonly Edit[];
      readonly summary: string;
    }
  | { readonly kind: 'said'; readonly text: string };

/** A module that says nothing, or this attribute set. */
export function configurationOf(attributes = '{\n}'): ConfigFiles {
  const text = `{ config, lib, pkgs, ... }:\n\n${attributes}\n`;
  return { entries: ['configuration.nix'], files: new Map([['configuration.nix', text]]) };
}

/**
 * An answer through everything that an answer goes through: form, schema, checks of a generated runbook on the options
 * of NixOS 20.09, gates of the policy that ships, edits in memory, and the decision about it. Nothing is executed: a
 * process that would be started is an error.
 */
export async function playAnswer(text: string, configuration: ConfigFiles, asked: string): Promise<Played> {
  const session = sessionOf(configuration);
  const complete: Complete = async () =>
    Promise.resolve({
      ok: true,
      completion: {
        text,
        provider: 'hostile',
        model: 'm',
        usage: { inputTokens: 1, outputTokens: 1 },
        attempts: 1,
        took: 1,
      },
    });
  const drafted = await draftWithModel<CheckedRunbook>({
    facts: factsFor(asked, { configuration }),
    complete,
    judge: async (candidate) => judgeCandidate(session, candidate),
    rounds: 1,
    signal: new AbortController().signal,
  });
  switch (drafted.kind) {
    case 'could-not':
      return { kind: 'refused', codes: codesOf(drafted.findings), findings: drafted.findings };
    case 'runbook':
    case 'library': {
      const decision = decide(drafted.value);
      const forbidden = refuseForbidden(decision);
      if (forbidden.length > 0) return { kind: 'refused', codes: codesOf(forbidden), findings: forbidden };
      const summary = drafted.kind === 'runbook' ? drafted.summary : '';
      return { kind: 'accepted', decision, edits: editsOf(drafted.value), summary };
    }
    case 'ask':
      return { kind: 'said', text: [drafted.question, ...drafted.choices].join('|') };
    case 'refused':
      return { kind: 'said', text: drafted.reason };
    case 'look-up':
    case 'task':
    case 'failed':
      return { kind: 'said', text: drafted.kind };
    default:
      return assertNever(drafted);
  }
}

const nobody: Exec = async (command) => Promise.reject(new Error(`would run ${command.argv.join(' ')}`));

const catalog = listCatalog({ options: index.options, packages: index.packages });

function sessionOf(configuration: ConfigFiles): Session {
  const settings = {
    ...NIXOS_DEFAULTS,
    place: { ...NIXOS_DEFAULTS.place, root: '/nonexistent', style: 'channel' as const },
    policy: { overlay: {}, file: { path: '/nonexistent/policy.yaml', named: false } },
    service: { file: { path: '/nonexistent/service.yaml', named: false } },
  };
  return { settings, exec: nobody, configuration, index, catalog };
}

/** What policy makes of it by its edits and steps alone. What the evaluated plan tells can only raise it. */
function decide(checked: CheckedRunbook): PolicyDecision {
  const { runbook, graph } = checked;
  const steps = graph.nodes.flatMap((node): readonly StateStep[] =>
    node.kind === 'step' ? [node.step] : [],
  );
  return decidePolicy(SHIPPED_POLICY, {
    edits: editsOf(checked),
    ...(checked.change.touched && { touched: checked.change.touched }),
    inputs: [],
    steps,
    restores: false,
    request: { by: 'alice', origin: 'generated', runbook: runbook.name },
    now: { weekday: 3, hour: 12 },
  });
}

function editsOf({ change }: CheckedRunbook): readonly Edit[] {
  return change.kind === 'edits' ? change.edits : [];
}

function codesOf(findings: readonly Finding[]): readonly string[] {
  return [
    ...new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)),
  ].toSorted();
}
