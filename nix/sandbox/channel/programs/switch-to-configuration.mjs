// What `TOPLEVEL/bin/switch-to-configuration ACTION` runs: `switch-to-configuration.mjs ROOT TOPLEVEL ACTION`. Exit codes:
// 0 done, 1 refused or failed before the switch, 2 an activation script failed, 4 a unit failed and the new system runs,
// 100 the new system has to be booted.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { writeBootEntries } from './switch/boot.mjs';
import { clearLists, keepList, readLists } from './switch/lists.mjs';
import { planUnits } from './switch/plan.mjs';
import { systemctl, unitStates } from './switch/units.mjs';

const [root, toplevel, action] = process.argv.slice(2);
const actions = ['check', 'switch', 'boot', 'test', 'dry-activate'];
// The lock is ours alone: what a script leaves running in the background must not hold it.
const stdio = ['inherit', 'inherit', 'inherit', ...Array.from({ length: 7 }, () => 'ignore')];
const names = (units) => [...units].sort().join(', ');

// A closed terminal must not end a switch halfway.
process.on('SIGHUP', () => {});
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

if (!actions.includes(action)) {
  console.error(
    `Usage: ${toplevel}/bin/switch-to-configuration [${actions.join('|')}]\n` +
      'check:        run pre-switch checks and exit\n' +
      'switch:       make the configuration the boot default and activate now\n' +
      'boot:         make the configuration the boot default\n' +
      "test:         activate the configuration, but don't make it the boot default\n" +
      'dry-activate: show what would be done if this configuration were activated',
  );
  process.exit(1);
}
mkdirSync(`${root}/run/nixos`, { recursive: true });

if (action !== 'dry-activate' && process.env.NIXOS_NO_CHECK === undefined) {
  const check = spawnSync(`${toplevel}/pre-switch-check`, [toplevel, action], { stdio });
  if (check.status !== 0) process.exit(1);
}
if (action === 'check') process.exit(0);
if (action === 'switch' || action === 'boot') {
  try {
    writeBootEntries(root, toplevel);
  } catch (error) {
    console.error(`Failed to install bootloader: ${error.message}`);
    process.exit(1);
  }
}
if (action === 'boot') process.exit(0);
if (action !== 'dry-activate' && interfaceOf(`${root}/run/current-system`) !== interfaceOf(toplevel)) {
  console.error(
    'Warning: the new NixOS configuration has an ‘init’ that is incompatible with the current configuration. ' +
      "The new configuration won't take effect until you reboot the system.",
  );
  process.exit(100);
}
process.exit(await change(action === 'dry-activate'));

function interfaceOf(system) {
  const file = `${system}/init-interface-version`;
  // A host that is being installed has nothing to be compatible with.
  return existsSync(file)
    ? readFileSync(file, 'utf8')
    : readFileSync(`${toplevel}/init-interface-version`, 'utf8');
}

async function change(dry) {
  const current = `${root}/etc/systemd/system`;
  const states = unitStates(root, await systemctl(root, { op: 'list' }));
  const plan = planUnits({
    current: existsSync(current) ? realpathSync(current) : current,
    next: `${toplevel}/etc/systemd/system`,
    states,
  });
  const earlier = readLists(root);
  for (const kind of ['start', 'restart', 'reload']) for (const unit of earlier[kind]) plan[kind].add(unit);

  if (dry) {
    if (plan.stop.size > 0) console.error(`would stop the following units: ${names(plan.stop)}`);
    if (plan.skip.size > 0) console.error(`would NOT stop the following changed units: ${names(plan.skip)}`);
    console.error('would activate the configuration...');
    if (plan.reload.size > 0) console.error(`would reload the following units: ${names(plan.reload)}`);
    if (plan.restart.size > 0) console.error(`would restart the following units: ${names(plan.restart)}`);
    if (plan.start.size > 0) console.error(`would start the following units: ${names(plan.start)}`);
    return 0;
  }
  for (const kind of ['start', 'restart', 'reload']) keepList(root, kind, plan[kind]);
  return apply(plan);
}

async function apply(plan) {
  if (plan.stop.size > 0) {
    console.error(`stopping the following units: ${names(plan.stop)}`);
    await systemctl(root, { op: 'stop', units: [...plan.stop] });
  }
  if (plan.skip.size > 0) console.error(`NOT restarting the following changed units: ${names(plan.skip)}`);

  console.error('activating the configuration...');
  const activation = spawnSync(`${toplevel}/activate`, {
    stdio,
    env: { ...process.env, NIXOS_ACTION: action },
  });
  let code = activation.status === 0 ? 0 : 2;

  await systemctl(root, { op: 'reset-failed', units: [] });
  await systemctl(root, { op: 'daemon-reload' });
  const before = unitStates(root, await systemctl(root, { op: 'list' }));
  for (const [op, word] of Object.entries({
    reload: 'reloading',
    restart: 'restarting',
    start: 'starting',
  })) {
    if (!(await step(op, word, plan[op]))) code = 4;
  }
  // Targets that stay active pull in what is new below them.
  await systemctl(root, { op: 'start', units: ['multi-user.target'] });
  clearLists(root);

  if (await report(before, plan)) code = 4;
  return code;
}

/** One kind of job for some units; false when a job did not succeed. */
async function step(op, word, units) {
  if (units.size === 0) return true;
  console.error(`${word} the following units: ${names(units)}`);
  const { results } = await systemctl(root, { op, units: [...units].sort() });
  const failed = Object.keys(results).filter((name) =>
    ['failed', 'timeout', 'dependency'].includes(results[name]),
  );
  for (const name of failed) console.error(`Failed to ${op} ${name}`);
  clearLists(root, op);
  return failed.length === 0;
}

/** Says what is new and what failed; true when a unit failed. */
async function report(before, plan) {
  const after = unitStates(root, await systemctl(root, { op: 'list' }));
  const fresh = [];
  const failed = [];
  for (const [name, unit] of after) {
    const retrying =
      unit.SubState === 'auto-restart' && (unit.ExecMainStatus !== 0 || unit.Result !== 'success');
    if (unit.ActiveState === 'failed' || retrying) failed.push(name);
    else if (
      unit.ActiveState !== 'inactive' &&
      !running(before.get(name)) &&
      !plan.start.has(name) &&
      !plan.restart.has(name)
    )
      fresh.push(name);
  }
  if (fresh.length > 0) console.error(`the following new units were started: ${names(fresh)}`);
  if (failed.length === 0) return false;
  console.error(`warning: the following units failed: ${names(failed)}`);
  const status = spawnSync(
    `${toplevel}/sw/bin/systemctl`,
    ['status', '--no-pager', '--full', ...failed.sort()],
    { encoding: 'utf8' },
  );
  console.error(`\n${status.stdout}`);
  return true;
}

function running(unit) {
  return unit !== undefined && ['active', 'activating', 'reloading'].includes(unit.ActiveState);
}
