import { join } from 'node:path';
import { checkWritten } from '../../check/check-runbook.ts';
import { lintPolicy } from '../../check/policy/lint.ts';
import { parseHostSettings } from '../../config/host-settings.ts';
import { failed, hasErrors, ok, type Finding, type Result } from '../../model/finding.ts';
import { checkServiceRunbooks, listCalendars } from '../../watch/check-service.ts';
import { readServiceDocument } from '../../watch/service-document.ts';
import { parseService } from '../../watch/service.ts';
import type { Exec } from '../../model/host/exec.ts';
import { readIfThere } from '../tree/files.ts';
import { readNamedPolicy } from '../policy-file.ts';
import { listRunbooks, loadLibrary, loadRunbook, type LibraryEntry } from '../program/runbook-library.ts';
import { checkCalendars } from './calendar.ts';

/** What was looked at, by its path below the directory. */
export interface CheckedConfiguration {
  readonly files: readonly string[];
}

/**
 * Looks at everything that a host's `/etc/nixos-ai` says: settings, policy, every runbook, and whether what the service
 * starts can be started. Needs no host, so that it can be done when a system is built.
 *
 * Findings: CFG010 nothing is there, CFG011 a runbook has another name than its file; those of each file.
 *
 * @example
 * await checkConfiguration('/etc/nixos-ai', exec)   // { ok: true, value: { files: ['config.yaml', …] }, … }
 */
export async function checkConfiguration(
  directory: string,
  exec: Exec,
): Promise<Result<CheckedConfiguration>> {
  const library = await listRunbooks(join(directory, 'runbooks'));
  const parts = [
    await checkSettings(join(directory, 'config.yaml')),
    await checkPolicy(join(directory, 'policy.yaml')),
    await checkService(join(directory, 'service.yaml'), library, exec),
    ...(await checkRunbooks(library)),
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return failed(nothing(directory));
  const findings = parts.flatMap((part) => part.findings);
  return hasErrors(findings) ? failed(...findings) : ok({ files: parts.map(({ file }) => file) }, findings);
}

/** A file and what is wrong with it; undefined where there is none. */
type Part = { readonly file: string; readonly findings: readonly Finding[] } | undefined;

async function checkSettings(file: string): Promise<Part> {
  const text = await readIfThere(file);
  // The style is read off the host's configuration directory; whether the file is right does not depend on it.
  return text && { file, findings: parseHostSettings(text.toString('utf8'), file, 'channel').findings };
}

async function checkPolicy(file: string): Promise<Part> {
  if ((await readIfThere(file)) === undefined) return undefined;
  const policy = await readNamedPolicy(file);
  return { file, findings: policy.ok ? [...policy.findings, ...lintPolicy(policy.value)] : policy.findings };
}

async function checkService(file: string, library: readonly LibraryEntry[], exec: Exec): Promise<Part> {
  const text = (await readIfThere(file))?.toString('utf8');
  if (text === undefined) return undefined;
  const parsed = parseService(text, file);
  const document = readServiceDocument(text, file);
  if (!parsed.ok || !document.ok) return { file, findings: parsed.findings };
  const started = checkServiceRunbooks(document.value, await loadLibrary(library));
  const calendars = await checkCalendars(listCalendars(document.value), exec);
  return { file, findings: [...parsed.findings, ...started, ...calendars] };
}

async function checkRunbooks(library: readonly LibraryEntry[]): Promise<readonly Part[]> {
  const load = await loadLibrary(library);
  const own = library.filter(({ origin }) => origin === 'user');
  return Promise.all(
    own.map(async ({ name, file }) => {
      const runbook = await loadRunbook(name, library);
      if (!runbook.ok) return { file, findings: runbook.findings };
      const named = runbook.value.name === name ? [] : [otherName(runbook.value.name, name, file)];
      return { file, findings: [...named, ...checkWritten(runbook.value, load).findings] };
    }),
  );
}

function otherName(written: string, name: string, file: string): Finding {
  return {
    code: 'CFG011',
    severity: 'error',
    message: `the runbook calls itself '${written}', and its file calls it '${name}'`,
    position: { file, line: 1, column: 1 },
    fix: `write runbook: ${name}, or give the file its name`,
  };
}

function nothing(directory: string): Finding {
  return {
    code: 'CFG010',
    severity: 'error',
    message: `${directory} has no configuration: neither config.yaml, policy.yaml, service.yaml nor runbooks/*.yaml`,
    fix: 'name the directory that has one; that of a host is /etc/nixos-ai',
  };
}
