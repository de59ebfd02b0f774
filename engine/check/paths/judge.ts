import type { FindingCode } from '../../model/finding-codes.ts';
import type { Finding } from '../../model/finding.ts';
import { assertNever, type RunOutcome } from '../../model/outcome.ts';
import type { Move, Visit, Watch } from './explore.ts';
import { has, losesTargets, type Fact, type Facts } from './facts.ts';
import type { JudgedNode } from './judged.ts';
import { changesHost } from './outcomes.ts';
import { problem, type Locate } from './problem.ts';
import type { AbstractSystem } from './system.ts';
import { describePath, nameState } from './words.ts';

/** What a state needs that is about to begin. */
interface Need {
  readonly fact: Fact;
  readonly code: FindingCode;
  readonly says: string;
  readonly fix: string;
}

const BEFORE_SWITCH: readonly Need[] = [
  need('PATH001', 'planned', 'nothing recorded the host as it was', 'let plan run before anything changes'),
  need(
    'PATH001',
    'snapshot',
    'no snapshot was taken while the host was as before',
    'lead the path through snapshot',
  ),
  need('PATH001', 'edited', 'no candidate was made after the snapshot', 'lead the path through edit'),
  need('PATH001', 'proved', 'no dry-build passed after the last edit', 'lead the path through dry-build'),
  need('PATH001', 'built', 'the approved system was not built', 'lead the path through build after consent'),
  need('PATH001', 'checked', 'nothing looked again since the last step', 'lead the path through preflight'),
];
const CONSENT = need(
  'PATH008',
  'consented',
  'nobody consented since the last dry-build',
  'lead the path through consent, after the last edit and dry-build',
);
const RECORD = need('PATH003', 'planned', 'nothing recorded what to go back to', 'let plan run first');
const APPROVAL = need(
  'PATH003',
  'approved',
  'it cannot be undone and nobody approved it',
  'put an approve step before it that no path goes around: without a when of its own, and not jumped over',
);

/** Judges every path while it is explored; each problem is kept with its first, that is shortest, path. */
export class Judge implements Watch {
  readonly #system: AbstractSystem;
  readonly #locate: Locate;
  readonly #found = new Map<string, Finding>();

  constructor(system: AbstractSystem, locate: Locate) {
    this.#system = system;
    this.#locate = locate;
  }

  findings(): readonly Finding[] {
    return [...this.#found.values()];
  }

  readonly begins = (visit: Visit): void => {
    const { node } = this.#system.states[visit.state] ?? {};
    if (node === undefined || !changesHost(node)) return;
    for (const { fact, code, says, fix } of needsOf(node)) {
      if (has(visit.facts, fact)) continue;
      const path = describePath(this.#system, visit);
      const message = `${path === '' ? '' : `${path} → `}${nameState(node)}: ${says}`;
      this.#report(`${code} ${fact}`, code, visit.crashes, node, message, fix);
    }
  };

  readonly leaves = (visit: Visit, { by, facts, target }: Move): void => {
    const { node } = this.#system.states[visit.state] ?? {};
    if (node === undefined) return;
    const path = describePath(this.#system, visit, by);
    const crashes = visit.crashes + (by === 'crash' ? 1 : 0);
    const key = `${node.id} ${by === 'left-out' ? 'ok' : by}`;
    if (typeof target === 'number') return;
    if (target === undefined) {
      const says = `the run would stop${has(facts, 'mutated') ? ' with the host changed' : ''}`;
      const fix = `give ${nameState(node)} an edge for this outcome`;
      this.#report(key, 'PATH002', crashes, node, `${path} → (nothing leads on): ${says}`, fix);
      return;
    }
    const pausing = by === 'reboot' && mayPause(node, facts);
    const asking = by === 'pending' && node.kind === 'consent' && !has(facts, 'mutated');
    const wrong = wrongEnd(target, facts, this.#system.switches, pausing, asking);
    if (wrong === undefined) return;
    this.#report(key, 'PATH002', crashes, node, `${path} → ${target}: ${wrong.says}`, wrong.fix);
  };

  /** What only a crash shows is a crash that the graph does not recover from. */
  #report(
    key: string,
    code: FindingCode,
    crashes: number,
    node: JudgedNode,
    message: string,
    fix: string,
  ): void {
    if (this.#found.has(key)) return;
    this.#found.set(key, problem(crashes > 0 ? 'PATH004' : code, message, fix, this.#locate(node)));
  }
}

function needsOf(node: JudgedNode): readonly Need[] {
  const applies = node.kind === 'switch' || node.kind === 'stage';
  const needs: Need[] = applies ? [...BEFORE_SWITCH, CONSENT] : [CONSENT];
  if (node.kind === 'step') needs.push(RECORD);
  if (node.inverse === 'irreversible' && losesTargets(node)) needs.push(APPROVAL);
  return needs;
}

/**
 * Why a path may not end so.
 *
 * A person who is told may find any state of the host. `pending-reboot` is said where the host is changed on purpose,
 * the record says how, and the run is resumed after the boot: nothing else may say it. `pending-approval` is said of a
 * plan that somebody has still to approve, and of a host that is as it was.
 */
function wrongEnd(
  end: RunOutcome,
  facts: Facts,
  switches: boolean,
  pausing: boolean,
  asking: boolean,
): { readonly says: string; readonly fix: string } | undefined {
  const wrong = (says: string, fix: string) => ({ says, fix });
  switch (end) {
    case 'needs-human':
      return undefined;
    case 'verified':
      if (has(facts, 'rollbackBegun'))
        return wrong('the run would say so after a rollback', 'end it rolled-back or needs-human');
      if (switches && !has(facts, 'confirmed') && !has(facts, 'booted'))
        return wrong(
          'the run would say so without a change that was made, looked at and confirmed',
          'lead the path through switch, settle and confirm, or through stage and boot',
        );
      return undefined;
    case 'rolled-back':
      return has(facts, 'restored')
        ? undefined
        : wrong('the run would say so without a rollback that ended well', 'lead the path through rollback');
    case 'pending-reboot':
      return pausing
        ? undefined
        : wrong(
            'nothing that the next boot completes was prepared',
            'lead to it only from boot after stage or confirm, from a reboot step, or from rollback',
          );
    case 'pending-approval':
      return asking
        ? undefined
        : wrong(
            'nothing was planned that anybody could approve, or the host is changed already',
            'lead to it only from consent, before anything is changed',
          );
    case 'failed':
    case 'rejected':
    case 'planned':
    case 'no-change':
      return has(facts, 'mutated')
        ? wrong('the run would end with the host changed', 'lead it to rollback')
        : undefined;
    default:
      return assertNever(end);
  }
}

/** What waits for a reboot: the new system that boots next, an author's reboot, or the way back. */
function mayPause(node: JudgedNode, facts: Facts): boolean {
  if (node.kind === 'boot') return has(facts, 'staged');
  return node.kind === 'rollback' || node.of?.reboots === true;
}

function need(code: FindingCode, fact: Fact, says: string, fix: string): Need {
  return { code, fact, says, fix };
}
