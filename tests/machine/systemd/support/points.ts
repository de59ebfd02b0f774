/**
 * A fault point (engine/host/fault.ts) in every phase of a change that holds: phase, what has just happened, how the run
 * ends when the power goes there, point, how it ends when the engine alone ends there and `resume` comes. Before the
 * approval nobody is there after the boot to give it; until the boot entry is written the old system boots. Without a
 * boot, what was being activated is still there to be looked at.
 */
export const POINTS = [
  ['plan', 'the plan is made', 'rejected', 'journal:step-ended plan before#1', 'verified'],
  ['snapshot', 'the snapshot is stored', 'rejected', 'ref:before after#1', 'verified'],
  ['edit', 'the candidate is stored', 'rejected', 'ref:after after#1', 'verified'],
  ['dry-build', 'the system is evaluated', 'rejected', 'exec:nix-store after#1', 'verified'],
  ['consent', 'the plan is approved', 'verified', 'journal:step-ended consent after#1', 'verified'],
  ['build', 'the system is built', 'verified', 'exec:nix-store after#3', 'verified'],
  [
    'preflight',
    'the new system let itself in',
    'verified',
    'exec:switch-to-configuration check after#1',
    'verified',
  ],
  ['switch', 'the dead-man timer is set', 'rolled-back', 'exec:systemd-run after#1', 'rolled-back'],
  ['switch', 'a file is half written', 'rolled-back', 'file:configuration.nix written#1', 'rolled-back'],
  ['switch', 'the files are written', 'rolled-back', 'journal:mutation switch before#2', 'rolled-back'],
  ['switch', 'the activation has begun', 'rolled-back', 'exec:systemd-run after#2', 'verified'],
  ['switch', 'the activation is under way', 'rolled-back', 'exec:systemctl show after#3', 'verified'],
  ['switch', 'the new system runs', 'rolled-back', 'journal:step-ended switch before#1', 'verified'],
  ['settle', 'units are looked at', 'rolled-back', 'exec:systemctl list-units after#4', 'verified'],
  [
    'verify',
    'a check is about to be made',
    'rolled-back',
    'journal:step-started step:look after#1',
    'verified',
  ],
  ['confirm', 'the profile is set', 'rolled-back', 'exec:nix-env after#1', 'verified'],
  [
    'confirm',
    'the boot entry is written',
    'verified',
    'exec:switch-to-configuration boot after#1',
    'verified',
  ],
  ['confirm', 'the timer is called off', 'verified', 'journal:step-ended confirm before#1', 'verified'],
  ['end', 'only its end is not on record', 'verified', 'journal:run-ended before#1', 'verified'],
] as const;

/** The same on the way back of a change that does not hold. */
export const POINTS_OF_ROLLBACK = [
  ['it has begun', 'journal:step-started rollback after#1'],
  ['a file is half put back', 'file:configuration.nix written#2'],
  ['the old system is being activated', 'exec:systemd-run after#3'],
  ['the old system runs', 'journal:step-ended rollback before#1'],
] as const;
