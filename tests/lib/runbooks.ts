import { buildOptionIndex } from '../../engine/nix/options/build-index.ts';
import { checkRunbook, type CheckedRunbook } from '../../engine/check/check-runbook.ts';
import { NIXOS_DEFAULTS } from '../../engine/config/host-settings.ts';
import { failed, type Result } from '../../engine/model/finding.ts';
import type { OptionIndex } from '../../engine/model/options/option-index.ts';
import type { Runbook } from '../../engine/model/runbook.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { SHIPPED_POLICY } from './policy.ts';

/** A few options, for tests that need some host's index and care for nothing in it. */
export const SMALL_INDEX: OptionIndex = buildOptionIndex(
  [
    { name: 'virtualisation.docker.enable', type: 'boolean', tree: { name: 'bool' } },
    { name: 'networking.hostName', type: 'string', tree: { name: 'str' } },
    {
      name: 'networking.firewall.allowedTCPPorts',
      type: 'list of ports',
      tree: { name: 'listOf', elem: { name: 'unsignedInt16' } },
    },
  ],
  [],
);

const noLibrary = (name: string): Result<Runbook> =>
  failed({ code: 'LIB002', severity: 'error', message: `there is no runbook named '${name}'` });

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';

/** The text of steps → a checked runbook, or its findings. */
export function checkSteps(steps: string, index: OptionIndex = SMALL_INDEX): Result<CheckedRunbook> {
  const parsed = parseRunbook(`${HEAD}${steps}`, 'test.yaml', 'user');
  return parsed.ok
    ? checkRunbook(parsed.value, {
        given: {},
        index,
        limits: NIXOS_DEFAULTS.limits,
        policy: SHIPPED_POLICY,
        load: noLibrary,
      })
    : parsed;
}

export function mustCheck(steps: string): CheckedRunbook {
  const checked = checkSteps(steps);
  if (!checked.ok) throw new Error(JSON.stringify(checked.findings));
  return checked.value;
}

/** The text of steps → a runbook that parses, whatever a check would say of it. */
export function parseSteps(steps: string): Runbook {
  const parsed = parseRunbook(`${HEAD}${steps}`, 'test.yaml', 'user');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.value;
}
