import { deadManSeconds } from '../../check/paths/dead-man.ts';
import { duration } from '../../model/units.ts';
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
  describeExit,
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
    if (running !== outPath)
      return fail('the engine died during the switch; the new system is not running', outcome);
    return done('the engine died during the switch; the new system is running, on trial', outcome);
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
  const armed = await context.host.timers.arm(timer);
  const how =
    armed === 'timer' ? '' : ', through a separate process, because the service manager sets no timer';
  const { seconds } = timer;
  context.note(
    `the host rolls back automatically in ${duration(seconds * 1000)} unless the change is verified${how}`,
    { seconds, armed },
  );
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
  context.announce(`writing ${files.map((file) => file.path).join(', ') || 'no file'}`, {
    mutation: 'files',
    files,
  });
  await writeCandidate(context, edit.commit, files);
}

async function activateNew(context: StepContext): Promise<Performed> {
  const { outPath } = required(context.state.build, 'built system');
  const plan = required(context.state.plan, 'plan');
  if (plan.before.running === outPath) return done('this system is already running', data(0, outPath, ''));
  context.announce(`activating ${outPath}`, { mutation: 'activation', toplevel: outPath });
  const { launched, running } = await activate(context, outPath, 'switch');
  const outcome = {
    ...data(launched.exitCode, running, lastLines(launched.output)),
    boot: await context.host.boot.id(),
  };
  // Exit 4 says that some unit failed, often wrongly: whether one really did is for the next state to see.
  const accepted = running === outPath && ACCEPTED.has(launched.exitCode);
  if (accepted) return done(`${outPath} is running, on trial`, outcome);
  if (running !== outPath && launched.exitCode === REBOOT_NEEDED) return wantsReboot(outPath, outcome);
  return fail(
    `the activation of ${outPath} failed: ${describeExit(launched)}\n${lastLines(launched.output)}`,
    outcome,
  );
}

const ACCEPTED: ReadonlySet<number | undefined> = new Set([0, 4, REBOOT_NEEDED]);

/** The files are written, and nothing was activated. */
function wantsReboot(outPath: string, outcome: SwitchData): Performed {
  return { outcome: 'reboot', message: `${outPath} needs a reboot (exit ${REBOOT_NEEDED})`, data: outcome };
}

function data(exitCode: number | undefined, running: string, output: string): SwitchData {
  return { exitCode, running, output };
}
