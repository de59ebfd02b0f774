import { join } from 'node:path';
import type { CheckedRunbook } from '../../check/check-runbook.ts';
import { checkApply, checkInstallation } from '../../check/own-changes.ts';
import { lockAfter } from '../../host/nix/flake-lock.ts';
import { readPolicy } from '../../host/policy-file.ts';
import { ok, type Result } from '../../model/finding.ts';
import type { Installation } from '../../model/installation.ts';
import { changeInstallation } from '../../nix/install/install.ts';
import type { Session } from '../session.ts';

/** The checked runbook that makes what lies in the configuration what runs. */
export async function planApply(session: Session): Promise<Result<CheckedRunbook>> {
  const policy = await readPolicy(session.settings.policy);
  return policy.ok ? checkApply(facts(session, policy.value)) : policy;
}

/**
 * The checked runbook that brings our module into the configuration, or takes it out.
 *
 * Findings: NIX128 it cannot be done with certainty, with the lines to write; EVAL001 the input cannot be locked.
 */
export async function planInstallation(
  session: Session,
  installation: Installation,
): Promise<Result<CheckedRunbook>> {
  const policy = await readPolicy(session.settings.policy);
  if (!policy.ok) return policy;
  const locked = await withLock(session, installation);
  if (!locked.ok) return locked;
  const program = join(session.settings.place.system, 'current-system/sw/bin/nixos-ai');
  return checkInstallation(locked.value, program, facts(session, policy.value));
}

/** A flake that gets an input, or loses one, has it in its lock file, too. */
async function withLock(session: Session, installation: Installation): Promise<Result<Installation>> {
  const { settings, configuration, exec } = session;
  const files = changeInstallation(configuration, settings.place, installation);
  if (!files.ok) return files;
  if (settings.place.style === 'channel' || files.value.size === 0) return ok(installation);
  const lock = await lockAfter(exec, settings, files.value);
  if (!lock.ok) return lock;
  return ok(lock.value === undefined ? installation : { ...installation, lock: lock.value });
}

function facts({ index, settings }: Session, policy: Parameters<typeof checkApply>[0]['policy']) {
  return { index, limits: settings.limits, policy };
}
