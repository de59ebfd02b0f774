import type { Result } from '../model/finding.ts';
import type { Installation } from '../model/installation.ts';
import type { Runbook, Step } from '../model/runbook.ts';
import type { Edit } from '../model/options/value.ts';
import { checkOwnChange, type CheckedRunbook, type CheckFacts } from './check-runbook.ts';

type Facts = Pick<CheckFacts, 'index' | 'limits' | 'policy'>;

/** What lies in the configuration becomes what runs, by the full machine. */
export function checkApply(facts: Facts): Result<CheckedRunbook> {
  const runbook = ownRunbook('apply', 'Apply the configuration as it stands.', []);
  return checkOwnChange(runbook, { kind: 'as-it-is' }, facts);
}

/**
 * Our own module gets into the configuration, or goes.
 *
 * @param program - Where `nixos-ai` is on a host that has the module: there it must start.
 */
export function checkInstallation(
  installation: Installation,
  program: string,
  facts: Facts,
): Result<CheckedRunbook> {
  const path = ['services', 'nixos-ai', 'enable'];
  const present = installation.to === 'present';
  const edit: Edit = present ? { op: 'set', path, value: true } : { op: 'unset', path };
  const runbook = present
    ? ownRunbook('install', 'Add nixos-ai to the configuration of this host.', [starts(program)])
    : ownRunbook('uninstall', 'Remove nixos-ai from the configuration of this host.', []);
  return checkOwnChange(runbook, { kind: 'installation', installation, edits: [edit] }, facts);
}

const POSITION = { file: 'nixos-ai', line: 1, column: 1 };

function starts(program: string): Step {
  const argv = [program, '--version'];
  return {
    id: 'starts',
    kind: 'verify',
    checks: [{ kind: 'command', argv, exit: 0, within: 0, position: POSITION }],
    position: POSITION,
  };
}

function ownRunbook(name: string, description: string, after: readonly Step[]): Runbook {
  return {
    name,
    version: 1,
    description,
    origin: 'library',
    parameters: [],
    steps: [{ id: 'change', kind: 'edit', edits: [], position: POSITION }, ...after],
    file: POSITION.file,
    text: '',
  };
}
