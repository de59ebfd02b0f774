import { say } from '../../model/step-message.ts';
import { deadManSeconds } from '../../check/paths/dead-man.ts';
import type { SwitchData } from '../../model/step-data.ts';
import type { Timer } from '../../model/host/timers.ts';
import { lastLines } from '../../kinds/perform.ts';
import { switchToConfigurationCommand } from '../../nix/argv.ts';
import { armCommand, launchCommand } from '../../nix/systemd.ts';
import {
  activate,
  activationUnit,
  REBOOT_NEEDED,
  awaitActivation,
  activationEndOf,
} from '../activation/activate.ts';
import { done, fail, required, type Performed, type StepContext, type StateHandler } from '../context.ts';
import { deadManUnit } from '../activation/dead-man.ts';
import { writeCandidate } from '../change/live-files.ts';
import { refuseForeignFiles } from './preflight.ts';

/**
 * The moment the host changes: the live files are written, and the approved system becomes the running one. Profile and
 * boot entry stay: power loss from here until `confirm` boots the old system.
 */
export const switchSystem: StateHandler = {
  perform: async (context) => {
    const refusal = await refuseForeignFiles(context);
    if (refusal !== undefined) return refusal;
    await armDeadMan(context);
    await writeFiles(context);
    return activateNew(context);
  },
  reconcile: async (context) => {
    const { outPath } = required(context.state.build, 'built system');
    const { launched, running } = await awaitActivation(context, 'switch');
    const outcome = { ...data(launched?.exitCode, running, ''), boot: await context.host.boot.id() };
    if (running !== outPath && launched?.exitCode === REBOOT_NEEDED) return wantsReboot(outPath, outcome);
    if (running !== outPath) return fail(say('switch.died-not-running', {}), outcome);
    return done(say('switch.died-running', {}), outcome);
  },
  commands: (context) => {
    const toplevel = context.state.dryBuild?.preview.outPath ?? '<toplevel>';
    return [
      armCommand(context.host.place, deadManTimer(context), context.host.searchPath),
      launchCommand(context.host.place, {
        unit: activationUnit(context.state.run, 'switch'),
        command: switchToConfigurationCommand(toplevel, 'test'),
        log: '<log>',
      }),
    ];
  },
};

async function armDeadMan(context: StepContext): Promise<void> {
  const timer = deadManTimer(context);
  const by = await context.host.timers.arm(timer);
  const { seconds } = timer;
  context.note(say('switch.dead-man', { seconds, by }), { seconds, armed: by });
}

function deadManTimer(context: StepContext): Timer {
  const { limits, named } = context.host;
  return {
    unit: deadManUnit(context.state.run),
    seconds: deadManSeconds(context.checked.graph, limits.margin),
    argv: [...context.self, 'rollback', context.state.run, '--dead-man', '--yes', ...named],
  };
}

async function writeFiles(context: StepContext): Promise<void> {
  const plan = required(context.state.plan, 'plan');
  const edit = required(context.state.edit, 'candidate');
  const files = plan.files.map(({ path, before, after }) => ({ path, before, after }));
  context.announce(say('switch.writing', { paths: files.map(({ path }) => path) }), {
    mutation: 'files',
    files,
  });
  await writeCandidate(context, edit.commit, files);
}

async function activateNew(context: StepContext): Promise<Performed> {
  const { outPath } = required(context.state.build, 'built system');
  const plan = required(context.state.plan, 'plan');
  if (plan.before.running === outPath) return done(say('switch.already-running', {}), data(0, outPath, ''));
  context.announce(say('switch.activating', { toplevel: outPath }), {
    mutation: 'activation',
    toplevel: outPath,
  });
  const { launched, running } = await activate(context, outPath, 'switch');
  const outcome = {
    ...data(launched.exitCode, running, lastLines(launched.output)),
    boot: await context.host.boot.id(),
  };
  // Exit 4 says that some unit failed, often wrongly: whether one really did is for the next state to see.
  const accepted = running === outPath && ACCEPTED.has(launched.exitCode);
  if (accepted) return done(say('switch.on-trial', { toplevel: outPath }), outcome);
  if (running !== outPath && launched.exitCode === REBOOT_NEEDED) return wantsReboot(outPath, outcome);
  const { output } = outcome;
  return fail(say('switch.failed', { toplevel: outPath, end: activationEndOf(launched), output }), outcome);
}

const ACCEPTED: ReadonlySet<number | undefined> = new Set([0, 4, REBOOT_NEEDED]);

/** The files are written, and nothing was activated. */
function wantsReboot(outPath: string, outcome: SwitchData): Performed {
  return { outcome: 'reboot', said: say('switch.needs-reboot', { toplevel: outPath }), data: outcome };
}

function data(exitCode: number | undefined, running: string, output: string): SwitchData {
  return { exitCode, running, output };
}
