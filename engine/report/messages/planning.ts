import { tellApprovers } from '../../check/policy/approvers.ts';
import { tellLines, type Phrases } from '../../kinds/tell.ts';
import { assertNever } from '../../model/outcome.ts';
import { nameOfPrincipal } from '../../model/principal.ts';
import { nameOfDecider } from '../../model/step-data.ts';
import type { BuildTrouble, CodesOf } from '../../model/step-message.ts';
import { renderFinding } from '../findings.ts';
import { tellActs } from '../run/acts.ts';
import { renderFailedBuilds } from '../run/failed-builds.ts';

/** What is known where the files say what was asked and its value cannot be compared with it. */
export const FILES_SAY_SO =
  'the files already say so, and their value cannot be compared; nothing was changed';

/** What is said until the new system is built. */
export const PLANNING: Phrases<CodesOf<'plan' | 'snapshot' | 'edit' | 'dry-build' | 'consent' | 'build'>> = {
  'plan.unchanged': () => 'the files already say so',
  'plan.files': ({ count }) => `${count} file${count === 1 ? '' : 's'} to change`,
  'plan.restores': ({ target }) => `back to ${target}`,
  'plan.target-gone': ({ target, run }) =>
    `${target}, the system before run ${run}, is no longer in the store: it was garbage-collected`,

  'snapshot.kept': ({ commit }) => `kept as ${commit.slice(0, 12)}`,

  'edit.changed-meanwhile': () =>
    'the configuration was changed by somebody else between plan and edit; plan again',
  'edit.made': ({ commit }) =>
    commit === undefined ? 'candidate created' : `candidate ${commit.slice(0, 12)} created`,

  'dry-build.unchanged': () => 'already so; nothing was changed',
  'dry-build.files-unchanged': () => FILES_SAY_SO,
  'dry-build.checks-fail': ({ failures }, tell) => `nothing was changed, but\n${tellLines(failures, tell)}`,
  'dry-build.check-fails': ({ step, said }, tell) => `${step}: ${said === undefined ? '' : tell(said)}`,
  'dry-build.previewed': ({ builds, risk }) =>
    `${builds} derivation${builds === 1 ? '' : 's'} to build, risk ${risk}`,

  'consent.acts': ({ acts }) => ['what the runbook does, in this order:', ...tellActs(acts)].join('\n'),
  'consent.lets-pass': ({ acts }) =>
    ['a yes to the next question lets this pass:', ...tellActs(acts)].join('\n'),
  'consent.held': () => 'the preview is complete; nothing was changed',
  'consent.overdue': ({ expires }) => `nobody approved it before ${expires}`,
  'consent.by-policy': () => 'policy allows this class of change',
  'consent.by-policy-for-steps': () => 'policy allows this class of step',
  'consent.no-change': () => 'no step changes the host',
  'consent.approved': ({ by }) => `approved by ${nameOfDecider(by)}`,
  'consent.refused': ({ why }) => why ?? 'not approved',
  'consent.forbidden': () => 'policy forbids it',
  'consent.forbidden-steps': ({ why }) => why,
  'consent.steps-need-two': () =>
    'policy requires two people for this, but only a configuration change can be approved by a second person',
  'consent.nobody-to-retry': () => 'nobody is here to approve retrying a change that failed before',
  'consent.nobody-for-steps': ({ class: risk, runbook }) =>
    `policy requires a person for '${risk}' steps, and nobody is here: \`nixos-ai run ${runbook}\` runs it by hand`,
  'consent.waits-for-person': ({ class: risk, run }) =>
    `policy requires a person to approve '${risk}' changes: \`nixos-ai approve ${run}\` approves exactly this plan, and the run goes on`,
  'consent.waits-for-other': ({ by, class: risk, approvers, run }) =>
    `policy wants somebody else than ${nameOfPrincipal(by)} to approve changes of class '${risk}'` +
    `${tellApprovers(approvers)}: when they run \`nixos-ai approve ${run}\` this run goes on`,
  'consent.approvers-unknown': () => 'who may approve cannot be read from the policy',

  'build.not-kept': ({ trouble }) =>
    `the running system cannot be kept for a rollback: ${tellTrouble(trouble)}`,
  'build.failed': ({ trouble }) => `the build failed: ${tellTrouble(trouble)}`,
  'build.other-result': ({ built, approved }) => `the build produced ${built}, but ${approved} was approved`,
  'build.built': ({ toplevel }) => toplevel,
};

function tellTrouble(trouble: BuildTrouble): string {
  switch (trouble.kind) {
    case 'tool':
      return renderFinding(trouble.finding);
    case 'builds':
      return renderFailedBuilds(trouble.builds);
    case 'nix':
      return trouble.said;
    default:
      return assertNever(trouble);
  }
}
