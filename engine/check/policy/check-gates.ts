import type { Finding, Position } from '../../model/finding.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import { checkKindOf, stepKindOf } from '../../kinds/find-kind.ts';
import { KINDS } from '../../kinds/kinds.ts';
import type { Visitor } from '../../kinds/place.ts';
import type { Kinds } from '../../kinds/step-kind.ts';
import type { PathUse, Policy } from '../../model/policy.ts';
import type { Origin, Runbook, Step, Written } from '../../model/runbook.ts';
import type { PlacedEdit } from '../options.ts';
import type { Bindings } from '../parameters.ts';
import { resolveText } from '../resolve.ts';
import { commandGate } from './commands.ts';
import { deniedOption, gateFinding, pathGate, toldRule } from './gates.ts';

const FIX = 'put it in a runbook written by a person, or allow it in the policy (see docs/POLICY.md)';

interface Gatekeeper {
  readonly kinds: Kinds;
  readonly policy: Policy;
  readonly origin: Origin;
  readonly bindings: Bindings;
}

/**
 * What a policy forbids a runbook outright, before anything is evaluated: POL005 an option, POL006 a command, POL007 a
 * path that a check looks at.
 */
export function checkGates(
  policy: Policy,
  runbook: Runbook,
  edits: readonly PlacedEdit[],
  bindings: Bindings,
  touched: readonly TouchedOption[],
  kinds: Kinds = KINDS,
): Finding[] {
  const keeper: Gatekeeper = { kinds, policy, origin: runbook.origin, bindings };
  return [
    ...edits.flatMap((edit) => checkOption(keeper, edit, touched)),
    ...runbook.steps.flatMap((step) => checkStep(keeper, step)),
  ];
}

function checkOption(
  { policy, origin }: Gatekeeper,
  { edit, position }: PlacedEdit,
  touched: readonly TouchedOption[],
) {
  const denied = deniedOption(policy, edit, origin, touched);
  if (denied === undefined) return [];
  const { option, rule } = denied;
  const message = `policy does not let ${whose(origin)} change the option '${option}': ${toldRule(rule)}`;
  return [gateFinding('POL005', message, FIX, position)];
}

function checkStep(keeper: Gatekeeper, step: Step): Finding[] {
  const findings: Finding[] = [];
  stepKindOf(keeper.kinds, step).visit(step, visitorOf(keeper, step.position, findings));
  return findings;
}

/** Holds every path and command that is handed to it to the policy. */
function visitorOf(keeper: Gatekeeper, position: Position, findings: Finding[]): Visitor {
  return {
    value: (written, { policy }) => {
      if (policy !== undefined) findings.push(...checkPath(keeper, written, policy, position));
      return written;
    },
    argv: (argv) => {
      findings.push(...checkCommand(keeper, argv, position));
      return argv;
    },
    path: (path) => path,
    check: (check) => {
      const kind = checkKindOf(keeper.kinds, check);
      return kind.visit(check, visitorOf(keeper, check.position, findings));
    },
    at: (other) => visitorOf(keeper, other, findings),
  };
}

function checkCommand(keeper: Gatekeeper, argv: readonly Written[], position: Position): Finding[] {
  const words = argv.map((word) => textOf(keeper, word));
  const gate = commandGate(keeper.policy, words, keeper.origin);
  if (gate?.verdict === 'allow') return [];
  const command = words.map((word) => word ?? '…').join(' ');
  const message = `policy does not let ${whose(keeper.origin)} run '${command}': ${toldRule(gate)}`;
  return [gateFinding('POL006', message, FIX, position)];
}

function checkPath(keeper: Gatekeeper, written: Written, use: PathUse, position: Position): Finding[] {
  const path = textOf(keeper, written);
  const gate = path === undefined ? undefined : pathGate(keeper.policy, path, use, keeper.origin);
  if (gate?.verdict === 'allow') return [];
  const message = `policy does not let ${whose(keeper.origin)} read the ${use} '${path ?? '…'}': ${toldRule(gate)}`;
  return [gateFinding('POL007', message, FIX, position)];
}

/** Text that is known before the run; undefined where it is the output of a step. */
function textOf({ bindings }: Gatekeeper, written: Written): string | undefined {
  const text = resolveText(written, bindings);
  return text.ok ? text.value : undefined;
}

function whose(origin: Origin): string {
  return origin === 'generated'
    ? 'a generated runbook'
    : origin === 'user'
      ? "a user's runbook"
      : 'a shipped runbook';
}
