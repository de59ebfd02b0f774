import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import { systemClock } from '../../../engine/host/clock.ts';
import { exec } from '../../../engine/host/process/exec.ts';
import { runDetached } from '../../../engine/host/system/launch.ts';

let base: string;
let umask: number;
beforeEach(() => {
  base = mkdtempSync('/tmp/nixos-ai-test-');
  umask = process.umask(0);
});
afterEach(() => {
  process.umask(umask);
  rmSync(base, { recursive: true, force: true });
});

function program(name: string, text: string): [string] {
  const file = join(base, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return [file];
}

/** A service manager that notes who may read what the unit prints, while it prints. */
async function launch(start: string) {
  const manager = program(
    'systemd-run',
    `for a in "$@"; do case "$a" in --property=StandardOutput=append:*) log=\${a#*append:} ;; esac; done
stat -c %a "$log" "$(dirname "$log")" "$(dirname "$(dirname "$log")")" > ${base}/seen
${start}`,
  );
  const shown = 'LoadState=loaded\\nActiveState=inactive\\nSubState=dead\\nExecMainStatus=3\\n';
  const place = {
    ...NIXOS_DEFAULTS.place,
    style: 'channel',
    systemdRun: manager,
    systemctl: program('systemctl', `[ "$1" = show ] && printf '${shown}'; true`),
  } as const;
  const log = join(base, 'run/nixos-ai/private/unit.log');
  const unit = { unit: 'unit', log, timeout: 10_000, command: { argv: ['true'] } } as const;
  return { log, ended: await runDetached(exec, systemClock, place, unit) };
}

it('what an activation prints is for its own user alone while it runs, and is removed at its end', async () => {
  mkdirSync(join(base, 'run/nixos-ai'), { recursive: true, mode: 0o777 });
  const { log, ended } = await launch('echo "db password=Sup3rS3cret" >> "$log"');
  expect(ended).toEqual({ exitCode: 3, timedOut: false, output: 'db password=Sup3rS3cret\n' });
  expect(readFileSync(join(base, 'seen'), 'utf8')).toBe('600\n700\n755\n');
  expect(existsSync(log)).toBe(false);
});

it('nothing is left of an activation that was not started', async () => {
  const { log, ended } = await launch('echo no >&2; exit 1');
  expect(ended).toMatchObject({ exitCode: undefined, error: 'the service manager did not start it: no' });
  expect(existsSync(log)).toBe(false);
});

it('nothing is started where its output has no place of its own', async () => {
  mkdirSync(join(base, 'run/nixos-ai'), { recursive: true });
  writeFileSync(join(base, 'run/nixos-ai/private'), '');
  const { ended } = await launch('touch "$0.ran"');
  expect(ended.error).toMatch(/^no place for its output: /u);
  expect(existsSync(join(base, 'systemd-run.ran'))).toBe(false);
  expect(statSync(join(base, 'run/nixos-ai')).mode & 0o777).toBe(0o755);
});
