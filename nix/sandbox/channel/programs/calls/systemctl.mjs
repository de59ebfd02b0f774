// `systemctl` of a sandbox host, within its supervisor: the arguments, the output and the exit codes of systemd's for what
// it covers.
import { readFileSync } from 'node:fs';
import { parseArguments } from '../lib/arguments.mjs';

const syntax = {
  valued: [
    'property',
    'state',
    'type',
    'lines',
    'output',
    'root',
    'job-mode',
    'kill-whom',
    'signal',
    'value-of',
  ],
  aliases: {
    '-p': 'property',
    '-t': 'type',
    '-a': 'all',
    '-q': 'quiet',
    '-n': 'lines',
    '-o': 'output',
    '-l': 'full',
    '-P': 'property',
  },
};

/**
 * Answers one command line. `ask` does a request of the manager's; `out` and `err` take lines. Gives the exit code.
 */
export async function systemctl({ root, argv, ask, out, err }) {
  const { options, rest } = parseArguments(argv, syntax);
  const verb = rest[0] ?? 'list-units';
  const units = rest
    .slice(1)
    .map((name) => (/\.(?:service|timer|target|socket|mount)$/u.test(name) ? name : `${name}.service`));
  const list = (name) => options[name]?.flatMap((value) => value.split(',')) ?? [];

  const verbs = {
    show,
    status,
    'is-active': () => state((unit) => unit.ActiveState === 'active', 'ActiveState'),
    'is-failed': () => state((unit) => unit.ActiveState === 'failed', 'ActiveState', 1),
    'is-enabled': () => state((unit) => unit.LoadState === 'loaded', 'UnitFileState', 1),
    'list-units': listUnits,
    'list-timers': listUnits,
    'is-system-running': isSystemRunning,
    'daemon-reload': () => ask({ op: 'daemon-reload' }).then(() => 0),
    'reset-failed': resetFailed,
    cat,
    poweroff: () => ask({ op: 'poweroff' }).then(() => 0),
    reboot: () => ask({ op: 'reboot' }).then(() => 0),
    start: () => job('start', 'start'),
    stop: () => job('stop', 'stop'),
    restart: () => job('restart', 'restart'),
    'try-restart': () => job('try-restart', 'restart'),
    reload: () => job('reload', 'reload'),
  };

  if (!verbs[verb]) {
    err(`Unknown command verb ${verb}.`);
    return 1;
  }
  return verbs[verb]();

  async function show() {
    const wanted = list('property');
    const answer = units.length > 0 ? await ask({ op: 'show', units }) : { units: [await manager()] };
    const blocks = answer.units.map((unit) =>
      (wanted.length > 0 ? wanted.filter((key) => key in unit) : Object.keys(unit))
        .map((key) => (options.value ? unit[key] : `${key}=${unit[key]}`))
        .join('\n'),
    );
    out(blocks.join('\n\n'));
    return 0;
  }

  async function manager() {
    const { state } = await ask({ op: 'state' });
    return { Version: 'sandbox', SystemState: state };
  }

  async function status() {
    const { units: found } = await ask({ op: 'show', units });
    for (const unit of found) {
      if (unit.LoadState === 'not-found') {
        err(`Unit ${unit.Id} could not be found.`);
        continue;
      }
      const dot = { active: '●', failed: '×' }[unit.ActiveState] ?? '○';
      out(`${dot} ${unit.Id} - ${unit.Description}`);
      out(`     Loaded: loaded (${unit.FragmentPath}; ${unit.UnitFileState})`);
      out(
        `     Active: ${unit.ActiveState} (${unit.SubState})${unit.Result === 'success' ? '' : ` (Result: ${unit.Result})`}`,
      );
      if (unit.MainPID) out(`   Main PID: ${unit.MainPID}`);
      out(`\n${lastLines(unit.Id, Number(options.lines?.[0] ?? 10))}`);
    }
    if (found.some((unit) => unit.LoadState === 'not-found')) return 4;
    return found.every((unit) => unit.ActiveState === 'active') ? 0 : 3;
  }

  function lastLines(unit, count) {
    try {
      return readFileSync(`${root}/var/log/units/${unit}.log`, 'utf8')
        .trimEnd()
        .split('\n')
        .slice(-count)
        .join('\n');
    } catch {
      return '';
    }
  }

  async function state(holds, key, failure = 3) {
    const { units: found } = await ask({ op: 'show', units });
    if (!options.quiet) for (const unit of found) out(unit[key] || 'not-found');
    if (found.some(holds)) return 0;
    return found.every((unit) => unit.LoadState === 'not-found') ? 4 : failure;
  }

  async function listUnits() {
    const states = [...list('state'), ...(options.failed ? ['failed'] : [])];
    const types = verb === 'list-timers' ? ['timer'] : list('type');
    const answer = await ask({ op: 'list' });
    const found = answer.units.filter(
      (unit) =>
        (types.length === 0 || types.includes(unit.Id.split('.').at(-1))) &&
        (units.length === 0 || units.includes(unit.Id)) &&
        (states.length > 0
          ? [unit.LoadState, unit.ActiveState, unit.SubState].some((state) => states.includes(state))
          : options.all || unit.ActiveState !== 'inactive'),
    );
    const rows = found.map((unit) => [
      unit.Id,
      unit.LoadState,
      unit.ActiveState,
      unit.SubState,
      unit.Description,
    ]);
    const header =
      options['no-legend'] || options.legend?.[0] === 'false'
        ? []
        : [['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION']];
    const widths = [0, 1, 2, 3].map((column) =>
      Math.max(0, ...[...header, ...rows].map((row) => row[column].length)),
    );
    for (const row of [...header, ...rows]) {
      const dot = options.plain ? '' : row[2] === 'failed' ? '● ' : '  ';
      out(
        dot +
          row
            .map((text, column) => text.padEnd(widths[column] ?? 0))
            .join(' ')
            .trimEnd(),
      );
    }
    if (header.length > 0) out(`\n${rows.length} loaded units listed.`);
    return 0;
  }

  async function isSystemRunning() {
    const { state } = await ask({ op: 'state' });
    if (!options.quiet) out(state);
    return state === 'running' ? 0 : 1;
  }

  async function resetFailed() {
    const { results } = await ask({ op: 'reset-failed', units });
    const missing = units.filter((name) => results[name] === 'not-loaded');
    for (const name of missing) err(`Failed to reset failed state of unit ${name}: Unit ${name} not loaded.`);
    return missing.length > 0 ? 1 : 0;
  }

  async function cat() {
    const { units: found } = await ask({ op: 'show', units });
    for (const unit of found) {
      if (unit.LoadState === 'not-found') {
        err(`No files found for ${unit.Id}.`);
        return 1;
      }
      out(`# ${unit.FragmentPath}\n${readFileSync(unit.FragmentPath, 'utf8')}`);
    }
    return 0;
  }

  async function job(op, word) {
    const { results } = await ask({ op, units, noBlock: options['no-block'] === undefined ? false : true });
    const codes = Object.entries(results).map(([name, result]) => explain(name, result, word));
    return Math.max(0, ...codes);
  }

  function explain(name, result, word) {
    switch (result) {
      case 'done':
        return 0;
      case 'not-found':
        err(`Failed to ${word} ${name}: Unit ${name} not found.`);
        return 5;
      case 'not-loaded':
        err(`Failed to ${word} ${name}: Unit ${name} not loaded.`);
        return 5;
      case 'inactive':
        err(`${name} is not active, cannot reload.`);
        return 1;
      case 'inapplicable':
        err(`Failed to reload ${name}: Job type reload is not applicable for unit ${name}.`);
        return 1;
      case 'dependency':
        err(`A dependency job for ${name} failed. See 'journalctl -xe' for details.`);
        return 1;
      case 'canceled':
        err(`Job for ${name} canceled.`);
        return 1;
      default:
        err(
          `Job for ${name} failed because the control process exited with error code.\nSee "systemctl status ${name}" for details.`,
        );
        return 1;
    }
  }
}
