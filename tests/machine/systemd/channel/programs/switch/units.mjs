import { spawnSync } from 'node:child_process';

const PROPERTIES = ['Id', 'ActiveState', 'SubState', 'Result', 'ExecMainStatus', 'FragmentPath', 'Transient'];
const VERBS = ['stop', 'start', 'restart', 'reload', 'reset-failed', 'daemon-reload'];

/** Asks systemd; while a host is being installed none runs, and there are no units to change. */
export async function systemctl(_root, { op, units = [] }) {
  if (op === 'list') return { units: list() };
  if (!VERBS.includes(op)) throw new Error(`no such operation: ${op}`);
  const { status, stderr } = run([op, ...(op === 'start' ? units.flatMap(withTargets) : units)]);
  if (status !== 0) process.stderr.write(stderr);
  return { results: Object.fromEntries(units.map((unit) => [unit, resultOf(unit, status, stderr)])) };
}

/** Name → properties, of the units that are files. */
export function unitStates(_root, { units }) {
  return new Map(units.filter((unit) => unit.FragmentPath !== '').map((unit) => [unit.Id, unit]));
}

/** As on NixOS every target that is active is started again: that is how what is new below one of them begins. */
function withTargets(unit) {
  if (unit !== 'multi-user.target') return [unit];
  const active = list(['Id', 'ActiveState', 'RefuseManualStart'], '*.target');
  return active
    .filter((target) => target.ActiveState === 'active' && target.RefuseManualStart === 'no')
    .map((target) => target.Id);
}

function list(properties = PROPERTIES, pattern = '*') {
  const { stdout } = run(['show', '--all', '--no-pager', `--property=${properties.join(',')}`, pattern]);
  return stdout.split('\n\n').filter(Boolean).map(parse);
}

function parse(block) {
  const entries = block
    .split('\n')
    .filter(Boolean)
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  const unit = { ExecMainStatus: '0', Result: 'success', ...Object.fromEntries(entries) };
  return { ...unit, ExecMainStatus: Number(unit.ExecMainStatus) };
}

/** All jobs are queued by one call, so that they are ordered; which of them failed is in what it says. */
function resultOf(unit, status, stderr) {
  if (status === 0) return 'done';
  return stderr
    .split('\n')
    .some((line) => / failed\b|not found|not loaded/u.test(line) && line.includes(unit))
    ? 'failed'
    : 'done';
}

function run(args) {
  return spawnSync('/usr/bin/systemctl', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
}
