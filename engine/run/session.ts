import type { HostSettings } from '../config/host-settings.ts';
import { readConfiguration } from '../host/tree/config-tree.ts';
import type { Exec } from '../model/host/exec.ts';
import { readPlaces } from '../host/nix/module-places.ts';
import { loadOptionCatalog } from '../host/nix/index-store.ts';
import type { OptionCatalog } from '../host/nix/option-catalog.ts';
import { readPolicy } from '../host/policy-file.ts';
import { listLibrary, loadLibrary, loadRunbook } from '../host/program/runbook-library.ts';
import { checkRunbook, type CheckedRunbook } from '../check/check-runbook.ts';
import type { Command } from '../model/command.ts';
import { isOfFamily } from '../model/finding-codes.ts';
import { failed, ok, type Result } from '../model/finding.ts';
import type { OptionIndex } from '../model/options/option-index.ts';
import type { Runbook } from '../model/runbook.ts';
import type { ConfigFiles } from '../model/host/configuration.ts';
import { findGivenSecret } from '../redact/find-secret.ts';
import { parseRunbook } from '../runbook/parse.ts';

/**
 * What is known of one host before a run: its configuration as text and its options. Reading only; nothing of the
 * configuration is evaluated unless the option index has to be made.
 */
export interface Session {
  readonly settings: HostSettings;
  readonly exec: Exec;
  readonly configuration: ConfigFiles;
  readonly index: OptionIndex;
  readonly catalog: OptionCatalog;
}

/**
 * @param refresh - The command that makes the option catalogue anew in the background; with it a stale one may be used
 *   ({@link freshSession} before anything is refused because of it).
 */
export async function openSession(
  exec: Exec,
  settings: HostSettings,
  refresh?: Command,
): Promise<Result<Session>> {
  const read = await readConfiguration(settings.place);
  const catalog = await loadOptionCatalog(exec, settings, read, refresh);
  if (!catalog.ok) return catalog;
  // To make the catalogue may have told which modules there are.
  const evaluated = await readPlaces(settings.place, read.files);
  const configuration = evaluated === undefined ? read : { ...read, evaluated };
  return ok({ settings, exec, configuration, index: catalog.value.index, catalog: catalog.value });
}

/** The same session with a catalogue of now. What was understood or refused with a stale one may be otherwise. */
export async function freshSession(session: Session): Promise<Result<Session>> {
  return session.catalog.stale ? openSession(session.exec, session.settings) : ok(session);
}

/** A generated runbook's text → the checked runbook. Its findings are our planner's fault, and are shown as they are. */
export async function checkGenerated(session: Session, text: string): Promise<Result<CheckedRunbook>> {
  const parsed = parseRunbook(text, 'generated runbook', 'generated');
  return parsed.ok ? check(session, parsed.value, {}) : parsed;
}

/** A runbook by name or file, with values for its parameters. SEC001, SEC002 where one of these is a secret. */
export async function checkNamed(
  session: Session,
  nameOrFile: string,
  given: unknown,
): Promise<Result<CheckedRunbook>> {
  const secret = findGivenSecret(given);
  if (secret !== undefined) return failed(secret);
  const loaded = await loadRunbook(nameOrFile, await listLibrary(session.settings.place));
  return loaded.ok ? check(session, loaded.value, given) : loaded;
}

/** Nothing is refused because of options that were there before: then they are read again, and waited for. */
async function check(session: Session, runbook: Runbook, given: unknown): Promise<Result<CheckedRunbook>> {
  const checked = await checkWith(session, runbook, given);
  if (!session.catalog.stale || !checked.findings.some(({ code }) => isOfFamily(code, 'OPT'))) return checked;
  const fresh = await freshSession(session);
  return fresh.ok ? checkWith(fresh.value, runbook, given) : failed(...fresh.findings);
}

async function checkWith(
  session: Session,
  runbook: Runbook,
  given: unknown,
): Promise<Result<CheckedRunbook>> {
  // Reading the whole library takes longer than checking a runbook, and few call another.
  const calls = runbook.steps.some((step) => step.kind === 'call');
  const policy = await readPolicy(session.settings.policy);
  if (!policy.ok) return policy;
  const load = await loadLibrary(calls ? await listLibrary(session.settings.place) : []);
  const checked = checkRunbook(runbook, {
    given,
    index: session.index,
    limits: session.settings.limits,
    policy: policy.value,
    load,
  });
  return checked.ok ? checked : failed(...checked.findings);
}
